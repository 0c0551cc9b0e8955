import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import { registryNamespace } from './prunerJob.ts'
import type { Secret } from './pullSecret.ts'
import type { StorageType } from './registryStorageTypes.ts'

/** The secret with the credentials that people give the registry. It goes before the one of the cloud credential operator. */
export const credentialsName = 'image-registry-private-configuration-user'

/** One value of the credentials. */
export interface CredentialKey {
  /** The key of the secret. */
  key: string
  label(): string
  required: boolean
  /** A file, of several lines. */
  file?: boolean
  /** Which of several ways to sign in it belongs to. */
  way?: 'password' | 'application'
}

const key = (name: string, label: () => string, more: Partial<CredentialKey> = {}): CredentialKey => ({
  key: `REGISTRY_STORAGE_${name}`,
  label,
  required: true,
  ...more,
})

const keys: Partial<Record<StorageType, readonly CredentialKey[]>> = {
  s3: [key('S3_ACCESSKEY', () => t('Access key')), key('S3_SECRETKEY', () => t('Secret key'))],
  gcs: [key('GCS_KEYFILE', () => t('Key file'), { file: true })],
  azure: [key('AZURE_ACCOUNTKEY', () => t('Account key'))],
  swift: [
    key('SWIFT_USERNAME', () => t('User name'), { way: 'password' }),
    key('SWIFT_PASSWORD', () => t('Password'), { way: 'password' }),
    key('SWIFT_APPLICATIONCREDENTIALID', () => t('Application credential ID'), { way: 'application' }),
    key('SWIFT_APPLICATIONCREDENTIALNAME', () => t('Application credential name'), {
      way: 'application',
      required: false,
    }),
    key('SWIFT_APPLICATIONCREDENTIALSECRET', () => t('Application credential secret'), { way: 'application' }),
  ],
  ibmcos: [key('IBMCOS_IAMAPIKEY', () => t('IAM API key'))],
}

/** The credentials that a type of storage takes; none where it needs none or takes the cluster's own. */
export function credentialKeys(type: StorageType): readonly CredentialKey[] {
  return keys[type] ?? []
}

/** What was typed, by key of the secret. It is kept nowhere but in the form. */
export type CredentialValues = Readonly<Record<string, string>>

/** The keys that what was typed is for: of the way to sign in that was begun, else of the first. */
function usedKeys(type: StorageType, values: CredentialValues): readonly CredentialKey[] {
  const all = credentialKeys(type)
  const begun = all.find(({ key: name, way }) => way !== undefined && (values[name] ?? '') !== '')
  const way = begun?.way ?? all[0]?.way
  return all.filter((known) => known.way === way)
}

/** What is wrong with what was typed, by key. Messages never hold a value. */
export function credentialProblems(type: StorageType, values: CredentialValues): Record<string, string> {
  const problems: Record<string, string> = {}
  const used = usedKeys(type, values)
  for (const { key: name, label, required, file } of used) {
    const value = values[name] ?? ''
    if (required && value.trim() === '') problems[name] = t('{{field}}: it is needed.', { field: label() })
    else if (file && !isServiceAccountKey(value))
      problems[name] = t('{{field}}: not the JSON of a service account key.', { field: label() })
    else if (!file && /\s/.test(value)) problems[name] = t('{{field}}: take out the spaces.', { field: label() })
  }
  for (const { key: name, label } of credentialKeys(type))
    if ((values[name] ?? '') !== '' && !used.some((known) => known.key === name))
      problems[name] = t('{{field}}: give either a user name or an application credential.', { field: label() })
  return problems
}

/** The secret with what was typed. */
export function credentialsSecret(type: StorageType, values: CredentialValues): Secret {
  const entries = usedKeys(type, values).flatMap(({ key: name, file }) => {
    const value = values[name] ?? ''
    return value === '' ? [] : [[name, file ? value : value.trim()] as const]
  })
  return {
    metadata: { name: credentialsName, namespace: registryNamespace },
    type: 'Opaque',
    stringData: Object.fromEntries(entries),
  }
}

/** The command that makes the secret, with words in place of the values. It replaces one that is there. */
export function credentialsCommand(type: StorageType, values: CredentialValues): string {
  const literals = usedKeys(type, values).flatMap(({ key: name, required, file }) => {
    if (!required && (values[name] ?? '') === '') return []
    return file ? [`--from-file=${name}=KEYFILE`] : [`--from-literal=${name}=${placeholder(name)}`]
  })
  const create = commandLine('oc', 'create', 'secret', 'generic', credentialsName, ...literals)
  return `${create} -n ${registryNamespace} --dry-run=client -o yaml | oc apply -f -`
}

const placeholder = (name: string) => name.slice(name.lastIndexOf('_') + 1)

function isServiceAccountKey(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && 'private_key' in parsed
  } catch {
    return false
  }
}
