import '@patternfly/patternfly/components/TextInputGroup/text-input-group.css'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon'
import { useRef, useState } from 'react'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'

export interface SearchFieldProps {
  label: string
  value: string
  onChange(value: string): void
  placeholder?: string
}

/** A field to search in. What is typed shows at once, whenever the owner of the value follows. */
export function SearchField({ label, value, onChange, placeholder }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const [sent, setSent] = useState(value)
  // Someone else has changed the value: "Clear filters", or the way back.
  if (value !== sent) {
    setSent(value)
    if (value !== typed.trim()) setTyped(value)
  }
  const change = (next: string) => {
    setTyped(next)
    onChange(next)
  }
  return (
    <div className="pf-v6-c-text-input-group rc-search">
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
            spellCheck={false}
            aria-label={label}
            placeholder={placeholder ?? label}
            value={typed}
            onChange={(event) => change(event.target.value)}
          />
        </span>
      </div>
      {typed && (
        <div className="pf-v6-c-text-input-group__utilities">
          <Button
            variant="plain"
            aria-label={t('Clear {{label}}', { label })}
            icon={<TimesIcon />}
            onClick={() => {
              change('')
              input.current?.focus()
            }}
          />
        </div>
      )}
    </div>
  )
}
