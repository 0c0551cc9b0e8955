import type { RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'

// Of these no pod of the registry knows anything.
const outside = new Set([
  'managementState',
  'replicas',
  'operatorLogLevel',
  'defaultRoute',
  'routes',
  'rolloutStrategy',
])

/** What a change of the settings does to the pods. `after`: the settings with it. */
export type RolloutKind = 'none' | 'scale' | 'roll'

/** Whether a change replaces the pods. The default affinity is there with 2 replicas only: to and from 2 all pods are replaced. */
export function rolloutOf(before: RegistryConfigSpec, change: object): RolloutKind {
  const keys = Object.entries(change).flatMap(([key, value]) => (isOnlyManager(key, value) ? [] : [key]))
  if (keys.some((key) => !outside.has(key))) return 'roll'
  if (!('replicas' in change)) return 'none'
  const changesAffinity = !before.affinity && (before.replicas === 2) !== (change.replicas === 2)
  return changesAffinity ? 'roll' : 'scale'
}

/** Who manages the storage concerns its removal alone. */
const isOnlyManager = (key: string, value: unknown) =>
  key === 'storage' &&
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).every((part) => part === 'managementState')

/** How the pods are replaced, and what that does to pushes and pulls under way. */
export function rolloutWords({ managementState, rolloutStrategy, replicas = 1 }: RegistryConfigSpec): string {
  if (managementState === 'Removed')
    return t('The registry is removed: there are no pods, and it counts when it is managed again.')
  if (managementState === 'Unmanaged')
    return t('The registry is unmanaged: the operator changes nothing until it is managed again.')
  const how =
    rolloutStrategy === 'Recreate'
      ? t('All pods stop before new ones start: pushes and pulls fail meanwhile, mostly for less than a minute.')
      : replicas > 1
        ? t('The pods are replaced one after the other, so that others go on serving.')
        : t('A new pod starts before the old one stops.')
  return `${how} ${t(
    'What is under way on a pod that stops has 55 seconds to end. A longer push breaks off; podman, docker and builds try again.',
  )}`
}
