import { isSame } from '../../lib/differences.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import type { RegistryConfig, RegistryConfigSpec, RegistryStorage } from './registryConfig.ts'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import { storageType, storageTypes, type StorageType } from './registryStorageTypes.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The claim that the operator takes, and makes, when none is named. */
export const defaultClaim = 'image-registry-storage'

/** The known types that are set; the operator takes no more than one. */
function typesOf(storage: RegistryStorage | null | undefined): StorageType[] {
  return storageTypes.flatMap(({ type }) => (isFields(storage?.[type]) ? [type] : []))
}

/** The keys of a storage that no type known here has. */
export function unknownKeysOf(storage: RegistryStorage | null | undefined): string[] {
  const known = new Set<string>(['managementState', ...storageTypes.map(({ type }) => type)])
  return Object.entries(storage ?? {}).flatMap(([key, value]) => (known.has(key) || value == null ? [] : [key]))
}

/** Which type of storage is set. */
export function storageTypeOf(
  storage: RegistryStorage | null | undefined,
): StorageType | 'none' | 'several' | 'unknown' {
  const [type, ...others] = typesOf(storage)
  if (others.length > 0) return 'several'
  return type ?? (unknownKeysOf(storage).length > 0 ? 'unknown' : 'none')
}

/** The name of the place within its type: the bucket, container or claim. Undefined: none is named yet. */
export function storageNameOf(storage: RegistryStorage | null | undefined): string | undefined {
  const type = storageTypeOf(storage)
  if (type === 'none' || type === 'several' || type === 'unknown' || type === 'emptyDir') return undefined
  const fields = storage?.[type]
  const key = type === 'pvc' ? 'claim' : type === 'azure' || type === 'swift' ? 'container' : 'bucket'
  const name = isFields(fields) ? fields[key] : undefined
  if (typeof name === 'string' && name !== '') return name
  return type === 'pvc' ? defaultClaim : undefined
}

/** Where images are kept, to go on in a sentence with: "S3 bucket demo", "claim image-registry-storage". */
export function storagePlace(storage: RegistryStorage | null | undefined): string {
  const name = storageNameOf(storage)
  const type = storageTypeOf(storage)
  switch (type) {
    case 'none':
      return t('no storage')
    case 'several':
      return t('several types at once: {{types}}', { types: listed(typesOf(storage)) })
    case 'unknown':
      return t('storage of an unknown type: {{types}}', { types: listed(unknownKeysOf(storage)) })
    case 'emptyDir':
      return t('an empty directory of each pod')
    case 'pvc':
      return t('claim {{name}}', { name })
    case 's3':
      return name === undefined ? t('an S3 bucket') : t('S3 bucket {{name}}', { name })
    case 'gcs':
      return name === undefined ? t('a Google Cloud bucket') : t('Google Cloud bucket {{name}}', { name })
    case 'azure':
      return name === undefined ? t('an Azure container') : t('Azure container {{name}}', { name })
    case 'swift':
      return name === undefined ? t('a Swift container') : t('Swift container {{name}}', { name })
    case 'ibmcos':
      return name === undefined ? t('an IBM Cloud bucket') : t('IBM Cloud bucket {{name}}', { name })
    case 'oss':
      return name === undefined ? t('an OSS bucket') : t('OSS bucket {{name}}', { name })
  }
}

/** What the management state Removed does to the images. */
export interface RemovalEffect {
  /** Whether all image data is deleted for good. */
  deletes: boolean
  place: string
  /** The bucket, container or claim: what has to be typed before it goes. */
  name?: string
}

/** What the management state Removed does to the images: the operator removes the place in use when the spec says it manages it. */
export function removalEffect({ spec, status }: RegistryConfig): RemovalEffect {
  const used = status?.storage
  const type = storageTypeOf(used)
  const name = storageNameOf(used)
  const deletes = spec?.storage?.managementState === 'Managed' && type !== 'none' && type !== 'emptyDir'
  return { deletes, place: storagePlace(used), ...(name !== undefined && { name }) }
}

export interface StorageProblem {
  severity: 'error' | 'warning'
  /** Below spec: `storage.pvc.claim`, `replicas`, `rolloutStrategy`. */
  path: string
  message: string
}

/**
 * What is wrong between storage, replicas and rollout strategy. The operator checks a claim only when the storage changes, so
 * later edits have to be checked here. `claim`: the claim that is named, null when there is none, undefined when not known.
 */
export function storageProblems(spec: RegistryConfigSpec, claim?: PersistentVolumeClaim | null): StorageProblem[] {
  const { storage, replicas = 0 } = spec
  const type = storageTypeOf(storage)
  const error = (path: string, message: string): StorageProblem => ({ severity: 'error', path, message })
  const warning = (path: string, message: string): StorageProblem => ({ severity: 'warning', path, message })
  if (type === 'several')
    return [
      error(
        'storage',
        t(
          'The operator takes exactly one type of storage, and {{types}} are set: it changes nothing until one is left.',
          {
            types: listed(typesOf(storage)),
          },
        ),
      ),
    ]
  if (type === 'none' && spec.managementState === 'Managed')
    return [
      warning(
        'storage',
        t(
          'No storage is set: the operator takes the platform’s own, and where there is none the registry does not start.',
        ),
      ),
    ]
  if (type === 'emptyDir')
    return [
      warning('storage.emptyDir', t('Images are lost whenever a pod of the registry goes away.')),
      ...(replicas > 1
        ? [
            warning(
              'replicas',
              t('Each pod has a directory of its own: what is pushed to one is missing from the others.'),
            ),
          ]
        : []),
    ]
  if (type !== 'pvc' || claim === undefined) return []
  if (claim === null) {
    const name = storageNameOf(storage)
    return name === defaultClaim
      ? []
      : [error('storage.pvc.claim', t('There is no claim {{name}} in openshift-image-registry.', { name }))]
  }
  return [
    ...claimProblems(claim).map((problem) => ({ ...problem, path: 'storage.pvc.claim' })),
    ...(isClaimShared(claim) || !isSingle(claim) ? [] : singleProblems(spec)),
  ]
}

