import type { K8sObject } from '../../../src/k8s/types.ts'
import type { State } from '../../server/cluster.ts'
import { at } from '../base.ts'
import { metadataOf } from '../podBuilders.ts'

type Fields = Record<string, unknown>

/** A state without some objects. */
export function without(state: State, path: string, drop: (object: K8sObject) => boolean): State {
  return { ...state, [path]: { items: (state[path]?.items ?? []).filter((object) => !drop(object)) } }
}

/** A state whose objects of one kind are changed. */
export function changed(state: State, path: string, change: (object: K8sObject & Fields) => K8sObject): State {
  // Objects of a State have fields that K8sObject does not name.
  const items = (state[path]?.items ?? []).map((object) => change(object as K8sObject & Fields))
  return { ...state, [path]: { items } }
}

/** A state without some namespaces and all that is in them. */
export function withoutNamespaces(state: State, drop: (name: string) => boolean): State {
  const kept = Object.entries(state).map(([path, { items }]) => {
    const namespaceOf = ({ metadata }: K8sObject) => (path === at.namespaces ? metadata.name : metadata.namespace)
    return [path, { items: items.filter((object) => !drop(namespaceOf(object) ?? '')) }] as const
  })
  return Object.fromEntries(kept)
}

/** A state without some kinds that CustomResourceDefinitions define, named `plural.group`. */
export function withoutDefinitions(state: State, drop: (name: string) => boolean): State {
  const names = (state[at.customResourceDefinitions]?.items ?? []).map(({ metadata }) => metadata.name).filter(drop)
  const kept = Object.entries(state).filter(([path]) => {
    const [, , group = '', , plural = ''] = path.split('/')
    return !names.includes(`${plural}.${group}`)
  })
  return without(Object.fromEntries(kept), at.customResourceDefinitions, ({ metadata }) =>
    names.includes(metadata.name),
  )
}

const APISERVICES = '/apis/apiregistration.k8s.io/v1/apiservices'

/** A state whose API server serves other groups and versions, named `version.group`. */
export function withApis(
  state: State,
  { drop = () => false, add = [] }: { drop?: (name: string) => boolean; add?: string[] },
): State {
  const { items } = without(state, APISERVICES, ({ metadata }) => drop(metadata.name))[APISERVICES] ?? { items: [] }
  const created = items[0]?.metadata.creationTimestamp ?? ''
  const added = add.map((name) => {
    const [version, ...group] = name.split('.')
    const spec = { group: group.join('.'), version, groupPriorityMinimum: 9900, versionPriority: 15 }
    return { metadata: metadataOf({ kind: 'APIService', namespace: '', name, created }), spec }
  })
  return { ...state, [APISERVICES]: { items: [...items, ...added] } }
}

/** The nodes of a cluster by their kubelet: `/version` answers that too. */
export const withKubelets = (state: State, kubeletVersion: string): State =>
  changed(state, '/api/v1/nodes', ({ status, ...node }) => ({
    ...node,
    status: { ...(status as Fields), nodeInfo: { kubeletVersion } },
  }))
