import { formatNumber, t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import './reading-progress.css'

export interface ReadingProgressProps {
  state: 'idle' | 'running' | 'stopped' | 'done'
  done: number
  /** Unknown until the server has said it. */
  total: number | undefined
  /** What is being read: "Reading sizes". */
  label: string
  /** Without words: something else says how many there are. */
  quiet?: boolean
  stop(): void
  resume(): void
}

/** How far something is read in the background, with Stop. Nothing once it is done. */
export function ReadingProgress({ state, done, total, label, quiet, stop, resume }: ReadingProgressProps) {
  if (state !== 'running' && state !== 'stopped') return null
  return (
    <span className="rc-progress">
      {!quiet && (
        <span role="status">
          {total === undefined
            ? label
            : t('{{label}}: {{done}} of {{total}}', { label, done: formatNumber(done), total: formatNumber(total) })}
        </span>
      )}
      <progress max={total ?? 1} value={total === undefined ? undefined : done} aria-label={label} />
      {state === 'running' ? (
        <Button variant="link" isInline onClick={stop}>
          {t('Stop reading')}
        </Button>
      ) : (
        <Button variant="link" isInline onClick={resume}>
          {t('Read the rest')}
        </Button>
      )}
    </span>
  )
}
