import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { objectOf } from '../../../k8s/queries.ts'
import { Infrastructure, infrastructureName, platformOf } from '../../../k8s/resources/infrastructure.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { storagePlace, unknownKeysOf } from '../../../k8s/resources/registryStorage.ts'
import {
  storageType,
  storageTypes,
  type StorageField,
  type StorageType,
} from '../../../k8s/resources/registryStorageTypes.ts'
import type { StorageValues } from '../../../k8s/resources/registryStorageForm.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CheckboxField, RadioField, SelectField, TextField } from '../../../ui/fields.tsx'
import { fittingClaim } from './claimFit.ts'
import { ClaimFields } from './ClaimFields.tsx'
import { CredentialFields } from './CredentialFields.tsx'
import { valuesOn, type StorageForm, type StoragePlan } from './storageForm.ts'
import type { StorageFacts } from './useStorageFacts.ts'
import './setup.css'

export interface StorageFieldsProps {
  config: Pick<RegistryConfig, 'spec' | 'status'>
  form: StorageForm
  plan: StoragePlan
  facts: StorageFacts
  set(change: Partial<StorageForm>): void
}

/** The type of storage, its own settings, its claim or credentials, and whose it is. */
export function StorageFields({ config, form, plan, facts, set }: StorageFieldsProps) {
  const { type } = form
  const values = valuesOn(config, form)
  const setValue = (path: string, value: string) =>
    type !== '' && set({ typed: { ...form.typed, [type]: { ...form.typed[type], [path]: value } } })
  const fields = type === '' || type === 'pvc' ? [] : storageType(type).fields
  const unknown = unknownKeysOf(config.spec?.storage)
  // Nobody is to begin with a claim that is said to be wrong while one that fits is there.
  const claimFor = (chosen: StorageType): Partial<StorageForm> => {
    const isNamed = valuesOn(config, { ...form, type: chosen })['claim'] !== undefined
    const claim = chosen === 'pvc' && !isNamed ? fittingClaim(facts) : undefined
    return claim === undefined ? {} : { typed: { ...form.typed, pvc: { claim } } }
  }
  return (
    <>
      <div className="rc-storage__types">
        <RadioField
          name="type"
          label={t('Type of storage')}
          value={type}
          onChange={(chosen) => {
            const found = storageTypes.find((known) => known.type === chosen)
            if (!found) return
            // Credentials of another type are of no use here.
            set({
              type: found.type,
              credentials: {},
              giveCredentials: false,
              managedBy: undefined,
              ...claimFor(found.type),
            })
          }}
          options={storageTypes.map(({ type: value, title, about }) => ({ value, label: title(), help: about() }))}
        />
      </div>
      {type === 'pvc' && (
        <ClaimFields
          form={form}
          claim={values['claim'] ?? ''}
          facts={facts}
          onClaim={(name) => setValue('claim', name)}
          set={set}
        />
      )}
      {type === 'emptyDir' && (
        <CheckboxField
          name="lossKnown"
          label={t('Images are lost with their pod, and that is all right here')}
          checked={form.lossKnown}
          onChange={(lossKnown) => set({ lossKnown })}
          help={t(
            'Every restart, update and eviction begins with an empty registry. Image streams keep naming images that are gone.',
          )}
        />
      )}
      {fields.length > 0 && <TypeFields fields={fields} values={values} onChange={setValue} />}
      {type !== '' && <ForeignNotice type={type} />}
      {type !== '' && <CredentialFields type={type} form={form} present={facts.credentials} set={set} />}
      {type !== '' && type !== 'emptyDir' && (
        <RadioField
          name="storage.managementState"
          label={t('When the registry is removed')}
          value={plan.managedBy}
          onChange={(state) => set({ managedBy: state === 'Managed' || state === 'Unmanaged' ? state : '' })}
          options={[
            {
              value: '',
              label: t('Let the operator decide'),
              help: t('It deletes what it made itself and leaves what was there before it.'),
            },
            { value: 'Unmanaged', label: t('Keep the images'), help: t('Management state of the storage: Unmanaged.') },
            {
              value: 'Managed',
              label: t('Delete the data when the registry is removed'),
              help: t(
                'Management state of the storage: Managed. Removing the registry then deletes {{place}} with all images.',
                {
                  place: storagePlace(plan.spec.storage),
                },
              ),
            },
          ]}
        />
      )}
      {unknown.length > 0 && (
        <CheckboxField
          name="dropUnknown"
          label={t('Take away {{keys}}', { keys: listed(unknown) })}
          checked={form.dropUnknown}
          onChange={(dropUnknown) => set({ dropUnknown })}
          help={t(
            'The storage has this in it, which the console does not know. It stays unless it is taken away; a second type would be refused by the operator.',
          )}
        />
      )}
    </>
  )
}

