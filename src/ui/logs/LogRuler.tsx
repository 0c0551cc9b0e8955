import type { Ref } from 'react'
import { rulerText } from './useLogMetrics.ts'

interface LogRulerProps {
  ref: Ref<HTMLDivElement>
  timestamps: boolean
  levels: boolean
  label: boolean
}

/** A row that nobody sees, by which rows are measured. */
export function LogRuler({ ref, timestamps, levels, label }: LogRulerProps) {
  return (
    <div className="rc-log__ruler" aria-hidden="true">
      <div ref={ref} className="rc-log-row">
        {timestamps && <span className="rc-log-row__time" />}
        {levels && <span className="rc-log-row__level" />}
        {label && <span className="rc-log-row__source" />}
        <span className="rc-log-row__text">{rulerText}</span>
      </div>
    </div>
  )
}
