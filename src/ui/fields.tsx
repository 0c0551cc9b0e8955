import { Checkbox } from '@patternfly/react-core/dist/esm/components/Checkbox'
import { FormGroup, FormHelperText } from '@patternfly/react-core/dist/esm/components/Form'
import { FormSelect, FormSelectOption } from '@patternfly/react-core/dist/esm/components/FormSelect'
import { HelperText, HelperTextItem } from '@patternfly/react-core/dist/esm/components/HelperText'
import { Radio } from '@patternfly/react-core/dist/esm/components/Radio'
import { TextArea } from '@patternfly/react-core/dist/esm/components/TextArea'
import { TextInput } from '@patternfly/react-core/dist/esm/components/TextInput'
import { createContext, useContext, useId, useRef, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { midSentence, t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import type { Option } from './table.ts'

/** What is wrong with which field, by the field's name. */
export type Problems = Readonly<Record<string, string | undefined>>

/** The problems that the fields below show. */
export const ProblemsContext = createContext<Problems>({})

interface FieldProps {
  /** Which problem is its own. */
  name: string
  label: string
  help?: ReactNode
  required?: boolean
}

interface FrameProps extends FieldProps {
  id: string
  children: ReactNode
}

/** What is wrong with a field, and what it is for. */
function Advice({ id, name, help }: { id: string; name: string; help: ReactNode }) {
  const problem = useContext(ProblemsContext)[name]
  if (!(problem ?? help)) return null
  return (
    <FormHelperText>
      <HelperText id={`${id}-help`} component="div">
        {problem && (
          <HelperTextItem component="div" variant="error">
            {problem}
          </HelperTextItem>
        )}
        {help && <HelperTextItem component="div">{help}</HelperTextItem>}
      </HelperText>
    </FormHelperText>
  )
}

/** Beside the label and not in it, as `isRequired` has it: the text of a label is the name of its field and no more. */
export const requiredMark = (
  <span className="pf-v6-c-form__label-required" aria-hidden="true">
    {'*'}
  </span>
)

function Frame({ id, name, label, help, required, children }: FrameProps) {
  return (
    <FormGroup label={label} fieldId={id} labelHelp={required ? requiredMark : undefined}>
      {children}
      <Advice id={id} name={name} help={help} />
    </FormGroup>
  )
}

/** What ties a control to its problem and help. */
function useControl(name: string) {
  const id = useId()
  const problem = useContext(ProblemsContext)[name]
  return {
    id,
    'aria-describedby': `${id}-help`,
    'aria-invalid': problem !== undefined,
    validated: problem === undefined ? ('default' as const) : ('error' as const),
  }
}

export interface TextFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  placeholder?: string
  multiline?: boolean
  type?: 'text' | 'password' | 'number'
  /** What the browser may offer to fill in; nothing unless told. */
  autoComplete?: string
  /** Values to choose from; others may be typed. */
  suggestions?: readonly string[]
  readOnly?: boolean
  disabled?: boolean
}

/** A line of text, or several. */
export function TextField(props: TextFieldProps) {
  const { name, value, onChange, placeholder, multiline, type = 'text', suggestions, readOnly, disabled } = props
  const control = useControl(name)
  const shared = { ...control, name, value, ...(placeholder !== undefined && { placeholder }) }
  const list = suggestions && `${control.id}-list`
  return (
    <Frame {...props} id={control.id}>
      {multiline ? (
        <TextArea {...shared} resizeOrientation="vertical" onChange={(_, text) => onChange(text)} />
      ) : (
        <TextInput
          {...shared}
          type={type}
          spellCheck={false}
          autoComplete={props.autoComplete ?? 'off'}
          isRequired={props.required === true}
          onChange={(_, text) => onChange(text)}
          {...(readOnly && { readOnlyVariant: 'default' })}
          {...(disabled && { isDisabled: true })}
          {...(list && { list })}
        />
      )}
      {list && (
        <datalist id={list}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </Frame>
  )
}

export interface SelectFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  options: readonly Option[]
  disabled?: boolean
}

/** A choice of one. */
export function SelectField(props: SelectFieldProps) {
  const { name, value, onChange, options, disabled } = props
  const control = useControl(name)
  return (
    <Frame {...props} id={control.id}>
      <FormSelect
        {...control}
        name={name}
        value={value}
        isDisabled={disabled === true}
        onChange={(_, chosen) => onChange(chosen)}
      >
        {options.map((option) => (
          <FormSelectOption key={option.value} value={option.value} label={option.label} />
        ))}
      </FormSelect>
    </Frame>
  )
}

export interface CheckboxFieldProps {
  name: string
  label: string
  checked: boolean
  onChange(checked: boolean): void
  help?: ReactNode
  disabled?: boolean
}

/** Yes or no. */
export function CheckboxField({ name, label, checked, onChange, help, disabled }: CheckboxFieldProps) {
  const id = useId()
  const problem = useContext(ProblemsContext)[name]
  return (
    <Checkbox
      id={id}
      name={name}
      label={label}
      isChecked={checked}
      isDisabled={disabled === true}
      isValid={problem === undefined}
      onChange={(_, next) => onChange(next)}
      {...(help !== undefined && { description: help })}
      {...(problem !== undefined && { body: problem })}
    />
  )
}

export interface RadioFieldProps extends FieldProps {
  value: string
  onChange(value: string): void
  options: readonly (Option & { help?: ReactNode })[]
}

/** A choice of one, each explained. */
export function RadioField(props: RadioFieldProps) {
  const { name, label, value, onChange, options, help } = props
  const id = useId()
  const problem = useContext(ProblemsContext)[name]
  return (
    <FormGroup role="radiogroup" label={label} fieldId={id} isStack aria-describedby={`${id}-help`}>
      {options.map((option) => (
        <Radio
          key={option.value}
          id={`${id}-${option.value}`}
          name={`${id}-${name}`}
          label={option.label}
          isChecked={option.value === value}
          // The first that is wrong takes the focus.
          isValid={problem === undefined}
          onChange={() => onChange(option.value)}
          {...(option.help !== undefined && { description: option.help })}
        />
      ))}
      <Advice id={id} name={name} help={help} />
    </FormGroup>
  )
}

/** Entries of labels or annotations as they are typed; keys may be empty or double until they are checked. */
export type KeyValueEntries = readonly (readonly [key: string, value: string])[]

export interface KeyValueFieldProps extends FieldProps {
  entries: KeyValueEntries
  onChange(entries: KeyValueEntries): void
  /** Values may have several lines. */
  multiline?: boolean
}

/** Keys with values: labels, annotations. The problem of one entry has the name `NAME.INDEX`. */
export function KeyValueField(props: KeyValueFieldProps) {
  const { name, label, entries, onChange, multiline } = props
  const id = useId()
  const group = useRef<HTMLDivElement>(null)
  const problems = useContext(ProblemsContext)
  /** Changes the entries and puts the focus where the work goes on: an entry that is gone cannot keep it. */
  const changeAndFocus = (next: KeyValueEntries, at: number) => {
    flushSync(() => onChange(next))
    const keys = group.current?.querySelectorAll<HTMLElement>('.rc-key-values__entry > :first-child input')
    const target = keys?.[Math.min(at, keys.length - 1)] ?? group.current?.querySelector<HTMLElement>('button')
    target?.focus()
  }
  const [Value, lines] = multiline ? ([TextArea, { rows: 1, autoResize: true }] as const) : ([TextInput, {}] as const)
  const change = (at: number, key: string, value: string) =>
    onChange(entries.map((entry, index) => (index === at ? ([key, value] as const) : entry)))
  return (
    <Frame {...props} id={id}>
      <div ref={group} className="rc-key-values" role="group" aria-label={label} id={id}>
        {entries.map(([key, value], index) => {
          const problem = problems[`${name}.${index}`]
          const validated = problem === undefined ? 'default' : 'error'
          return (
            // Entries have no identity but their place.
            <div className="rc-key-values__entry" key={String(index)}>
              <TextInput
                aria-label={t('{{label}}: key {{number}}', { label, number: index + 1 })}
                aria-describedby={problem === undefined ? undefined : `${id}-${index}`}
                value={key}
                placeholder={t('key')}
                spellCheck={false}
                autoComplete="off"
                validated={validated}
                onChange={(_, text) => change(index, text, value)}
              />
              <Value
                aria-label={t('{{label}}: value {{number}}', { label, number: index + 1 })}
                aria-describedby={problem === undefined ? undefined : `${id}-${index}`}
                value={value}
                placeholder={t('value')}
                spellCheck={false}
                autoComplete="off"
                validated={validated}
                {...lines}
                onChange={(_: unknown, text: string) => change(index, key, text)}
              />
              <Button
                variant="link"
                aria-label={t('Remove {{key}}', { key: key || t('entry {{number}}', { number: index + 1 }) })}
                onClick={() =>
                  changeAndFocus(
                    entries.filter((_, other) => other !== index),
                    index,
                  )
                }
              >
                {t('Remove')}
              </Button>
              {problem && (
                <HelperText id={`${id}-${index}`}>
                  <HelperTextItem variant="error">{problem}</HelperTextItem>
                </HelperText>
              )}
            </div>
          )
        })}
        <div>
          <Button variant="link" isInline onClick={() => changeAndFocus([...entries, ['', '']], entries.length)}>
            {t('Add to {{label}}', { label: midSentence(label) })}
          </Button>
        </div>
      </div>
    </Frame>
  )
}
