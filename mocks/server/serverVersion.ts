import discovery from '../data/discovery.json' with { type: 'json' }
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Store } from './store.ts'

interface Node extends K8sObject {
  status?: { nodeInfo?: { kubeletVersion?: string } }
}

/** What `/version` answers: what the nodes say that they run, else what was recorded. */
export function serverVersion(store: Store): typeof discovery.version {
  // Nodes in the store have the shape of their kind.
  const nodes: readonly Node[] = store.list('/nodes')
  const kubelets = nodes.map(({ status }) => status?.nodeInfo?.kubeletVersion)
  const gitVersion = kubelets.find(Boolean)
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)\./.exec(gitVersion ?? '') ?? []
  return gitVersion ? { ...discovery.version, major, minor, gitVersion } : discovery.version
}

/**
 * Whether a cluster serves a group's version that no CustomResourceDefinition makes: as its APIServices say. Aggregated API servers
 * have one each, and Kubernetes registers its own by itself. A state without any is served with all that is known.
 */
export function servedBy(store: Store): (groupVersion: string) => boolean {
  const registered = new Set(store.list('apiregistration.k8s.io/apiservices').map(({ metadata }) => metadata.name))
  return (groupVersion) => {
    const [group = '', version] = groupVersion.split('/')
    // The core's is `v1.`, and the group that APIServices are of is always there.
    return !registered.size || !version || group === 'apiregistration.k8s.io' || registered.has(`${version}.${group}`)
  }
}

/** Kinds that came with a later Kubernetes than their group's version, by its minor: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ has the others. */
const SINCE: Record<string, number> = {
  // KEP-3325: stable in 1.28.
  selfsubjectreviews: 28,
}

/** Whether a kind had come by a cluster's version. */
export function isIn(store: Store): (kind: { name: string }) => boolean {
  const { minor } = serverVersion(store)
  return ({ name }) => !minor || Number(minor) >= (SINCE[name] ?? 0)
}
