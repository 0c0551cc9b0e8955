import { memo, type ReactNode } from 'react'
import type { LogRow } from '../../logs/logProtocol.ts'
import { t } from '../../lib/t.ts'
import { briefLine } from './briefLine.ts'
import { logTime, logTimeTitle } from './logTime.ts'

export interface LogRowLineProps {
  row: LogRow
  /** Its place in the list. */
  index: number
  timestamps: boolean
  levels: boolean
  /** Logrus lines in the order that people read. */
  brief: boolean
  /** Where it comes from, if there are several. */
  label: string | undefined
  /** `current`: it has the match that is looked at; `picked`: it is going to be copied. */
  marks: string
}

/** The first letter of a level, as klog writes it. */
const letters: Record<LogRow['level'], string> = {
  panic: 'P',
  fatal: 'F',
  error: 'E',
  warning: 'W',
  info: 'I',
  debug: 'D',
  none: '',
}

/** As many colors as there are for sources. */
const colors = 6

/** One row of a log. Whatever the log says becomes text nodes, nothing else. */
export const LogRowLine = memo(function LogRowLine(props: LogRowLineProps) {
  const { row, index, timestamps, levels, brief, label, marks } = props
  const { level, part, time, source, continued, noise, cut } = row
  const first = part === 0
  const quiet = `${continued ? ' rc-m-continued' : ''}${noise ? ' rc-m-noise' : ''}`
  return (
    <div className={`rc-log-row rc-m-${level}${quiet}${marks}`} data-index={index}>
      {timestamps && (
        <span className="rc-log-row__time" title={first && time !== undefined ? logTimeTitle(time) : undefined}>
          {first && time !== undefined && logTime(time)}
        </span>
      )}
      {levels && (
        <span className="rc-log-row__level" title={first && level !== 'none' ? level : undefined}>
          {first && letters[level]}
        </span>
      )}
      {label !== undefined && (
        <span className={`rc-log-row__source rc-m-source-${source % colors}`} title={first ? label : undefined}>
          {first && <span>{label}</span>}
        </span>
      )}
      <span className="rc-log-row__text">{(brief && briefOf(row, !timestamps)) || textOf(row)}</span>
      {cut > 0 && <span className="rc-log-row__cut">{t('{{count}} more characters', { count: cut })}</span>}
    </div>
  )
})

function briefOf({ text, matches, cut }: LogRow, withTime: boolean): ReactNode {
  const pieces = cut > 0 ? undefined : briefLine(text, matches, withTime)
  return pieces?.flatMap(({ kind, begin, end }) => [
    <span key={begin} className={`rc-log-row__${kind}`}>
      {marked(text, begin, end, matches)}
    </span>,
    // Between words that are copied.
    ' ',
  ])
}

function textOf({ text, matches }: LogRow): ReactNode {
  // An empty row has a height too.
  return text === '' ? '\u00a0' : marked(text, 0, text.length, matches)
}

/** A part of a text with the matches that are in it. */
function marked(text: string, from: number, to: number, matches: readonly number[]): ReactNode {
  if (matches.length === 0) return text.slice(from, to)
  const pieces: ReactNode[] = []
  let at = from
  for (let match = 0; match + 1 < matches.length; match += 2) {
    const [begin = 0, end = 0] = [matches[match], matches[match + 1]]
    if (begin < from || end > to) continue
    if (begin > at) pieces.push(text.slice(at, begin))
    pieces.push(<mark key={match}>{text.slice(begin, end)}</mark>)
    at = end
  }
  if (at < to) pieces.push(text.slice(at, to))
  return pieces
}
