import type { K8sObject } from '../../src/k8s/types.ts'
import { Store, type ResourceName } from './store.ts'

/** Lists by path, as `GET` of each would answer: '/apis/GROUP/VERSION/plural' or '/api/v1/pods'. */
export type State = Record<string, { items: K8sObject[] }>

/** '/apis/image.openshift.io/v1/imagestreams' -> 'image.openshift.io/imagestreams' */
export function resourceOfPath(path: string): ResourceName {
  const parts = path.split('/').filter(Boolean)
  return parts[0] === 'api' ? `/${parts[2]}` : `${parts[1]}/${parts[3]}`
}

/** A store holding copies of a state's objects. */
export function storeOf(state: State): Store {
  const store = new Store()
  for (const [path, { items }] of Object.entries(state)) store.seed(resourceOfPath(path), structuredClone(items))
  store.seeded()
  return store
}
