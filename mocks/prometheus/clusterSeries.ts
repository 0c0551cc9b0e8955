import { parseQuantity } from '../../src/lib/quantity.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import {
  CONFIGS,
  PRUNERS,
  REGISTRY_NAMESPACE,
  type Condition,
  type ImagePruner,
  type RegistryConfig,
} from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import type { Store } from '../server/store.ts'
import { busyAt } from './activity.ts'

/** A series that says what the cluster is like: its value at a time in seconds. */
export interface ClusterSeries {
  labels: Record<string, string>
  valueAt(time: number): number | undefined
}

const DAY = 86_400
const GROWTH_PER_DAY = 0.0035
const constant = (value: number) => () => value

/** How many tags there are by location and source, as the operator counts them: once, when somebody wants to know. */
export function tagCounter(store: Store): (location: string, source: string) => number {
  let counts: Record<string, number> | undefined
  return (location, source) => (counts ??= countTags(store))[`${location} ${source}`] ?? 0
}

function countTags(store: Store): Record<string, number> {
  const counts = { 'openshift imported': 0, 'openshift pushed': 0, 'other imported': 0, 'other pushed': 0 }
  for (const object of store.list('image.openshift.io/imagestreams')) {
    // Streams in the store have the shape of their kind.
    const { metadata, spec, status } = object as K8sObject & {
      spec?: { tags?: { name: string }[] | null }
      status?: { tags?: { tag: string }[] | null }
    }
    const location = metadata.namespace?.startsWith('openshift') ? 'openshift' : 'other'
    const named = new Set(spec?.tags?.map(({ name }) => name))
    for (const { tag } of status?.tags ?? []) counts[`${location} ${named.has(tag) ? 'imported' : 'pushed'}`]++
  }
  return counts
}

const STORAGE: Record<string, string> = {
  emptyDir: 'EmptyDir',
  pvc: 'PVC',
  s3: 'S3',
  gcs: 'GCS',
  azure: 'Azure',
  swift: 'Swift',
  ibmcos: 'IBMCOS',
  oss: 'OSS',
}

/** What the registry's operator says of itself. */
export function operatorSeries(
  store: Store,
  labels: Record<string, string>,
  tags: ReturnType<typeof tagCounter>,
): ClusterSeries[] {
  const pruner: ImagePruner | undefined = store.get(PRUNERS, undefined, 'cluster')
  const config: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
  const storage = Object.keys(config?.spec?.['storage'] ?? {}).find((key) => key in STORAGE)
  const of = (name: string, value: number, more: Record<string, string> = {}): ClusterSeries => ({
    labels: { ...labels, ...more, __name__: name },
    valueAt: constant(value),
  })
  return [
    ...['openshift', 'other'].flatMap((location) =>
      ['imported', 'pushed'].map((source) => ({
        labels: { ...labels, __name__: 'image_registry_image_stream_tags_total', location, source },
        valueAt: () => tags(location, source),
      })),
    ),
    of('image_registry_operator_image_pruner_install_status', pruner ? (pruner.spec?.suspend ? 1 : 2) : 0),
    of('image_registry_operator_storage_reconfigured_total', 0),
    ...(storage ? [of('image_registry_storage_type', 1, { storage: STORAGE[storage] ?? storage })] : []),
  ]
}

const CVO = {
  container: 'cluster-version-operator',
  endpoint: 'metrics',
  instance: '10.0.128.5:9099',
  job: 'cluster-version-operator',
  namespace: 'openshift-cluster-version',
  pod: 'cluster-version-operator-7b9f8d5c6b-x2xkq',
  service: 'cluster-version-operator',
}

