import '@patternfly/patternfly/components/TextInputGroup/text-input-group.css'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { t } from '../lib/t.ts'
import './picks.css'

export interface Pick {
  key: string
  label: string
  description?: string | undefined
  selected?: boolean
  onPick(): void
}

export interface PickListProps {
  /** Names the field and the list. */
  label: string
  placeholder?: string
  text: string
  onText(text: string): void
  picks: readonly Pick[]
  /** Said below the picks: nothing found, still searching. */
  note?: string | undefined
  /** Whether picks may still come: Enter then waits for the first. */
  pending?: boolean
}

/** A field with a list below it: typing narrows the list, arrows move in it, Enter picks. */
export function PickList({ label, placeholder, text, onText, picks, note, pending = false }: PickListProps) {
  const id = useId()
  const [wanted, setWanted] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const active = Math.min(wanted, picks.length - 1)
  const entered = useRef(false)

  // Where a pick leads is outside: who pastes and presses Enter is there before the answer.
  useEffect(() => {
    if (entered.current) picks[0]?.onPick()
    if (picks[0] ?? !pending) entered.current = false
  }, [picks, pending])

  const move = (to: number) => {
    const next = Math.max(0, Math.min(picks.length - 1, to))
    setWanted(next)
    list.current?.children[next]?.scrollIntoView?.({ block: 'nearest' })
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(active + 1)
    else if (event.key === 'ArrowUp') move(active - 1)
    else if (event.key === 'PageDown') move(active + 10)
    else if (event.key === 'PageUp') move(active - 10)
    else if (event.key === 'Enter' && picks[active]) picks[active].onPick()
    else if (event.key === 'Enter') entered.current = pending
    else return
    event.preventDefault()
  }
  return (
    <div className="rc-picks">
      <div className="pf-v6-c-text-input-group">
        <div className="pf-v6-c-text-input-group__main pf-m-icon">
          <span className="pf-v6-c-text-input-group__text">
            <span className="pf-v6-c-text-input-group__icon">
              <SearchIcon />
            </span>
            <input
              className="pf-v6-c-text-input-group__text-input"
              type="text"
              role="combobox"
              aria-label={label}
              aria-expanded={picks.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={picks[active] ? `${id}-${active}` : undefined}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder={placeholder}
              value={text}
              onChange={(event) => {
                setWanted(0)
                entered.current = false
                onText(event.target.value)
              }}
              onKeyDown={press}
            />
          </span>
        </div>
      </div>
      <div ref={list} className="rc-picks__list" role="listbox" id={`${id}-list`} aria-label={label}>
        {picks.map((pick, index) => (
          // The field keeps the focus and the keyboard; the pointer may also be used.
          <button
            type="button"
            tabIndex={-1}
            key={pick.key}
            id={`${id}-${index}`}
            role="option"
            className="rc-picks__pick"
            aria-selected={index === active}
            aria-current={pick.selected ? 'true' : undefined}
            onPointerMove={() => index !== active && setWanted(index)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={pick.onPick}
          >
            <span className="rc-picks__label">{pick.label}</span>
            {pick.description && <span className="rc-picks__description">{pick.description}</span>}
            {pick.selected && <span className="pf-v6-screen-reader">{` ${t('chosen')}`}</span>}
          </button>
        ))}
      </div>
      <p className="rc-picks__note" role="status">
        {note}
      </p>
    </div>
  )
}
