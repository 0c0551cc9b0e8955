import type { K8sObject } from '../../src/k8s/types.ts'
import type { NodeTroubles } from '../controllers/nodes.ts'
import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig } from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import { hexOf } from '../seed/digests.ts'
import type { Access } from '../server/access.ts'
import type { Feed, Logs, Source } from '../server/logs.ts'
import type { Store } from '../server/store.ts'
import type { LogLine } from '../server/written.ts'
import { nodeCaLog, operatorLog } from './componentLogs.ts'
import { prunerRequest } from './prunerRequests.ts'
import { diskFull, storageRefuses } from './sequences.ts'
import { KEPT, trafficOf } from './traffic.ts'
import type { Failing } from './visits.ts'
import { worldOf, type World } from './world.ts'

interface LogSourcesOptions {
  store: Store
  access: Access
  now(): Date
  troubles: NodeTroubles
  /** Which part of a claim's volume is used; claims are named 'namespace/name'. */
  volumeUse(claim: string): number
  /** Whether time goes on: otherwise nothing is written by itself after the cluster was made. */
  live: boolean
  logs(): Logs
}

/** From there on there is no room for another image. */
const FULL = 0.95

/** Whether a pod serves as the registry. */
const isRegistryPod = ({ metadata }: K8sObject) =>
  metadata.namespace === REGISTRY_NAMESPACE && metadata.labels?.['docker-registry'] === 'default'

/** Whether a pod serves as the registry, and its container runs. */
export const isRunningRegistry = (pod: Pod) =>
  isRegistryPod(pod) && (pod.status?.containerStatuses ?? []).some(({ state }) => state?.running !== undefined)

/** The pods of the registry that run, by name. */
export const registryPods = (store: Store): readonly Pod[] =>
  store.list('/pods', REGISTRY_NAMESPACE).filter(isRunningRegistry)

/** What uploads fail with: no room on the volume, or what the object storage says. */
export function failingOf({
  store,
  troubles,
  volumeUse,
}: Pick<LogSourcesOptions, 'store' | 'troubles' | 'volumeUse'>): Failing | undefined {
  const { storageError } = troubles
  if (storageError) return () => storageRefuses(storageError.message)
  const config: RegistryConfig | undefined = store.get(CONFIGS, undefined, 'cluster')
  const claim = config?.spec?.storage?.pvc?.claim
  return claim && volumeUse(`${REGISTRY_NAMESPACE}/${claim}`) >= FULL
    ? (writer, path) => diskFull(writer, path)
    : undefined
}

/** What the containers beside the registry write by themselves, and which write anything. */
export function logSources(options: LogSourcesOptions): (pod: string, container: string) => Source | undefined {
  const { store, access, now, live } = options
  const base = now().getTime()
  const oldest = base - KEPT
  let world: World | undefined
  const theWorld = () => (world ??= worldOf(store, access, { from: oldest, to: base }))
  const first = registryPods(store).map(({ metadata }) => metadata.name)

  /** Each push and each run of the pruner meets one pod alone: the service keeps clients at theirs. */
  const isAt = (pod: string, pods: readonly string[], key: string) =>
    pods[Number.parseInt(hexOf(key, 4), 16) % (pods.length || 1)] === pod

  function deletions(pod: string, from: number, to: number): LogLine[] {
    const pods = registryPods(store).map(({ metadata }) => metadata.name)
    return store.list('/pods', REGISTRY_NAMESPACE).flatMap(({ metadata }) => {
      if (!metadata.labels?.['job-name'] || !isAt(pod, pods, metadata.name)) return []
      const lines = options.logs().lines(`${REGISTRY_NAMESPACE}/${metadata.name}`, 'image-pruner')
      const last = lines.at(-1)
      if (!last || Date.parse(last.time) <= from) return []
      const inTime = lines.filter(({ time }) => Date.parse(time) > from && Date.parse(time) <= to)
      return inTime.flatMap(prunerRequest)
    })
  }

  function feedOf(pod: string, container: string, started: number): Feed | undefined {
    const common = { pod, started, base, oldest, live }
    if (container === 'cluster-image-registry-operator') return operatorLog(common)
    if (container === 'node-ca') return nodeCaLog(common)
    if (container !== 'registry') return undefined
    return trafficOf({
      ...common,
      world: theWorld,
      mine: (digest) => isAt(pod, first, digest),
      failureNow: () => failingOf(options),
      others: (from, to) => deletions(pod, from, to),
    })
  }

  return (id, container) => {
    const [namespace = '', name = ''] = id.split('/')
    if (namespace !== REGISTRY_NAMESPACE) return undefined
    const pod: Pod | undefined = store.get('/pods', namespace, name)
    const status = pod?.status?.containerStatuses?.find((each) => each.name === container)
    const startedAt = status?.state?.running?.startedAt
    if (!startedAt) return undefined
    const started = Date.parse(startedAt)
    const feed = feedOf(name, container, started)
    return feed && { from: Math.max(started, oldest) - 1, feed }
  }
}
