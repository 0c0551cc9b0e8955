import type { K8sObject } from '../../src/k8s/types.ts'
import { controllerUser, startControllers, type ControllerOptions } from '../controllers/controllers.ts'
import { keepQuotas } from '../controllers/quota.ts'
import type { Call } from '../kinds/kind.ts'
import { Access } from './access.ts'
import { answer } from './api.ts'
import { Faults } from './faults.ts'
import { Logs } from './logs.ts'
import type { Texts } from './read.ts'
import { Resources } from './resources.ts'
import { Store, type ResourceName } from './store.ts'
import { Watches } from './watch.ts'

/** Lists by path, as `GET` of each would answer: '/apis/GROUP/VERSION/plural' or '/api/v1/pods'. */
export type State = Record<string, { items: K8sObject[] }>

export interface ClusterOptions {
  now?: () => Date
  /** Who a request without a token or cookie is. Default: nobody, that is system:anonymous. */
  defaultUser?: string | null
  /** The first lines of every container of a name, such as `registry`. */
  logs?: Record<string, string>
  /** Keeps the text of every listed object, for servers of large clusters; clusters of one state may share it. */
  texts?: Texts
  /** Lets imports and image change triggers happen by themselves. Off unless told: nothing changes then but by requests. */
  controllers?: boolean | ControllerOptions
}

export interface Cluster {
  store: Store
  faults: Faults
  logs: Logs
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
  const { now = () => new Date(), defaultUser = null, texts, controllers = false } = options
  const store = storeOf(state)
  const watches = new Watches()
  const faults = new Faults(store, watches)
  const logs = new Logs(now, options.logs)
  const api = {
    store,
    faults,
    watches,
    logs,
    now,
    defaultUser,
    texts,
    access: new Access(store),
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
  })
  const stops = [keepQuotas(store)]
  if (controllers) stops.push(startControllers({ store, now, callFor }, controllers === true ? {} : controllers))
  return {
    store,
    faults,
    logs,
    handle: (request) => answer(api, request),
    close() {
      for (const stop of stops) stop()
      watches.disturbAll('close')
    },
  }
}
