import { Fragment, memo, type ReactNode } from 'react'
import type { LogRow } from '../../logs/logProtocol.ts'
import { t } from '../../lib/t.ts'
import { briefLine, type BriefPiece } from './briefLine.ts'
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

/** Texts below each other as far as they fit, in characters. */
const widths: Partial<Record<BriefPiece['kind'], number>> = { message: 18, method: 5 }

// As few elements as can be: rows are drawn anew with each frame of scrolling.
function briefOf({ text, matches, cut }: LogRow, withTime: boolean): ReactNode {
  const pieces = cut > 0 ? undefined : briefLine(text, matches, withTime)
  if (!pieces) return undefined
  let [head, rest] = ['', '']
  const marks: ReactNode[] = []
  for (const { kind, begin, end } of pieces) {
    const room = ' '.repeat(1 + Math.max(0, (widths[kind] ?? 0) - (end - begin)))
    if (matches.length > 0) marks.push(<Fragment key={begin}>{marked(text, begin, end, matches)}</Fragment>, room)
    else if (kind === 'rest') rest += text.slice(begin, end) + room
    else head += text.slice(begin, end) + room
  }
  if (matches.length > 0) return marks
  return [
    head,
    rest && (
      <span key="rest" className="rc-log-row__rest">
        {rest}
      </span>
    ),
  ]
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
