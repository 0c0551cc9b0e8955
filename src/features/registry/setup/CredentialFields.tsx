import { credentialKeys, credentialsName } from '../../../k8s/resources/registryCredentials.ts'
import type { StorageType } from '../../../k8s/resources/registryStorageTypes.ts'
import { t } from '../../../lib/t.ts'
import { CheckboxField, TextField } from '../../../ui/fields.tsx'
import type { StorageForm } from './storageForm.ts'

interface CredentialFieldsProps {
  type: StorageType
  form: StorageForm
  /** Whether the secret is there; not known otherwise. */
  present: boolean | null | undefined
  set(change: Partial<StorageForm>): void
}

/** The credentials of object storage. What is typed goes nowhere but into the request. */
export function CredentialFields({ type, form, present, set }: CredentialFieldsProps) {
  const keys = credentialKeys(type)
  if (keys.length === 0) return null
  return (
    <fieldset className="rc-storage__group">
      <legend>{t('Credentials')}</legend>
      <p className="rc-subtle">
        {present === true
          ? t('The secret {{name}} is there already. Credentials given here replace those in it.', {
              name: credentialsName,
            })
          : present === false
            ? t(
                'There is no secret {{name}}: the registry takes the cluster’s own credentials, which only clusters on this cloud have.',
                { name: credentialsName },
              )
            : t('Whether there is a secret {{name}} is not known.', { name: credentialsName })}
      </p>
      <CheckboxField
        name="giveCredentials"
        label={present ? t('Replace the credentials') : t('Give credentials')}
        checked={form.giveCredentials}
        onChange={(giveCredentials) => set({ giveCredentials, ...(!giveCredentials && { credentials: {} }) })}
      />
      {form.giveCredentials && (
        <div className="rc-storage__grid">
          {keys.map(({ key, label, required, file, way }) => (
            <TextField
              key={key}
              name={key}
              label={label()}
              type="password"
              autoComplete="new-password"
              value={form.credentials[key] ?? ''}
              onChange={(value) => set({ credentials: { ...form.credentials, [key]: value } })}
              required={required && way === undefined}
              help={file ? t('The whole JSON of the service account key, pasted.') : <code>{key}</code>}
            />
          ))}
        </div>
      )}
    </fieldset>
  )
}