/** What the cluster version operator says of the cluster's operators. A condition was the opposite before its last transition. */
export function operatorConditions(store: Store): ClusterSeries[] {
  return store.list('config.openshift.io/clusteroperators').flatMap((object) => {
    // ClusterOperators in the store have the shape of their kind.
    const { metadata, status } = object as K8sObject & { status?: { conditions?: Condition[] } }
    const { name } = metadata
    const conditions = (status?.conditions ?? []).flatMap((condition): ClusterSeries[] => {
      const since = Date.parse(condition.lastTransitionTime) / 1000
      const value = Number(condition.status === 'True')
      const labels = { ...CVO, __name__: 'cluster_operator_conditions', name, condition: condition.type }
      return [
        {
          labels: { ...labels, ...(condition.reason && { reason: condition.reason }) },
          valueAt: (time) => (time >= since ? value : undefined),
        },
        { labels, valueAt: (time) => (time < since ? 1 - value : undefined) },
      ]
    })
    const available = status?.conditions?.find(({ type }) => type === 'Available')
    const since = Date.parse(available?.lastTransitionTime ?? '') / 1000
    const isUp: ClusterSeries = {
      labels: { ...CVO, __name__: 'cluster_operator_up', name, version: '4.18.9' },
      valueAt: (time) => Number((available?.status !== 'False') === !(time < since)),
    }
    return [isUp, ...conditions]
  })
}

interface Claim extends K8sObject {
  spec?: { resources?: { requests?: { storage?: string } } }
  status?: { capacity?: { storage?: string } }
}

/** How many bytes of a volume are used at a time, if so much of it is at another. */
export function usedBytes(capacity: number, part: number, seededAt: number) {
  return (time: number): number => {
    const grown = part + ((time - seededAt) / DAY) * GROWTH_PER_DAY + 0.0002 * busyAt(time)
    // Whole blocks of 4 KiB.
    return Math.floor((capacity * Math.min(0.995, Math.max(0.01, grown))) / 4096) * 4096
  }
}

/** The claim that the registry keeps images in. */
export function claimOf(store: Store): Claim | undefined {
  const config: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
  // A Config in the store has the shape of its kind.
  const storage = config?.spec?.['storage'] as { pvc?: { claim?: string } | null } | null | undefined
  if (!storage?.pvc) return undefined
  return store.get('/persistentvolumeclaims', REGISTRY_NAMESPACE, storage.pvc.claim || 'image-registry-storage')
}

/** What the kubelets of the nodes that mount the claim say of its volume. */
export function volumeSeries(
  claim: Claim | undefined,
  pods: readonly Pod[],
  part: number,
  seededAt: number,
): ClusterSeries[] {
  const capacity = parseQuantity(claim?.status?.capacity?.storage ?? claim?.spec?.resources?.requests?.storage ?? '')
  if (!claim || Number.isNaN(capacity)) return []
  const used = usedBytes(capacity, part, seededAt)
  const inodes = Math.floor(capacity / 16_384)
  const inodesUsed = (time: number) => Math.floor(used(time) / 61_440)
  const values: Record<string, (time: number) => number> = {
    capacity_bytes: constant(capacity),
    used_bytes: used,
    available_bytes: (time) => capacity - used(time),
    inodes: constant(inodes),
    inodes_used: inodesUsed,
    inodes_free: (time) => inodes - inodesUsed(time),
  }
  const nodes = [...new Set(pods.map(({ spec }) => spec?.nodeName ?? 'worker-0'))]
  return nodes.flatMap((node, index) =>
    Object.entries(values).map(([name, valueAt]) => ({
      labels: {
        __name__: `kubelet_volume_stats_${name}`,
        endpoint: 'https-metrics',
        instance: `10.0.131.${10 + index}:10250`,
        job: 'kubelet',
        metrics_path: '/metrics',
        namespace: REGISTRY_NAMESPACE,
        node,
        persistentvolumeclaim: claim.metadata.name,
        service: 'kubelet',
      },
      valueAt,
    })),
  )
}

/** Whether the operators of this cluster run in another one, where its Prometheus does not reach. */
export function isHosted(store: Store): boolean {
  const found: (K8sObject & { status?: { controlPlaneTopology?: string } }) | undefined = store.get(
    'config.openshift.io/infrastructures',
    undefined,
    'cluster',
  )
  return found?.status?.controlPlaneTopology === 'External'
}
