import { t } from '../../lib/t.ts'
import type { RegistryStorage } from './registryConfig.ts'
import { storageType, type StorageField, type StorageType } from './registryStorageTypes.ts'

/** The settings of a type as they are typed, by the path of the field. A checkbox is "true" or "". */
export type StorageValues = Readonly<Record<string, string>>

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The settings of a type as a storage has them. */
export function storageValuesOf(type: StorageType, storage: RegistryStorage | null | undefined): StorageValues {
  const values: Record<string, string> = {}
  for (const { path } of storageType(type).fields) {
    let value: unknown = storage?.[type]
    for (const part of path.split('.')) value = isFields(value) ? value[part] : undefined
    if (value === true) values[path] = 'true'
    else if (typeof value === 'string' || typeof value === 'number') values[path] = String(value)
  }
  return values
}

/** A storage of one type with what was typed; what is empty is left out. */
export function storageWith(type: StorageType, values: StorageValues): RegistryStorage {
  const root: Fields = {}
  for (const { path, kind } of storageType(type).fields) {
    const typed = (values[path] ?? '').trim()
    if (typed === '') continue
    const parts = path.split('.')
    const last = parts.pop() ?? path
    let part = root
    for (const name of parts) {
      const below = part[name]
      const next = isFields(below) ? below : {}
      part[name] = next
      part = next
    }
    part[last] = kind === 'checkbox' ? typed === 'true' : kind === 'number' ? Number(typed) : typed
  }
  return { [type]: root }
}

/** What is wrong with what was typed, by field. What the API server or the operator would refuse. */
export function storageValueProblems(type: StorageType, values: StorageValues): Record<string, string> {
  const { fields } = storageType(type)
  const problems: Record<string, string> = {}
  const typed = (path: string) => (values[path] ?? '').trim()
  for (const { path, label, required, check } of fields) {
    const value = typed(path)
    const problem =
      value !== '' ? check?.(value) : required && isPartUsed(path, fields, values) ? t('It is needed.') : undefined
    if (problem !== undefined) problems[path] = t('{{field}}: {{problem}}', { field: label(), problem })
  }
  if (type === 'oss') {
    const isKms = typed('encryption.method') === 'KMS'
    const key = typed('encryption.kms.keyID')
    if (isKms && key === '') problems['encryption.kms.keyID'] = t('Encryption with KMS needs the ID of a key.')
    if (!isKms && key !== '')
      problems['encryption.kms.keyID'] = t('A KMS key ID is taken with the encryption method KMS only.')
  }
  if (type === 'azure' && typed('networkAccess.type') !== 'Internal')
    for (const { path, label } of fields)
      if (path.startsWith('networkAccess.internal.') && typed(path) !== '')
        problems[path] = t('{{field}} is taken with the network access type Internal only.', { field: label() })
  if (type === 's3' && typed('keyID') !== '' && typed('encrypt') !== 'true')
    problems['keyID'] = t('A key ID counts only with Encrypt: tick it or take the key away.')
  return problems
}

/** A required field below a part (`cloudFront`) is needed once anything of the part is set. */
function isPartUsed(path: string, fields: readonly StorageField[], values: StorageValues): boolean {
  const [part, ...below] = path.split('.')
  if (below.length === 0) return true
  return fields.some((field) => field.path.startsWith(`${part}.`) && (values[field.path] ?? '').trim() !== '')
}
