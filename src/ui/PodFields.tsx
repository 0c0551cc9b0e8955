import type { ReactNode } from 'react'
import { taintEffects, tolerationOperators } from '../k8s/resources/podPlacement.ts'
import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { KeyValueField, SelectField, TextField } from './fields.tsx'
import type { PodForm, TolerationForm } from './podForm.ts'
import './pod-fields.css'

interface PodFieldsProps {
  form: PodForm
  set(change: Partial<PodForm>): void
}

interface ResourceFieldsProps extends PodFieldsProps {
  /** What the pods request while nothing is set. */
  defaults: { cpu: string; memory: string }
  help: ReactNode
}

/** CPU and memory of pods. */
export function ResourceFields({ form, set, defaults: { cpu, memory }, help }: ResourceFieldsProps) {
  const isSet = [form.cpuRequest, form.memoryRequest, form.cpuLimit, form.memoryLimit].some(Boolean)
  const placeholder = (text: string) => (isSet ? {} : { placeholder: text })
  return (
    <fieldset className="rc-field-group">
      <legend>{t('Resources')}</legend>
      <div className="rc-field-pair rc-m-two">
        <TextField
          name="cpuRequest"
          label={t('CPU request')}
          value={form.cpuRequest}
          onChange={(cpuRequest) => set({ cpuRequest })}
          {...placeholder(cpu)}
        />
        <TextField
          name="cpuLimit"
          label={t('CPU limit')}
          value={form.cpuLimit}
          onChange={(cpuLimit) => set({ cpuLimit })}
        />
        <TextField
          name="memoryRequest"
          label={t('Memory request')}
          value={form.memoryRequest}
          onChange={(memoryRequest) => set({ memoryRequest })}
          {...placeholder(memory)}
        />
        <TextField
          name="memoryLimit"
          label={t('Memory limit')}
          value={form.memoryLimit}
          onChange={(memoryLimit) => set({ memoryLimit })}
        />
      </div>
      <p className="rc-subtle">{help}</p>
    </fieldset>
  )
}

/** Which nodes pods may go to. */
export function NodeSelectorField({ form, set, help }: PodFieldsProps & { help: ReactNode }) {
  return (
    <KeyValueField
      name="nodeSelector"
      label={t('Node selector')}
      entries={form.nodeSelector}
      onChange={(nodeSelector) => set({ nodeSelector })}
      help={help}
    />
  )
}

const newToleration: TolerationForm = { key: '', operator: 'Exists', value: '', effect: '', tolerationSeconds: '' }

/** Taints that pods put up with. */
export function TolerationFields({ form, set }: PodFieldsProps) {
  const change = (at: number, edit: Partial<TolerationForm>) =>
    set({ tolerations: form.tolerations.map((each, index) => (index === at ? { ...each, ...edit } : each)) })
  return (
    <fieldset className="rc-field-group">
      <legend>{t('Tolerations')}</legend>
      {form.tolerations.map((toleration, index) => (
        <TolerationEntry
          // Entries have no identity but their place.
          key={String(index)}
          name={`tolerations.${index}`}
          number={index + 1}
          toleration={toleration}
          onChange={(edit) => change(index, edit)}
          onRemove={() => set({ tolerations: form.tolerations.filter((_, other) => other !== index) })}
        />
      ))}
      <div>
        <Button variant="link" isInline onClick={() => set({ tolerations: [...form.tolerations, newToleration] })}>
          {t('Add toleration')}
        </Button>
      </div>
      <p className="rc-subtle">{t('Taints of nodes that do not keep the pods away. Default: none.')}</p>
    </fieldset>
  )
}

interface TolerationEntryProps {
  name: string
  number: number
  toleration: TolerationForm
  onChange(edit: Partial<TolerationForm>): void
  onRemove(): void
}

function TolerationEntry({ name, number, toleration, onChange, onRemove }: TolerationEntryProps) {
  const { key, operator, value, effect, tolerationSeconds } = toleration
  return (
    <div role="group" aria-label={t('Toleration {{number}}', { number })} className="rc-pod-fields__toleration">
      <TextField name={`${name}.key`} label={t('Key')} value={key} onChange={(next) => onChange({ key: next })} />
      <SelectField
        name={`${name}.operator`}
        label={t('Operator', { context: 'comparison' })}
        value={operator}
        onChange={(next) => onChange({ operator: next })}
        // One that is no operator came from elsewhere, and is shown as it is.
        options={[...new Set([...tolerationOperators, operator])].map((each) => ({ value: each, label: each }))}
      />
      <TextField
        name={`${name}.value`}
        label={t('Value')}
        value={value}
        onChange={(next) => onChange({ value: next })}
      />
      <SelectField
        name={`${name}.effect`}
        label={t('Effect')}
        value={effect}
        onChange={(next) => onChange({ effect: next })}
        options={[...new Set(['', ...taintEffects, effect])].map((each) => ({
          value: each,
          label: each || t('All effects'),
        }))}
      />
      <TextField
        name={`${name}.tolerationSeconds`}
        label={t('Seconds')}
        value={tolerationSeconds}
        onChange={(next) => onChange({ tolerationSeconds: next })}
        {...(effect !== 'NoExecute' && { placeholder: t('for ever') })}
      />
      <Button variant="link" isInline onClick={onRemove}>
        {t('Remove toleration {{number}}', { number })}
      </Button>
    </div>
  )
}

/** The affinity of pods, as YAML. */
export function AffinityField({ form, set, help }: PodFieldsProps & { help: ReactNode }) {
  return (
    <TextField
      name="affinity"
      label={t('Affinity')}
      value={form.affinity}
      onChange={(affinity) => set({ affinity })}
      multiline
      help={help}
    />
  )
}
