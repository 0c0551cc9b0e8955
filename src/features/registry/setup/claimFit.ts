import type { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { claimProblems, defaultClaim, isClaimShared } from '../../../k8s/resources/registryStorage.ts'
import { defaultClass, type StorageClass } from '../../../k8s/resources/storageClass.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { t } from '../../../lib/t.ts'
import { accessOfProvisioner } from './provisioners.ts'
import { leastBytes } from './sizing.ts'
import type { StorageFacts } from './useStorageFacts.ts'

/** How large a claim is, or is to be, in bytes; NaN: it does not say. */
export function claimBytes({ spec, status }: PersistentVolumeClaim): number {
  return parseQuantity(status?.capacity?.['storage'] ?? spec?.resources?.requests?.['storage'] ?? '')
}

/** Whether nothing speaks against a claim: it is large enough, several pods can share it, and none has it yet. */
export function isFit(
  claim: PersistentVolumeClaim,
  provisioner: string | undefined,
  users: readonly string[],
): boolean {
  return (
    claimProblems(claim, provisioner).length === 0 &&
    isClaimShared(claim) &&
    claimBytes(claim) >= leastBytes &&
    users.length === 0
  )
}

/** The provisioner of a class, where that is known. */
export function provisionerOf(
  classes: readonly StorageClass[] | undefined,
  name: string | null | undefined,
): string | undefined {
  return classes?.find(({ metadata }) => metadata.name === name)?.provisioner
}

/** What keeps the claim that the operator would make from working; undefined: nothing that is known. */
export function operatorsClaimProblem(classes: readonly StorageClass[] | undefined): string | undefined {
  if (!classes) return undefined
  const standard = defaultClass(classes)
  if (!standard) return t('There is no default class: the claim stays Pending.')
  if (accessOfProvisioner(standard.provisioner ?? '') !== 'single') return undefined
  return t('The default class {{name}} has disks, which cannot be shared: the claim stays Pending.', {
    name: standard.metadata.name,
  })
}

/** The claim to begin with where the operator's own would not work: the first that fits. */
export function fittingClaim({
  claims,
  classes,
  usersOf,
}: Pick<StorageFacts, 'claims' | 'classes' | 'usersOf'>): string | undefined {
  // One of the default name is the operator's choice already.
  if (claims?.some(({ metadata }) => metadata.name === defaultClaim)) return undefined
  if (operatorsClaimProblem(classes) === undefined) return undefined
  return claims?.find((claim) =>
    isFit(claim, provisionerOf(classes, claim.spec?.storageClassName), usersOf(claim.metadata.name)),
  )?.metadata.name
}
