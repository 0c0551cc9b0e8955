import { INTERNAL_HOST } from '../controllers/registryTemplate.ts'
import { users, type User } from '../server/access.ts'
import { hexOf, uidOf } from '../seed/digests.ts'
import type { Random } from './random.ts'
import type { Client } from './registryWriter.ts'

const number = (text: string, most: number) => 1 + (Number.parseInt(hexOf(text, 6), 16) % most)

/** A user of the cluster, or one of its service accounts, with the groups that the cluster puts them into. */
export function userOf(name: string): User {
  const known = users[name]
  if (known) return known
  const [, namespace] = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name) ?? []
  if (namespace === undefined) return { name, groups: ['system:authenticated'] }
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
  return { name, groups }
}

const PERSONAL: [string, ...string[]] = [
  'containers/5.24.1 (github.com/containers/image)',
  'skopeo/1.11.2',
  'docker/24.0.5 go/go1.20.6 git-commit/a61e2b4 kernel/6.4.12 os/linux arch/amd64 UpstreamClient(Docker-Client/24.0.5 \\(linux\\))',
]

/** Where a user's requests come from: people from outside through the route, if there is one, builds from their pods. */
export function clientOf(user: string, route: string | undefined): Client {
  const agent = PERSONAL[number(user, PERSONAL.length) - 1] ?? PERSONAL[0]
  const isService = user.startsWith('system:serviceaccount:')
  if (isService || !route) {
    const uid = isService || user === 'anonymous' ? undefined : uidOf(`User ${user}`)
    const address = `10.12${number(user, 3) + 7}.${number(`${user} net`, 4)}.${number(`${user} host`, 200)}`
    return { user, uid, agent: isService ? 'Buildah/1.29.1' : agent, host: INTERNAL_HOST, address }
  }
  const address = `198.51.100.${number(user, 200)}`
  return { user, uid: uidOf(`User ${user}`), agent, host: route, address, outside: true }
}

/** A node that pulls for the pods of a project. */
export const nodeFor = (namespace: string, random: Random): Client => ({
  user: `system:serviceaccount:${namespace}:default`,
  agent: 'cri-o/1.26.3-7.rhaos4.13.git6e8d4c3.el9 go/go1.19.10 os/linux arch/amd64',
  host: INTERNAL_HOST,
  address: `10.0.128.${random.between(4, 6)}`,
})

/** The kubelet of the node that a registry's pod is on, and what reads its metrics. */
export const prober = (pod: string): Client => ({
  user: 'anonymous',
  agent: 'kube-probe/1.26',
  host: `10.128.0.${number(pod, 200)}:5000`,
  address: '10.128.0.2',
})

export const scraper = (pod: string): Client => ({
  user: 'system:serviceaccount:openshift-monitoring:prometheus-k8s',
  agent: 'Prometheus/2.42.0',
  host: `10.128.0.${number(pod, 200)}:5000`,
  address: '10.129.2.14',
})

/** The job that prunes images. */
export const pruner: Client = {
  user: 'system:serviceaccount:openshift-image-registry:pruner',
  agent: 'Go-http-client/2.0',
  host: INTERNAL_HOST,
  address: '10.128.2.31',
}
