import '@patternfly/patternfly/components/TextInputGroup/text-input-group.css'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import type { LogViewState } from '../../../logs/logProtocol.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import type { LogsChange, LogsQuery } from './logsQuery.ts'

/** Between two keys of somebody who types, in ms. */
const restMs = 150

export interface SearchBoxProps {
  query: LogsQuery
  change(change: LogsChange, quiet?: boolean): void
  view: LogViewState
  go(direction: 1 | -1): void
  input: RefObject<HTMLInputElement | null>
}

/** Where one looks for a text or an expression in the lines shown: Enter goes to the next match, Shift+Enter to the one before. */
export function SearchBox({ query, change, view, go, input }: SearchBoxProps) {
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
  // Whoever types and presses Enter at once goes to a match of the whole text: once the lines are looked at with it, which others tell the worker.
  const wanted = useRef<{ text: string; direction: 1 | -1 }>(undefined)
  const latestGo = useRef(go)
  useEffect(() => {
    latestGo.current = go
  })
  useEffect(() => {
    if (wanted.current?.text !== query.q) return
    const { direction } = wanted.current
    wanted.current = undefined
    const timer = setTimeout(() => latestGo.current(direction))
    return () => clearTimeout(timer)
  }, [query.q])

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      const direction = event.shiftKey ? -1 : 1
      if (typed === sent) return go(direction)
      wanted.current = { text: typed, direction }
      send(typed)
    } else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault()
      event.stopPropagation()
      setTyped('')
      send('')
    }
  }
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
          <Toggle label={t('Match case')} on={query.case} onChange={(on) => change({ case: on ? '1' : '' }, true)}>
            {t('Aa')}
          </Toggle>
          <Toggle
            label={t('Regular expression')}
            on={query.regex}
            onChange={(on) => change({ regex: on ? '1' : '' }, true)}
          >
            {'.*'}
          </Toggle>
          {typed && (
            <Button
              variant="plain"
              size="sm"
              aria-label={t('Clear search')}
              title={t('Clear search')}
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
      {searching && view.searchProblem !== undefined && (
        <p className="rc-logs__wrong">{t('No valid expression: {{problem}}', { problem: view.searchProblem })}</p>
      )}
      {searching && view.searchStopped && (
        <p className="rc-logs__wrong">{t('Stopped: this search takes too long. Look for something simpler.')}</p>
      )}
    </div>
  )
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