/** Object storage of another platform than the cluster's has no defaults to fall back on. */
function ForeignNotice({ type }: { type: StorageType }) {
  const { data } = useQuery(objectOf(Infrastructure, { name: infrastructureName }))
  const platform = data && platformOf(data)
  const { platforms } = storageType(type)
  if (!platforms || platform === undefined || platforms.includes(platform)) return null
  return (
    <Alert inline status="info" title={t('This cluster runs on {{platform}}', { platform })}>
      {t(
        'The operator knows no region, address or credentials of this storage: all of them have to be given here, and the place has to be there already.',
      )}
    </Alert>
  )
}

interface TypeFieldsProps {
  fields: readonly StorageField[]
  values: StorageValues
  onChange(path: string, value: string): void
}

/** The settings of a type. Large parts that few need are closed until something of them is set. */
function TypeFields({ fields, values, onChange }: TypeFieldsProps) {
  const field = (known: StorageField) => (
    <Field
      key={known.path}
      field={known}
      value={values[known.path] ?? ''}
      onChange={(value) => onChange(known.path, value)}
    />
  )
  const parts = partTitles()
  const partOf = ({ path }: StorageField) => parts.find(({ start }) => path.startsWith(start))
  const used = parts.filter(({ start }) => fields.some(({ path }) => path.startsWith(start)))
  return (
    <>
      <div className="rc-storage__grid">{fields.filter((known) => !partOf(known)).map(field)}</div>
      {used.map(({ start, title }) => {
        const within = fields.filter(({ path }) => path.startsWith(start))
        return (
          <Part key={start} title={title} isSet={within.some(({ path }) => (values[path] ?? '') !== '')}>
            {within.map(field)}
          </Part>
        )
      })}
    </>
  )
}

const partTitles = () => [
  { start: 'cloudFront.', title: t('Amazon CloudFront in front of the bucket') },
  { start: 'networkAccess.', title: t('Network access through a private endpoint') },
]

function Part({ title, isSet, children }: { title: string; isSet: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <details
      className="rc-storage__part"
      // What is set, and may be wrong, must not be hidden.
      open={open || isSet}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{title}</summary>
      <div className="rc-storage__grid">{children}</div>
    </details>
  )
}

function Field({ field, value, onChange }: { field: StorageField; value: string; onChange(value: string): void }) {
  const shared = { name: field.path, label: field.label(), help: field.help?.() }
  if (field.kind === 'checkbox')
    return (
      <CheckboxField {...shared} checked={value === 'true'} onChange={(checked) => onChange(checked ? 'true' : '')} />
    )
  if (field.kind !== 'select') return <TextField {...shared} value={value} onChange={onChange} />
  const options = (field.options ?? []).map((option) => ({ value: option.value, label: option.label() }))
  const isKnown = options.some((option) => option.value === value)
  return (
    <SelectField
      {...shared}
      value={value}
      onChange={onChange}
      options={isKnown ? options : [...options, { value, label: value }]}
    />
  )
}
