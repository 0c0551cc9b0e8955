import { t } from '../../../lib/t.ts'
import { CheckboxField, SelectField, TextField } from '../../../ui/fields.tsx'
import { FieldWarning } from '../../../ui/FieldWarning.tsx'
import type { ConfigForm } from './useConfigForm.ts'
import { formFields, type FormField } from './registryForm.ts'

/** The control of a field of the table, by its path below spec. */
export function ConfigFieldControl({ name, use }: { name: string; use: ConfigForm }) {
  const field = formFields.find((each) => each.name === name)
  if (!field) return null
  return (
    <div className={field.control?.kind === 'yaml' ? 'rc-field-whole' : undefined}>
      <Control field={field} use={use} />
      <FieldWarning text={use.warnings[name]} />
    </div>
  )
}

function Control({ field, use }: { field: FormField; use: ConfigForm }) {
  const { name, label, control } = field
  const value = use.form.fields[name] ?? ''
  const shared = { name, label: label(), help: helpOf(field) }
  const change = (typed: string | boolean) => use.setField(name, typed)
  if (typeof value === 'boolean') return <CheckboxField {...shared} checked={value} onChange={change} />
  if (control?.kind === 'select')
    return (
      <SelectField
        {...shared}
        value={value}
        onChange={change}
        // What is no choice came from elsewhere, and is shown as it is.
        options={[...new Set([...control.options, value])].map((option) => ({
          value: option,
          label: option === '' ? t('{{value}} (default)', { value: standardOf(field) }) : option,
        }))}
      />
    )
  return (
    <TextField
      {...shared}
      value={value}
      onChange={change}
      multiline={control?.kind === 'yaml'}
      {...(field.standard !== undefined && { placeholder: standardOf(field) })}
    />
  )
}

/** A default as a value, as a form takes it. */
const standardOf = ({ standard }: FormField) =>
  typeof standard === 'string' || typeof standard === 'number' ? String(standard) : ''

function helpOf({ help, standard, standardWords, control }: FormField): string | undefined {
  const words =
    standardWords?.() ?? (control?.kind === 'number' && standard !== undefined ? String(standard) : undefined)
  const text = help?.()
  if (words === undefined || control?.kind === 'yaml') return text
  return [text, t('Default: {{value}}.', { value: words })].filter(Boolean).join(' ')
}
