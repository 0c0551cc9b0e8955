import { useState } from 'react'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import type { LogRowsSource } from './logRows.ts'
import type { LineRange } from './useLineRange.ts'
import { mostCopied } from './useLogKeys.ts'

interface LogListActionsProps {
  rows: LogRowsSource
  following: boolean
  picking: LineRange
  shownAs: string
  onFollow(): void
  onCopy(): void
}

/** What can be done with a log that lies over its lines: go to those that have come, copy those that are picked. */
export function LogListActions({ rows, following, picking, shownAs, onFollow, onCopy }: LogListActionsProps) {
  const missed = useMissed(rows.lines, following, shownAs)
  const { range } = picking
  if (missed <= 0 && !range) return null
  return (
    <div className="rc-log__missed">
      {missed > 0 && (
        <Button size="sm" variant="primary" onClick={onFollow}>
          {t('{{count}} new lines', { count: missed })}
        </Button>
      )}
      {range && <PickedLines {...{ rows, range, onCopy }} onClear={picking.clear} />}
    </div>
  )
}

interface PickedLinesProps {
  rows: LogRowsSource
  range: readonly [from: number, to: number]
  onCopy(): void
  onClear(): void
}

function PickedLines({ rows, range: [from, to], onCopy, onClear }: PickedLinesProps) {
  const count = Math.min(to, rows.count) - from
  const all = from === 0 && to >= rows.count
  // How many lines wrapped rows are of is known of all only.
  const lines = all ? rows.lines : rows.lines === rows.count ? count : undefined
  return (
    <span className="rc-log__picked">
      {count > mostCopied ? (
        <span role="status">{t('{{count}} lines are too many to copy: download them', { count: lines ?? count })}</span>
      ) : (
        <Button size="sm" variant="secondary" onClick={onCopy}>
          {lines === undefined ? t('Copy selected lines') : t('Copy {{count}} lines', { count: lines })}
        </Button>
      )}
      <Button size="sm" variant="link" onClick={onClear}>
        {t('Clear selection')}
      </Button>
    </span>
  )
}

/** How many lines have come since somebody looked back. */
function useMissed(lines: number, following: boolean, shownAs: string): number {
  const [paused, setPaused] = useState({ following, shownAs, lines })
  if (paused.following !== following || paused.shownAs !== shownAs) setPaused({ following, shownAs, lines })
  return following ? 0 : lines - paused.lines
}
