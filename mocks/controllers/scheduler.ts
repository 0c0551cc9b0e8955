import type { K8sObject } from '../../src/k8s/types.ts'
import { CLAIMS, provisioningTrouble, STORAGE_CLASSES, type Claim, type StorageClass } from '../kinds/volumes.ts'
import type { Pod } from '../kinds/pod.ts'
import type { PodSpec } from '../kinds/podTemplate.ts'
import type { Store } from '../server/store.ts'
import { selects } from '../kinds/eviction.ts'

export type ScheduledPod = K8sObject & {
  spec?: PodSpec & { nodeName?: string }
  status?: Pod['status']
}

interface Affinity {
  podAntiAffinity?: {
    requiredDuringSchedulingIgnoredDuringExecution?: {
      topologyKey?: string
      labelSelector?: { matchLabels?: Record<string, string> }
    }[]
  }
}

/** The claims that a pod mounts. */
export const claimsOf = ({ spec }: ScheduledPod): string[] =>
  (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? [])

/** The node for a pod, or why there is none, as the scheduler says it. Taints are not looked at. */
export function placeOf(store: Store, pod: ScheduledPod): { node: string } | { why: string } {
  const { namespace } = pod.metadata
  const nodes = store.list('/nodes')
  const none = (what: string) => ({
    why: `0/${nodes.length} nodes are available: ${nodes.length} ${what}. preemption: 0/${nodes.length} nodes are available: ${nodes.length} Preemption is not helpful for scheduling.`,
  })
  for (const name of claimsOf(pod)) {
    const claim: Claim | undefined = store.get(CLAIMS, namespace, name)
    if (!claim) return none(`persistentvolumeclaim "${name}" not found`)
    if (claim.metadata.deletionTimestamp) return none(`persistentvolumeclaim "${name}" is being deleted`)
    if (claim.status?.phase === 'Bound') continue
    if (!waitsForConsumer(store, claim)) return none('pod has unbound immediate PersistentVolumeClaims')
    if (provisioningTrouble(claim, classOf(store, claim)))
      return {
        why: `running PreBind plugin "VolumeBinding": binding volumes: provisioning failed for PVC "${name}"`,
      }
  }
  const fitting = nodes.filter((node) => selects(pod.spec?.nodeSelector as Record<string, string> | undefined, node))
  if (!fitting.length) return none("node(s) didn't match Pod's node affinity/selector")
  const others = (store.list('/pods', namespace) as readonly ScheduledPod[]).filter(
    ({ metadata, status }) =>
      metadata.uid !== pod.metadata.uid &&
      !metadata.deletionTimestamp &&
      !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
  )
  const affinity = pod.spec?.affinity as Affinity | undefined
  const apart = (affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).find(
    ({ topologyKey }) => topologyKey === 'kubernetes.io/hostname',
  )?.labelSelector?.matchLabels
  const on = (node: K8sObject) => others.filter(({ spec }) => spec?.nodeName === node.metadata.name)
  const free = apart ? fitting.filter((node) => !on(node).some((other) => selects(apart, other))) : fitting
  if (!free.length) return none("node(s) didn't match pod anti-affinity rules")
  const same = Object.fromEntries(
    Object.entries(pod.metadata.labels ?? {}).filter(([key]) => key !== 'pod-template-hash'),
  )
  const alike = (node: K8sObject) => on(node).filter((other) => selects(same, other)).length
  const [best] = free.toSorted((a, b) => alike(a) - alike(b))
  return { node: best?.metadata.name ?? '' }
}

const classOf = (store: Store, { spec }: Claim): StorageClass | undefined =>
  store.get(STORAGE_CLASSES, undefined, spec?.storageClassName ?? '')

const waitsForConsumer = (store: Store, claim: Claim) =>
  classOf(store, claim)?.volumeBindingMode === 'WaitForFirstConsumer'

/** Whether every claim of a pod has its volume. */
export const hasVolumes = (store: Store, pod: ScheduledPod): boolean =>
  claimsOf(pod).every((name) => {
    const claim: Claim | undefined = store.get(CLAIMS, pod.metadata.namespace, name)
    return claim?.status?.phase === 'Bound'
  })

/** The pods on other nodes that keep a volume for one node from this pod, with the volume's name. `attached` knows pods that are about to run. */
export function holdersOf(
  store: Store,
  pod: ScheduledPod,
  attached: ReadonlySet<string>,
): { volume: string; pods: string[] } | undefined {
  const { namespace, uid } = pod.metadata
  for (const name of claimsOf(pod)) {
    const claim: Claim | undefined = store.get(CLAIMS, namespace, name)
    if (!claim || claim.spec?.accessModes?.some((mode) => mode === 'ReadWriteMany')) continue
    const holders = (store.list('/pods', namespace) as readonly ScheduledPod[]).filter(
      (other) =>
        other.metadata.uid !== uid &&
        (other.status?.phase === 'Running' || attached.has(other.metadata.uid ?? '')) &&
        other.spec?.nodeName !== pod.spec?.nodeName &&
        claimsOf(other).includes(name),
    )
    if (holders.length)
      return { volume: claim.spec?.volumeName ?? '', pods: holders.map(({ metadata }) => metadata.name) }
  }
  return undefined
}
