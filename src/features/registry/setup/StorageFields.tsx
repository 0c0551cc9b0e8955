import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { storagePlace, unknownKeysOf } from '../../../k8s/resources/registryStorage.ts'
import { storageType, storageTypes, type StorageField } from '../../../k8s/resources/registryStorageTypes.ts'
import { t } from '../../../lib/t.ts'
import { CheckboxField, RadioField, SelectField, TextField } from '../../../ui/fields.tsx'
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
  return (
    <>
      <div className="rc-storage__types">
        <RadioField
          name="type"
          label={t('Type of storage')}
          value={type}
          onChange={(chosen) => {
            const found = storageTypes.find((known) => known.type === chosen)
            // Credentials of another type are of no use here.
            if (found) set({ type: found.type, credentials: {}, giveCredentials: false, managedBy: undefined })
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
      {fields.length > 0 && (
        <div className="rc-storage__grid">
          {fields.map((field) => (
            <Field
              key={field.path}
              field={field}
              value={values[field.path] ?? ''}
              onChange={(value) => setValue(field.path, value)}
            />
          ))}
        </div>
      )}
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
          label={t('Take away {{keys}}', { keys: unknown.join(', ') })}
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
