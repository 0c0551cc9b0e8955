import '@patternfly/patternfly/components/TextInputGroup/text-input-group.css'
import AngleDownIcon from '@patternfly/react-icons/dist/esm/icons/angle-down-icon'
import AngleUpIcon from '@patternfly/react-icons/dist/esm/icons/angle-up-icon'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Announcement } from '../../../ui/Announcement.tsx'
import { Button } from '../../../ui/Button.tsx'
import type { LogsChange, LogsQuery } from './logsQuery.ts'

/** Between two keys of somebody who types, in ms. */
const restMs = 150

export interface SearchBoxProps {
  query: LogsQuery
  change(change: LogsChange, quiet?: boolean): void
  view: LogViewState
  /** Which match is in sight, from 0. */
  index: number | undefined
  go(direction: 1 | -1): void
  input: RefObject<HTMLInputElement | null>
}

/** Where one looks for a text or an expression in the lines shown: Enter goes to the next match, Shift+Enter to the one before. */
export function SearchBox({ query, change, view, index, go, input }: SearchBoxProps) {
  const [typed, setTyped] = useState(query.q)
  const [sent, setSent] = useState(query.q)
  // Somebody else has changed it: "Clear filters", or the way back.
  if (query.q !== sent) {
    setSent(query.q)
    setTyped(query.q)
  }
  const send = (text: string) => {
    setSent(text)
    change({ q: text }, true)
  }
  // Time is outside React: the address follows when the typing rests.
  const latest = useRef(send)
  useEffect(() => {
    latest.current = send
  })
  useEffect(() => {
    if (typed === sent) return
    const timer = setTimeout(() => latest.current(typed), restMs)
    return () => clearTimeout(timer)
  }, [typed, sent])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      if (typed === sent) go(event.shiftKey ? -1 : 1)
      else send(typed)
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault()
      event.stopPropagation()
      setTyped('')
      send('')
    }
  }
  const count = matchWords(view, index)
  const searching = query.q !== ''
  return (
    <div className="rc-logs__search" role="search" aria-label={t('Search in the log')}>
      <div className={`pf-v6-c-text-input-group${view.searchProblem && searching ? ' pf-m-error' : ''}`}>
        <div className="pf-v6-c-text-input-group__main pf-m-icon">
          <span className="pf-v6-c-text-input-group__text">
            <span className="pf-v6-c-text-input-group__icon">
              <SearchIcon />
            </span>
            <input
              ref={input}
              className="pf-v6-c-text-input-group__text-input"
              type="text"
              role="searchbox"
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-label={t('Search lines')}
              aria-invalid={searching && view.searchProblem !== undefined}
              placeholder={t('Search lines')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={press}
            />
          </span>
        </div>
        <div className="pf-v6-c-text-input-group__utilities">
          {searching && <span className="rc-logs__matches rc-number">{count}</span>}
          {searching && (
            <>
              <IconButton label={t('Previous match')} icon={<AngleUpIcon />} onClick={() => go(-1)} />
              <IconButton label={t('Next match')} icon={<AngleDownIcon />} onClick={() => go(1)} />
            </>
          )}
          <Toggle label={t('Match case')} on={query.case} onChange={(on) => change({ case: on ? '1' : '' }, true)}>
            {'Aa'}
          </Toggle>
          <Toggle
            label={t('Regular expression')}
            on={query.regex}
            onChange={(on) => change({ regex: on ? '1' : '' }, true)}
          >
            {'.*'}
          </Toggle>
          {typed && (
            <IconButton
              label={t('Clear search')}
              icon={<TimesIcon />}
              onClick={() => {
                setTyped('')
                send('')
                input.current?.focus()
              }}
            />
          )}
        </div>
      </div>
      {searching && (
        <label className="pf-v6-c-check rc-logs__only">
          <input
            type="checkbox"
            className="pf-v6-c-check__input"
            checked={query.only}
            onChange={({ target }) => change({ only: target.checked ? '1' : '' }, true)}
          />
          <span className="pf-v6-c-check__label">{t('Only matches')}</span>
        </label>
      )}
      {searching && view.searchProblem !== undefined && (
        <p className="rc-logs__wrong">{t('No valid expression: {{problem}}', { problem: view.searchProblem })}</p>
      )}
      <Announcement label={t('Matches')} text={searching ? count : ''} />
    </div>
  )
}

/** "3 of 120", "120 matches", and how far a search over very many lines is. */
function matchWords({ matches, searched, searchProblem }: LogViewState, index: number | undefined): string {
  if (searchProblem !== undefined) return t('no valid expression')
  const found =
    index === undefined || index >= matches
      ? t('{{count}} matches', { count: matches })
      : t('{{index}} of {{matches}}', { index: formatNumber(index + 1), matches: formatNumber(matches) })
  return searched < 1 ? t('{{found}} · {{percent}} % searched', { found, percent: Math.floor(searched * 100) }) : found
}

function IconButton({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return <Button variant="plain" size="sm" aria-label={label} title={label} icon={icon} onClick={onClick} />
}

interface ToggleProps {
  label: string
  on: boolean
  onChange(on: boolean): void
  children: string
}

function Toggle({ label, on, onChange, children }: ToggleProps) {
  return (
    <button
      type="button"
      className="rc-icon-button rc-logs__toggle"
      aria-label={label}
      aria-pressed={on}
      title={label}
      onClick={() => onChange(!on)}
    >
      {children}
    </button>
  )
}
