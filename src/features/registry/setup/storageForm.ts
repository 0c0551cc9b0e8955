import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import {
  credentialKeys,
  credentialProblems,
  type CredentialValues,
} from '../../../k8s/resources/registryCredentials.ts'
import type { RegistryConfig, RegistryConfigSpec, RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import {
  defaultClaim,
  isClaimShared,
  storageNameOf,
  storagePatch,
  storageProblems,
  storageTypeOf,
  unknownKeysOf,
} from '../../../k8s/resources/registryStorage.ts'
import {
  storageValueProblems,
  storageValuesOf,
  storageWith,
  type StorageValues,
} from '../../../k8s/resources/registryStorageForm.ts'
import { storageType, type StorageType } from '../../../k8s/resources/registryStorageTypes.ts'
import { isSame } from '../../../lib/differences.ts'
import { mergePatchOf } from '../../../lib/mergePatchOf.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { t } from '../../../lib/t.ts'

export interface NewClaim {
  name: string
  size: string
  /** Empty: the default class. */
  storageClass: string
  accessMode: string
}

/** Where images are to be kept, as it is chosen and typed. */
export interface StorageForm {
  type: StorageType | ''
  /** What was typed of the settings of each type; the rest is as the object has it. */
  typed: Partial<Record<StorageType, StorageValues>>
  claimFrom: 'existing' | 'new'
  newClaim: NewClaim
  giveCredentials: boolean
  credentials: CredentialValues
  /** Who manages the place; undefined: nobody has chosen. Empty: the operator decides. */
  managedBy: '' | 'Managed' | 'Unmanaged' | undefined
  /** Whether a claim for one node brings one replica and Recreate with it. */
  adaptToOne: boolean
  lossKnown: boolean
  /** Whether keys of the storage that nobody here knows are taken away. */
  dropUnknown: boolean
}

/** The form as an object has it. */
export function storageFormOf({ spec }: Pick<RegistryConfig, 'spec'>): StorageForm {
  const type = storageTypeOf(spec?.storage)
  return {
    type: type === 'none' || type === 'several' || type === 'unknown' ? '' : type,
    typed: {},
    claimFrom: 'existing',
    newClaim: { name: defaultClaim, size: '100Gi', storageClass: '', accessMode: 'ReadWriteMany' },
    giveCredentials: false,
    credentials: {},
    managedBy: undefined,
    adaptToOne: true,
    lossKnown: false,
    dropUnknown: false,
  }
}

/** The settings of the chosen type over an object: what it has, with what was typed. */
export function valuesOn({ spec }: Pick<RegistryConfig, 'spec'>, form: StorageForm): StorageValues {
  if (form.type === '') return {}
  return { ...storageValuesOf(form.type, spec?.storage), ...form.typed[form.type] }
}

/** The claim that is to be made. */
export function claimOf({ name, size, storageClass, accessMode }: NewClaim): PersistentVolumeClaim {
  return {
    metadata: { name: name.trim(), namespace: registryNamespace },
    spec: {
      accessModes: [accessMode],
      resources: { requests: { storage: size.trim() } },
      ...(storageClass !== '' && { storageClassName: storageClass }),
    },
  }
}

/** Settings beside the storage that go into the same request. */
export type Companions = Pick<RegistryConfigSpec, 'managementState' | 'replicas' | 'rolloutStrategy'>

export interface StoragePlan {
  /** The change of the Config; undefined: there is none. */
  patch: { spec: Record<string, unknown> } | undefined
  /** The claim to make first. */
  claim: PersistentVolumeClaim | undefined
  /** Whose credentials to write before the Config. */
  credentials: StorageType | undefined
  /** The spec as it will be. */
  spec: RegistryConfigSpec
  /** Whether images will be elsewhere than now. */
  moves: boolean
  /** Whether only one node at a time can use the claim. */
  forOne: boolean
  /** Who manages the place, as it will be. */
  managedBy: '' | 'Managed' | 'Unmanaged'
  problems: Record<string, string>
  warnings: string[]
}

/** What is known of the claims of the registry's project; undefined where they cannot be listed. */
type KnownClaims = readonly PersistentVolumeClaim[] | undefined

/**
 * What the form comes to over an object. `companions`: what the first-run guide sets beside the storage; without them a claim for
 * one node brings its own where that was ticked.
 */
export function planStorage(
  config: Pick<RegistryConfig, 'spec' | 'status'>,
  form: StorageForm,
  claims: KnownClaims,
  companions?: Companions,
): StoragePlan {
  const before = config.spec ?? {}
  const { type } = form
  const makesClaim = type === 'pvc' && form.claimFrom === 'new'
  const values = makesClaim
    ? { claim: form.newClaim.name.trim() }
    : withNamedClaim(valuesOn(config, form), form, claims)
  const asked = type === '' ? {} : storageWith(type, values)
  const unknown = form.dropUnknown ? Object.fromEntries(unknownKeysOf(before.storage).map((key) => [key, null])) : {}
  const moves =
    storageTypeOf(asked) !== storageTypeOf(before.storage) || storageNameOf(asked) !== storageNameOf(before.storage)
  const managedBy = form.managedBy ?? (moves ? '' : managerOf(before.storage))
  const storage: RegistryStorage = { ...asked, ...unknown, managementState: managedBy }
  const claim = makesClaim ? claimOf(form.newClaim) : claims && namedClaim(claims, storageNameOf(asked))
  const forOne = type === 'pvc' && claim != null && !isClaimShared(claim)
  const beside: Companions =
    companions ?? (forOne && form.adaptToOne ? { ...oneOf(before), rolloutStrategy: 'Recreate' } : {})
  const { managementState, ...stays } = storage
  // A new object: the spec as the operator will read it.
  const spec: RegistryConfigSpec = {
    ...before,
    ...beside,
    storage: { ...stays, ...(managementState && { managementState }) },
  }
  const change = type === '' ? undefined : storagePatch(before.storage, storage)
  const others = mergePatchOf({ ...before, storage: null }, { ...before, ...beside, storage: null })
  const patch = { ...others, ...(change && { storage: change }) }
  const found = type === '' ? [] : storageProblems(spec, type === 'pvc' ? claim : undefined)
  const credentials = type !== '' && form.giveCredentials && credentialKeys(type).length > 0 ? type : undefined
  return {
    patch: Object.keys(patch).length > 0 ? { spec: patch } : undefined,
    claim: makesClaim ? claimOf(form.newClaim) : undefined,
    credentials,
    spec,
    moves,
    forOne,
    managedBy,
    problems: {
      ...(type === '' && { type: t('Choose where images are kept.') }),
      ...(type !== '' && storageValueProblems(type, values)),
      ...(makesClaim && newClaimProblems(form.newClaim, claims)),
      ...(credentials && credentialProblems(credentials, form.credentials)),
      ...(type === 'emptyDir' &&
        moves &&
        !form.lossKnown && {
          lossKnown: t('Tick that images are lost with their pod.'),
        }),
      ...Object.fromEntries(
        found
          .filter(({ severity }) => severity === 'error')
          .map(({ path, message }) => [fieldFor(path, makesClaim), message]),
      ),
    },
    warnings: found.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
  }
}

/**
 * A claim of the default name that is there is chosen by its name: without one the operator wants to make it, and refuses one
 * that it did not make itself (PVC Already Exists).
 */
function withNamedClaim(values: StorageValues, { type }: StorageForm, claims: KnownClaims): StorageValues {
  const isLeftToOperator = type === 'pvc' && (values['claim'] ?? '').trim() === ''
  return isLeftToOperator && claims && namedClaim(claims, defaultClaim) ? { ...values, claim: defaultClaim } : values
}

const namedClaim = (claims: readonly PersistentVolumeClaim[], name: string | undefined) =>
  claims.find(({ metadata }) => metadata.name === name) ?? null

const oneOf = ({ replicas }: RegistryConfigSpec) => (replicas !== undefined && replicas <= 1 ? {} : { replicas: 1 })

function managerOf(storage: RegistryStorage | null | undefined): StoragePlan['managedBy'] {
  const state = storage?.managementState
  return state === 'Managed' || state === 'Unmanaged' ? state : ''
}

/** Where the form shows what is wrong: settings that the form has no field for are changed by its tick. */
function fieldFor(path: string, makesClaim: boolean): string {
  if (path === 'storage.pvc.claim') return makesClaim ? 'newClaim.accessMode' : 'claim'
  return path === 'replicas' || path === 'rolloutStrategy' ? `adaptToOne.${path}` : path
}

/** Whether a claim is one that was asked for. Its class may have been filled in since. */
export function isClaimAsWanted({ spec, metadata }: PersistentVolumeClaim, wanted: PersistentVolumeClaim): boolean {
  const size = (claim: Pick<PersistentVolumeClaim, 'spec'>) =>
    parseQuantity(claim.spec?.resources?.requests?.['storage'] ?? '')
  const asked = wanted.spec?.storageClassName
  return (
    metadata.deletionTimestamp === undefined &&
    isSame(spec?.accessModes, wanted.spec?.accessModes) &&
    size({ spec: spec ?? null }) === size(wanted) &&
    (asked === undefined || asked === spec?.storageClassName)
  )
}

function newClaimProblems(claim: NewClaim, claims: KnownClaims): Record<string, string> {
  const { name, size } = claim
  const problems: Record<string, string> = {}
  const wanted = name.trim()
  const [field] = storageType('pvc').fields
  const nameProblem = wanted === '' ? t('Name the claim.') : field?.check?.(wanted)
  if (nameProblem !== undefined) problems['newClaim.name'] = nameProblem
  else if (claims?.some((known) => known.metadata.name === wanted && !isClaimAsWanted(known, claimOf(claim))))
    problems['newClaim.name'] = t('There is a claim {{name}} already: choose it, or another name.', { name: wanted })
  const bytes = parseQuantity(size.trim())
  if (!(bytes > 0)) problems['newClaim.size'] = t('{{size}} is no size. Write 100Gi.', { size: size.trim() || '""' })
  return problems
}
