import type { K8sObject } from '../../src/k8s/types.ts'
import { BUDGETS, type DisruptionBudget } from '../kinds/eviction.ts'
import { REGISTRY_NAMESPACE } from '../kinds/operator.ts'
import { tlsSecret } from '../seed/registrySecrets.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import type { ResourceName } from '../server/store.ts'
import type { Controlled } from './controllers.ts'
import { REGISTRY, REGISTRY_LABELS } from './registryTemplate.ts'

export const SERVICES = '/services'
const SECRETS = '/secrets'
const TLS = 'image-registry-tls'
const RBAC = 'rbac.authorization.k8s.io'
const namespace = REGISTRY_NAMESPACE

interface Owned {
  resource: ResourceName
  name: string
  namespaced: boolean
  /** How it looks where nobody has seen it before. */
  fresh(now: Date): object
}

const service = {
  spec: {
    ports: [{ name: '5000-tcp', protocol: 'TCP', port: 5000, targetPort: 5000 }],
    selector: REGISTRY_LABELS,
    clusterIP: '172.30.68.14',
    clusterIPs: ['172.30.68.14'],
    type: 'ClusterIP',
    sessionAffinity: 'None',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    internalTrafficPolicy: 'Cluster',
  },
}

const binding = {
  subjects: [{ kind: 'ServiceAccount', name: 'registry', namespace }],
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'system:registry' },
}

/** What the operator makes beside the Deployment and routes, and takes away with the registry. */
const OWNED: Owned[] = [
  { resource: `${RBAC}/clusterroles`, name: 'system:registry', namespaced: false, fresh: () => ({ rules: [] }) },
  { resource: `${RBAC}/clusterrolebindings`, name: 'registry-registry-role', namespaced: false, fresh: () => binding },
  { resource: '/serviceaccounts', name: 'registry', namespaced: true, fresh: () => ({}) },
  {
    resource: SECRETS,
    name: 'installation-pull-secrets',
    namespaced: true,
    fresh: () => ({ data: { '.dockerconfigjson': 'e30=' }, type: 'kubernetes.io/dockerconfigjson' }),
  },
  {
    resource: SECRETS,
    name: 'image-registry-private-configuration',
    namespaced: true,
    fresh: () => ({ data: {}, type: 'Opaque' }),
  },
  { resource: SERVICES, name: REGISTRY, namespaced: true, fresh: () => service },
  // Made by the service CA for the Service, and gone with it.
  { resource: SECRETS, name: TLS, namespaced: true, fresh: (now) => tls(now) },
  {
    resource: BUDGETS,
    name: REGISTRY,
    namespaced: true,
    fresh: () => ({ spec: { minAvailable: 1, selector: { matchLabels: REGISTRY_LABELS } } }),
  },
]

function tls(now: Date): object {
  const { metadata: _metadata, ...rest } = tlsSecret(now, timestamp(now), 0)
  return rest
}

/** The objects of the registry beside its Deployment: there, or not. */
export class RegistryObjects {
  readonly #controlled: Controlled
  /** What they were like before they were taken away. */
  readonly #last = new Map<Owned, K8sObject>()
  #fewest: number

  constructor(controlled: Controlled, replicas: number) {
    this.#controlled = controlled
    this.#fewest = fewest(replicas)
  }

  apply(replicas: number): void {
    const { store, api, now } = this.#controlled
    const serves = store.get(SERVICES, namespace, REGISTRY) !== undefined
    for (const owned of OWNED) {
      const { resource, name, namespaced } = owned
      const scope = namespaced ? namespace : undefined
      if (store.get(resource, scope, name) || (name === TLS && serves)) continue
      const { metadata, ...rest } = this.#last.get(owned) ?? { metadata: undefined, ...owned.fresh(now()) }
      const { labels, annotations } = metadata ?? {}
      api.create(resource, {
        ...rest,
        metadata: {
          name,
          ...(scope && { namespace: scope }),
          ...(labels && { labels }),
          ...(annotations && { annotations }),
        },
      })
    }
    const budget: DisruptionBudget | undefined = store.get(BUDGETS, namespace, REGISTRY)
    // An edit by hand stays until something else is wanted.
    if (budget && this.#fewest !== fewest(replicas))
      api.update<DisruptionBudget>(BUDGETS, { ...budget, spec: { ...budget.spec, minAvailable: fewest(replicas) } })
    this.#fewest = fewest(replicas)
  }

  remove(): void {
    const { store, api } = this.#controlled
    for (const owned of OWNED) {
      const scope = owned.namespaced ? namespace : undefined
      const object = store.get(owned.resource, scope, owned.name)
      if (!object) continue
      // Secrets are copied or generated anew.
      if (owned.resource !== SECRETS) this.#last.set(owned, object)
      api.remove(owned.resource, scope, owned.name)
    }
  }
}

const fewest = (replicas: number) => (replicas > 1 ? 1 : 0)
