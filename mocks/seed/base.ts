import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'

/** Where each kind lives in a State. */
export const at = {
  namespaces: '/api/v1/namespaces',
  imageStreams: '/apis/image.openshift.io/v1/imagestreams',
  images: '/apis/image.openshift.io/v1/images',
  roleBindings: '/apis/rbac.authorization.k8s.io/v1/rolebindings',
  clusterRoleBindings: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
} as const

/** The recorded cluster, whole: its image streams, images, workloads, operator and roles. */
export async function recorded(): Promise<State> {
  const { default: state } = await import('../data/recordings/00-state.json', { with: { type: 'json' } })
  // The file is a State; the type of 34,000 lines of JSON says more than anybody needs.
  return state as unknown as State
}

/** What every cluster has: nodes, operator, roles, the namespaces of the system. No image streams, no projects of users. */
export async function base(): Promise<State> {
  const state: State = {}
  for (const [path, { items }] of Object.entries(await recorded()))
    state[path] = { items: items.filter((object) => isOfTheSystem(object, path)) }
  state[at.imageStreams] = { items: [] }
  state[at.images] = { items: [] }
  return state
}

/** A state with more objects of some kinds. */
export function withObjects(state: State, more: Partial<Record<keyof typeof at, K8sObject[]>>): State {
  const result = { ...state }
  for (const [kind, objects] of Object.entries(more)) {
    // Object.entries forgets the type of the keys.
    const path = at[kind as keyof typeof at]
    result[path] = { items: [...(result[path]?.items ?? []), ...objects] }
  }
  return result
}

function isOfTheSystem({ metadata }: K8sObject, path: string): boolean {
  const namespace = path === at.namespaces ? metadata.name : metadata.namespace
  return namespace === undefined || namespace === 'default' || /^(openshift|kube)(-|$)/.test(namespace)
}
