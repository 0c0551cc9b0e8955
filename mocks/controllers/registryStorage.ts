import type { K8sObject } from '../../src/k8s/types.ts'
import { REGISTRY_NAMESPACE, type RegistrySpec, type RegistryStorage } from '../kinds/operator.ts'
import { CLAIMS, type Claim } from '../kinds/volumes.ts'
import { equal } from '../server/patch.ts'
import type { Said } from './conditions.ts'
import type { Controlled } from './controllers.ts'
import type { ApplyError } from './registryStatus.ts'

export const DEFAULT_CLAIM = 'image-registry-storage'
/** Marks what the operator has made itself. */
export const OURS = 'imageregistry.openshift.io'

const TYPES = {
  emptyDir: 'EmptyDir',
  s3: 'S3',
  swift: 'Swift',
  gcs: 'GCS',
  ibmcos: 'IBMCOS',
  pvc: 'PVC',
  azure: 'Azure',
  oss: 'OSS',
} as const
type Type = keyof typeof TYPES
type ObjectStore = Exclude<Type, 'emptyDir' | 'pvc'>

/** The types of storage that a spec names, in the order of the operator. */
export const typesOf = (storage: RegistryStorage | null | undefined): Type[] =>
  (Object.keys(TYPES) as Type[]).filter((type) => storage?.[type] !== undefined && storage[type] !== null)

/** What a platform has for images by itself; undefined where it has nothing. */
export function platformDefault(platform: string | undefined): RegistryStorage | undefined {
  const stores: Record<string, Type | undefined> = {
    AWS: 's3',
    Azure: 'azure',
    GCP: 'gcs',
    IBMCloud: 'ibmcos',
    PowerVS: 'ibmcos',
    AlibabaCloud: 'oss',
    OpenStack: 'swift',
  }
  const store = stores[platform ?? '']
  if (store) return { [store]: {} }
  if (platform === 'oVirt') return { pvc: { claim: DEFAULT_CLAIM } }
  const nothing = ['BareMetal', 'VSphere', 'None', 'Nutanix', 'KubeVirt', 'EquinixMetal', 'External']
  return nothing.includes(platform ?? '') ? undefined : { emptyDir: {} }
}

/** What came of bringing the storage about: the spec's own part filled in, what is in effect, what to say of it. */
export interface StorageOutcome {
  storage: RegistryStorage
  effective: RegistryStorage | undefined
  said: Said[]
  error?: ApplyError
}

interface StorageFacts {
  spec: RegistrySpec
  effective: RegistryStorage | undefined
  infrastructure: string
  region: string
}

const failed = (
  before: RegistryStorage | undefined,
  storage: RegistryStorage,
  said: Said[],
  message: string,
): StorageOutcome => ({
  storage,
  effective: before,
  said,
  error: { message: `unable to sync storage configuration: ${message}` },
})

/** Brings the storage of a spec about: looks whether it is there, makes it when it is not, and says so. */
export function syncStorage(controlled: Controlled, facts: StorageFacts): StorageOutcome {
  const { spec, effective } = facts
  const storage = spec.storage ?? {}
  const types = typesOf(storage)
  const [type] = types
  if (types.length > 1)
    return failed(
      effective,
      storage,
      [],
      `exactly one storage type should be configured at the same time, got ${types.length}: [${types.map((each) => TYPES[each]).join(' ')}]`,
    )
  if (type === 'emptyDir') return syncEmptyDir(facts, storage)
  if (type === 'pvc') return syncClaim(controlled, facts, storage)
  return syncObjectStore(controlled, facts, storage, type ?? 's3')
}

const withManagement = (storage: RegistryStorage, made: boolean): RegistryStorage => ({
  ...storage,
  managementState: storage.managementState || (made ? 'Managed' : 'Unmanaged'),
})

function syncEmptyDir({ effective }: StorageFacts, before: RegistryStorage): StorageOutcome {
  const storage = withManagement(before, true)
  const said: Said[] = effective?.emptyDir
    ? []
    : [['StorageExists', 'True', 'Creation Successful', 'EmptyDir storage successfully created']]
  return { storage, effective: storage, said }
}

/** What is wrong with a claim for a registry of these replicas and this strategy. */
export function claimTrouble(claim: Claim, { replicas = 1, rolloutStrategy }: RegistrySpec): string | undefined {
  const modes = claim.spec?.accessModes ?? []
  if (modes.includes('ReadWriteMany')) return undefined
  if (!modes.includes('ReadWriteOnce'))
    return `PVC ${claim.metadata.name} does not contain the necessary access modes: ReadWriteMany or ReadWriteOnce`
  if (replicas > 1) return 'cannot use ReadWriteOnce access mode with more than one replica of the image registry'
  if ((rolloutStrategy || 'RollingUpdate') !== 'Recreate')
    return 'cannot use ReadWriteOnce access mode with RollingUpdate rollout strategy'
  return undefined
}

