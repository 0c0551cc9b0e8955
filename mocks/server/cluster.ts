import type { K8sObject } from '../../src/k8s/types.ts'
import { controllerUser, startControllers, type ControllerOptions } from '../controllers/controllers.ts'
import { crasher } from '../controllers/containers.ts'
import type { NodeTroubles } from '../controllers/nodes.ts'
import { keepQuotas } from '../controllers/quota.ts'
import { keepAggregatedRoles } from '../kinds/clusterRole.ts'
import type { Call } from '../kinds/kind.ts'
import { Prometheus } from '../prometheus/prometheus.ts'
import { volumeUseOf } from '../prometheus/volumeUse.ts'
import { visitRegistry, type RegistryVisit } from '../registry/front.ts'
import { stopLines } from '../registry/lifecycle.ts'
import { failingOf, isRunningRegistry, logSources } from '../registry/logSources.ts'
import { Access } from './access.ts'
import { answer } from './api.ts'
import { Clock } from './clock.ts'
import { apiFor } from './controllerApi.ts'
import { Faults } from './faults.ts'
import { Logs } from './logs.ts'
import type { Texts } from './read.ts'
import { Resources } from './resources.ts'
import { keepSeededLogs } from './seededLogs.ts'
import { Store, type ResourceName } from './store.ts'
import { Watches } from './watch.ts'

/** Lists by path, as `GET` of each would answer: '/apis/GROUP/VERSION/plural' or '/api/v1/pods'. */
export type State = Record<string, { items: K8sObject[] }>

export interface ClusterOptions {
  now?: () => Date
  /** The time of the cluster and of its controllers. Default: one that goes with `now`. */
  clock?: Clock
  /** Who a request without a token or cookie is. Default: nobody, that is system:anonymous. */
  defaultUser?: string | null
  /** The first lines of every container of a name, such as `registry`. */
  logs?: Record<string, string>
  /** Keeps the text of every listed object, for servers of large clusters; clusters of one state may share it. */
  texts?: Texts
  /** Lets happen by itself what controllers do: imports, rollouts, scheduled jobs and their pods, what the registry's operator does. Off unless told: nothing changes then but by requests. */
  controllers?: boolean | ControllerOptions
}

export interface Cluster {
  store: Store
  faults: Faults
  logs: Logs
  clock: Clock
  /** What is wrong with the nodes that pods run on. */
  troubles: NodeTroubles
  handle(request: Request): Promise<Response>
  /** Ends every open stream and whatever controllers still have to do. */
  close(): void
}

/** '/apis/image.openshift.io/v1/imagestreams' -> 'image.openshift.io/imagestreams' */
export function resourceOfPath(path: string): ResourceName {
  const parts = path.split('/').filter(Boolean)
  return parts[0] === 'api' ? `/${parts[2] ?? ''}` : `${parts[1] ?? ''}/${parts[3] ?? ''}`
}

/** A store holding a state's objects. They are never changed, so the state may be used again. */
export function storeOf(state: State): Store {
  const store = new Store()
  for (const [path, { items }] of Object.entries(state)) store.seed(resourceOfPath(path), items)
  store.seeded()
  return store
}

/** A whole cluster as one function from request to response. */
export function createCluster(state: State, options: ClusterOptions = {}): Cluster {
  const { clock = new Clock(options.now), defaultUser = null, texts, controllers = false } = options
  const { now } = clock
  const store = storeOf(state)
  const watches = new Watches()
  const troubles: NodeTroubles = {}
  const access = new Access(store)
  const volumeUse = volumeUseOf(state)
  const live = controllers === true || (controllers !== false && !controllers.idle)
  const logs: Logs = new Logs({
    now,
    later: clock.later,
    ...(options.logs && { defaults: options.logs }),
    sourceOf: logSources({ store, access, now, troubles, volumeUse, live, logs: () => logs }),
  })
  keepSeededLogs(state, logs)
  const prometheus = new Prometheus({ store, access, now, volumeUse })
  const failureNow = () => failingOf({ store, troubles, volumeUse })
  const visit = (visited: RegistryVisit) => visitRegistry({ store, access, logs, now, failureNow }, visited)
  const leave = (go: () => void) => {
    if (troubles.endsAfter) clock.later(go, troubles.endsAfter)
    else go()
  }
  const crash = crasher({ store, logs, now, later: clock.later })
  const faults = new Faults({ store, watches, logs, clock, troubles, prometheus, visit, crash })
  const api = {
    store,
    faults,
    watches,
    logs,
    now,
    defaultUser,
    texts,
    access,
    prometheus,
    leave,
    resources: new Resources(store),
  }
  const callFor = (namespace: string, name: string): Call => ({
    store,
    now,
    user: controllerUser,
    namespace,
    name,
    query: new URLSearchParams(),
    dryRun: false,
    allow: (attributes, user = controllerUser) => api.access.decide(user, attributes),
    access: api.access,
    logs,
    signal: new AbortController().signal,
    leave,
  })
  // Logs end with their pods, those of the registry with its last words.
  const forget = store.subscribe('/pods', ({ type, object, previous }) => {
    const { namespace = '', name, deletionTimestamp } = object.metadata
    if (type === 'DELETED') logs.forget(`${namespace}/${name}`)
    else if (deletionTimestamp && !previous?.metadata.deletionTimestamp && isRunningRegistry(object)) {
      logs.write(`${namespace}/${name}`, 'registry', stopLines(now().getTime()))
      logs.end(`${namespace}/${name}`, 'registry')
    }
  })
  const stops = [keepQuotas(store), keepAggregatedRoles(store), forget]
  if (controllers) {
    const chosen = { later: clock.later, ...(controllers === true ? {} : controllers) }
    const controllerApi = apiFor(api.resources, callFor)
    stops.push(startControllers({ store, now, logs, callFor, api: controllerApi, troubles }, chosen))
  }
  return {
    store,
    faults,
    logs,
    clock,
    troubles,
    handle: (request) => answer(api, request),
    close() {
      for (const stop of stops) stop()
      logs.close()
      watches.disturbAll('close')
    },
  }
}