/** What keeps a claim that only one node can use from working. */
function singleProblems({ replicas = 0, rolloutStrategy }: RegistryConfigSpec): StorageProblem[] {
  const problems: StorageProblem[] = []
  if (replicas > 1)
    problems.push({
      severity: 'error',
      path: 'replicas',
      message: t('The claim is ReadWriteOnce: with more than one replica a pod on another node never starts.'),
    })
  if (rolloutStrategy !== 'Recreate')
    problems.push({
      severity: 'error',
      path: 'rolloutStrategy',
      message: t(
        'The claim is ReadWriteOnce: with RollingUpdate a new pod waits for the volume that the old one holds. Recreate is needed.',
      ),
    })
  return problems
}

const modesOf = ({ spec }: PersistentVolumeClaim) => spec?.accessModes ?? []

/** Whether pods on several nodes can write to a claim. */
export function isClaimShared(claim: PersistentVolumeClaim): boolean {
  return modesOf(claim).includes('ReadWriteMany')
}

const isSingle = (claim: PersistentVolumeClaim) => modesOf(claim).includes('ReadWriteOnce')

/** Whether a volume is likely to come from an NFS server, by the names of its class and provisioner. */
function isNfs({ metadata, spec }: PersistentVolumeClaim, provisioner = ''): boolean {
  const { annotations } = metadata
  const by =
    annotations?.['volume.kubernetes.io/storage-provisioner'] ??
    annotations?.['volume.beta.kubernetes.io/storage-provisioner']
  return [spec?.storageClassName, by, provisioner].some((name) => /(^|[^a-z])nfs([^a-z]|$)/i.test(name ?? ''))
}

/** What is wrong with a claim as the place of images, whatever the other settings. */
export function claimProblems(
  claim: PersistentVolumeClaim,
  provisioner?: string,
): { severity: 'error' | 'warning'; message: string }[] {
  const { metadata, spec, status } = claim
  const problems: { severity: 'error' | 'warning'; message: string }[] = []
  const error = (message: string) => problems.push({ severity: 'error', message })
  const warning = (message: string) => problems.push({ severity: 'warning', message })
  if (metadata.deletionTimestamp !== undefined) error(t('It is being deleted.'))
  if (status?.phase === 'Lost') error(t('Its volume is lost.'))
  if (spec?.volumeMode === 'Block') error(t('It is a block device: the registry needs a file system.'))
  if (!isClaimShared(claim) && !isSingle(claim))
    error(t('It has neither ReadWriteMany nor ReadWriteOnce: the operator refuses it.'))
  if (isNfs(claim, provisioner))
    warning(t('NFS is not supported for the registry: its file locking and consistency damage images under load.'))
  return problems
}

/**
 * The merge patch of spec.storage from one to the other; undefined when there is nothing to change. The old type is taken away
 * in the same request. Keys that are not known stay, unless they are null in `after`. When the place changes, who manages it is
 * left to the operator again unless `after` says: what was true of the old bucket must not have the new one deleted.
 */
export function storagePatch(
  before: RegistryStorage | null | undefined,
  after: RegistryStorage,
): Record<string, unknown> | undefined {
  const patch: Record<string, unknown> = {}
  for (const { type, fields } of storageTypes) {
    const [was, is] = [before?.[type], after[type]]
    if (!isFields(is)) {
      if (isFields(was)) patch[type] = null
      continue
    }
    if (!isFields(was)) {
      patch[type] = is
      continue
    }
    const change = changeOf(was, is, '', new Set(fields.flatMap(({ path }) => prefixesOf(path))))
    if (Object.keys(change).length > 0) patch[type] = change
  }
  for (const [key, value] of Object.entries(after))
    if (key !== 'managementState' && !storageTypes.some(({ type }) => type === key) && !isSame(before?.[key], value))
      if (value != null || before?.[key] != null) patch[key] = value ?? null
  const state = after.managementState ?? (isElsewhere(before, after) ? undefined : before?.managementState)
  if ((state || undefined) !== (before?.managementState || undefined)) patch['managementState'] = state || null
  return Object.keys(patch).length > 0 ? patch : undefined
}

const isElsewhere = (before: RegistryStorage | null | undefined, after: RegistryStorage) =>
  storageTypeOf(before) !== storageTypeOf(after) || storageNameOf(before) !== storageNameOf(after)

function changeOf(before: Fields, after: Fields, path: string, known: ReadonlySet<string>): Record<string, unknown> {
  const change: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]]
    const at = path === '' ? key : `${path}.${key}`
    if (is === undefined) {
      if (known.has(at) && !isBlank(was)) change[key] = null
    } else if (isFields(was) && isFields(is)) {
      const below = changeOf(was, is, at, known)
      if (Object.keys(below).length > 0) change[key] = below
    } else if (!isSame(was, is)) change[key] = is
  }
  return change
}

/** Whether a setting says nothing: the operator writes `encrypt: false` and `trustedCA: {name: ""}` where nobody set them. */
const isBlank = (value: unknown): boolean =>
  value == null || value === '' || value === false || (isFields(value) && Object.values(value).every(isBlank))

const prefixesOf = (path: string) => path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'))

/** The name of a type for people. */
export function storageTitle(type: ReturnType<typeof storageTypeOf>): string {
  if (type === 'none') return t('No storage')
  if (type === 'several') return t('Several types')
  return type === 'unknown' ? t('Unknown type') : storageType(type).title()
}
