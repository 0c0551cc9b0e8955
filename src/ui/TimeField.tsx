import { fieldTime, timeFrom } from '../lib/fieldTime.ts'
import './time-field.css'

interface TimeFieldProps {
  label: string
  /** Since 1970. Another value needs another key. */
  seconds: number
  onChange(seconds: number): void
}

/** A date and time in the person's own zone, taken when the field is left or Enter is pressed. */
export function TimeField({ label, seconds, onChange }: TimeFieldProps) {
  return (
    <label className="rc-time-field">
      <span>{label}</span>
      <span className="pf-v6-c-form-control">
        <input
          type="datetime-local"
          step={1}
          defaultValue={fieldTime(seconds)}
          onBlur={({ target }) => {
            const chosen = timeFrom(target.value)
            if (chosen !== undefined && chosen !== seconds) onChange(chosen)
          }}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') currentTarget.blur()
          }}
        />
      </span>
    </label>
  )
}
