import '@patternfly/patternfly/components/FormControl/form-control.css'
import CaretDownIcon from '@patternfly/react-icons/dist/esm/icons/caret-down-icon'
import type { Option } from './table.ts'

export interface NativeSelectProps {
  value: string
  options: readonly Option[]
  onChange(value: string): void
  label?: string
  disabled?: boolean
  /** Called before the browser opens the list: options may be gathered then. */
  onOpen?(): void
}

/** The browser's own choice of one: works with any keyboard, screen reader and phone. */
export function NativeSelect({ value, options, onChange, label, disabled, onOpen }: NativeSelectProps) {
  return (
    <span className="pf-v6-c-form-control rc-select">
      <select
        value={value}
        aria-label={label}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        onFocus={onOpen}
        onPointerDown={onOpen}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <span className="pf-v6-c-form-control__utilities">
        <span className="pf-v6-c-form-control__toggle-icon">
          <CaretDownIcon />
        </span>
      </span>
    </span>
  )
}