function syncClaim(
  { store, api }: Controlled,
  { spec, effective }: StorageFacts,
  before: RegistryStorage,
): StorageOutcome {
  const asked = before.pvc?.claim ?? ''
  const name = asked || DEFAULT_CLAIM
  const found: Claim | undefined = store.get(CLAIMS, REGISTRY_NAMESPACE, name)
  // As long as nothing about the claim changes, it is not looked at again: neither replicas nor the strategy count.
  if (asked && found && equal(effective?.pvc, before.pvc))
    return { storage: before, effective: before, said: [['StorageExists', 'True', 'PVC Exists']] }
  const exists = (status: 'True' | 'False', reason: string, message?: string): Said[] => [
    ['StorageExists', status, reason, message],
  ]
  const ownName = !asked || (name === DEFAULT_CLAIM && before.managementState === 'Managed')
  if (!asked && found && found.metadata.annotations?.[OURS] !== 'true') {
    const why = 'could not create default PVC, it already exists and is not owned by the operator'
    return failed(effective, before, exists('False', 'PVC Already Exists', why), why)
  }
  if (!found && !ownName) {
    const why = `persistentvolumeclaims "${name}" not found`
    return failed(effective, before, exists('False', 'PVC Issues Found', why), why)
  }
  const claim: Claim = found ?? api.create(CLAIMS, defaultClaim())
  const storage = withManagement({ ...before, pvc: { ...before.pvc, claim: name } }, ownName)
  const trouble = claimTrouble(claim, spec)
  if (trouble) return failed(effective, storage, exists('False', 'PVC Issues Found', trouble), trouble)
  return { storage, effective: storage, said: exists('True', found ? 'PVC Exists' : 'PVC Created') }
}

const defaultClaim = (): K8sObject => {
  const claim = {
    metadata: { name: DEFAULT_CLAIM, namespace: REGISTRY_NAMESPACE, annotations: { [OURS]: 'true' } },
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '100Gi' } } },
  }
  return claim
}

interface Words {
  /** The field that names the place, and what the operator writes there by itself. */
  field: string
  exists: string
  created: [reason: string, message: string]
  deleted: [reason: string, message: string]
}

const WORDS: Record<ObjectStore, Words> = {
  s3: {
    field: 'bucket',
    exists: 'S3 Bucket Exists',
    created: ['Creation Successful', 'S3 bucket was successfully created'],
    deleted: ['S3 Bucket Deleted', 'The S3 bucket has been removed.'],
  },
  gcs: {
    field: 'bucket',
    exists: 'GCS Bucket Exists',
    created: ['Creation Successful', 'GCS bucket was successfully created'],
    deleted: ['GCS Bucket Deleted', 'The GCS bucket has been removed.'],
  },
  azure: {
    field: 'container',
    exists: 'ContainerExists',
    created: ['ContainerExists', 'Storage container exists'],
    deleted: ['ContainerDeleted', 'Storage container has been deleted'],
  },
  swift: {
    field: 'container',
    exists: 'Swift container Exists',
    created: ['Swift Container Created', ''],
    deleted: ['Swift Container Deleted', 'The swift container has been removed.'],
  },
  ibmcos: {
    field: 'bucket',
    exists: 'IBM COS Bucket Exists',
    created: ['Creation Successful', 'IBM COS bucket was successfully created'],
    deleted: ['IBM COS Bucket Deleted', 'The IBM COS bucket has been removed.'],
  },
  oss: {
    field: 'bucket',
    exists: 'OSS Bucket Exists',
    created: ['Creation Successful', 'OSS bucket was successfully created'],
    deleted: ['OSS Bucket Deleted', 'The OSS bucket has been removed.'],
  },
}

const SECRETS = '/secrets'
const letters = (count: number) =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')

function syncObjectStore(
  { store, troubles }: Controlled,
  { effective, infrastructure, region }: StorageFacts,
  before: RegistryStorage,
  type: ObjectStore,
): StorageOutcome {
  const words = WORDS[type]
  const secret = (name: string) => store.get(SECRETS, REGISTRY_NAMESPACE, name)
  if (!secret('image-registry-private-configuration-user') && !secret('installer-cloud-credentials'))
    return failed(
      effective,
      before,
      [],
      `unable to get cluster minted credentials "${REGISTRY_NAMESPACE}/installer-cloud-credentials": secret "installer-cloud-credentials" not found`,
    )
  const { storageError } = troubles
  if (storageError) {
    const { reason, message } = storageError
    return failed(effective, before, [['StorageExists', 'False', reason, message]], message)
  }
  const asked = (before[type] ?? {}) as Record<string, unknown>
  const named = Boolean(asked[words.field])
  const place = {
    ...asked,
    [words.field]: asked[words.field] || `${infrastructure}-image-registry-${letters(26)}`,
    ...(type === 's3' && { region: asked['region'] || region, encrypt: asked['encrypt'] ?? !named }),
  }
  const storage = withManagement({ ...before, [type]: place }, !named)
  // Its own words are for the moment it is made; later on it is found to be there.
  const [reason, message] = named || equal(effective?.[type], place) ? [words.exists, ''] : words.created
  const said: Said[] = [['StorageExists', 'True', reason, message]]
  return { storage, effective: storage, said }
}

/** Deletes the place of the images, when the operator manages it: with all images in it. A bucket's name goes with it. */
export function removeStorage(
  { api }: Controlled,
  spec: RegistrySpec,
  effective: RegistryStorage | undefined,
): StorageOutcome {
  const storage = spec.storage ?? {}
  const [type] = typesOf(effective)
  if (storage.managementState !== 'Managed' || !type || type === 'emptyDir') return { storage, effective, said: [] }
  if (type === 'pvc') {
    api.remove(CLAIMS, REGISTRY_NAMESPACE, effective?.pvc?.claim ?? DEFAULT_CLAIM)
    return { storage, effective, said: [] }
  }
  const { field, deleted } = WORDS[type]
  const named = typeof storage[type] === 'object' ? { ...storage, [type]: { ...storage[type], [field]: '' } } : storage
  return { storage: named, effective: {}, said: [['StorageExists', 'False', ...deleted]] }
}
