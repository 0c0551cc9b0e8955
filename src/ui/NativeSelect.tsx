import { FormSelect, FormSelectOption } from '@patternfly/react-core/dist/esm/components/FormSelect'
import { useId } from 'react'
import type { Option } from './table.ts'

export interface NativeSelectProps {
  value: string
  options: readonly Option[]
  onChange(value: string): void
  label?: string
  /** Called before the browser opens the list: options may be gathered then. */
  onOpen?(): void
}

/** The browser's own choice of one: works with any keyboard, screen reader and phone. */
export function NativeSelect({ value, options, onChange, label, onOpen }: NativeSelectProps) {
  const id = useId()
  return (
    <FormSelect
      id={id}
      className="rc-select"
      value={value}
      onChange={(_, chosen) => onChange(chosen)}
      {...(label !== undefined && { 'aria-label': label })}
      {...(onOpen && { onFocus: onOpen, onPointerDown: onOpen })}
    >
      {options.map((option) => (
        <FormSelectOption key={option.value} value={option.value} label={option.label} />
      ))}
    </FormSelect>
  )
}
