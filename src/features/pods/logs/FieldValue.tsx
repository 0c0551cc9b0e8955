import { FilterIconConfig } from '@patternfly/react-icons/dist/esm/icons/filter-icon'
import { EyeSlashIconConfig } from '@patternfly/react-icons/dist/esm/icons/eye-slash-icon'
import { t } from '../../../lib/t.ts'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { Glyph } from '../../../ui/Glyph.tsx'
import { fieldWord, shortValue } from './filterWords.ts'
import type { FieldFilter } from './logsQuery.ts'

const mostShown = 2000
/** What fits into an address. */
const mostFiltered = 1000

interface FieldValueProps {
  field: string
  value: string
  onFilter(filter: FieldFilter): void
}

/** The value of a field with what can be done by it: show such lines only, hide them, copy it. */
export function FieldValue({ field, value, onFilter }: FieldValueProps) {
  const words = { field: fieldWord(field), value: shortValue(value) }
  const [show, hide] = [
    t('Show only lines with {{field}} {{value}}', words),
    t('Hide lines with {{field}} {{value}}', words),
  ]
  return (
    <span className="rc-logs__value">
      <code>{value === '' ? <span className="rc-subtle">{t('empty')}</span> : <bdi>{cut(value)}</bdi>}</code>
      <span className="rc-logs__value-actions">
        {value.length <= mostFiltered && (
          <>
            <button
              type="button"
              className="rc-icon-button"
              aria-label={show}
              title={show}
              onClick={() => onFilter({ key: field, value, exclude: false })}
            >
              <Glyph config={FilterIconConfig} />
            </button>
            <button
              type="button"
              className="rc-icon-button"
              aria-label={hide}
              title={hide}
              onClick={() => onFilter({ key: field, value, exclude: true })}
            >
              <Glyph config={EyeSlashIconConfig} />
            </button>
          </>
        )}
        <CopyButton what={words.field} text={value} />
      </span>
    </span>
  )
}

function cut(value: string): string {
  return value.length > mostShown ? `${value.slice(0, mostShown)}…` : value
}
