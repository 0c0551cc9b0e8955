import AngleDownIcon from '@patternfly/react-icons/dist/esm/icons/angle-down-icon'
import AngleUpIcon from '@patternfly/react-icons/dist/esm/icons/angle-up-icon'
import { useEffect, useState, type ReactNode } from 'react'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Announcement } from '../../../ui/Announcement.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { LogsChange, LogsQuery } from './logsQuery.ts'

export interface MatchStatusProps {
  query: LogsQuery
  change(change: LogsChange, quiet?: boolean): void
  view: LogViewState
  /** Which match is in sight, from 0. */
  index: number | undefined
  go(direction: 1 | -1): void
}

/** How many matches a search has, which one is in sight, and the ways to the others. */
export function MatchStatus({ query, change, view, index, go }: MatchStatusProps) {
  const words = matchWords(view, index)
  const { q, regex, case: matchCase, only } = query
  const said = useSaid(words, JSON.stringify([q, regex, matchCase, only, index]), view.searched < 1)
  if (q === '' || view.searchProblem !== undefined || view.searchStopped) return null
  return (
    <span className="rc-logs__matches" role="group" aria-label={t('Matches')}>
      <span className="rc-number">{words}</span>
      <span className="rc-logs__steps">
        <Step label={t('Previous match')} icon={<AngleUpIcon />} onClick={() => go(-1)} />
        <Step label={t('Next match')} icon={<AngleDownIcon />} onClick={() => go(1)} />
      </span>
      <label className="pf-v6-c-check rc-logs__only">
        <input
          type="checkbox"
          className="pf-v6-c-check__input"
          checked={query.only}
          onChange={({ target }) => change({ only: target.checked ? '1' : '' }, true)}
        />
        <span className="pf-v6-c-check__label">{t('Only matches')}</span>
      </label>
      <Announcement label={t('Matches')} text={said} />
    </span>
  )
}

/** How long what somebody did may change the number of matches, in ms. */
const answerMs = 2000

/** What is said of the matches: what a search or a step has found, not each of those that new lines bring. */
function useSaid(words: string, asked: string, searching: boolean): string {
  const [said, setSaid] = useState(words)
  const [answered, setAnswered] = useState<string>()
  // Time is outside React.
  useEffect(() => {
    if (searching) return
    const timer = setTimeout(() => setAnswered(asked), answerMs)
    return () => clearTimeout(timer)
  }, [asked, searching])
  if (answered !== asked && said !== words) setSaid(words)
  return said
}

/** "3 of 120", "120 matches", and how far a search over very many lines is. */
function matchWords({ matches, searched }: LogViewState, index: number | undefined): string {
  const found =
    index === undefined || index >= matches || searched < 1
      ? t('{{count}} matches', { count: matches })
      : t('{{index}} of {{matches}}', { index: formatNumber(index + 1), matches: formatNumber(matches) })
  return searched < 1 ? t('{{found}} · {{percent}} % searched', { found, percent: Math.floor(searched * 100) }) : found
}

function Step({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return <Button variant="plain" size="sm" aria-label={label} title={label} icon={icon} onClick={onClick} />
}
