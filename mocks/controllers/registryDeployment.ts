import type { K8sObject } from '../../src/k8s/types.ts'
import { DEPLOYMENTS, type Deployment } from '../kinds/deployment.ts'
import { REGISTRY_NAMESPACE, type RegistryConfig, type RegistrySpec, type RegistryStorage } from '../kinds/operator.ts'
import { digestOf } from '../seed/digests.ts'
import type { Controlled } from './controllers.ts'
import { eventRecorder } from './eventRecorder.ts'
import { REGISTRY, REGISTRY_LABELS, wantedDeployment, ZONE } from './registryTemplate.ts'

const CHECKSUM = 'imageregistry.operator.openshift.io/checksum'
const VERSION = 'release.openshift.io/version'
const namespace = REGISTRY_NAMESPACE
const SECRETS = [
  'image-registry-private-configuration',
  'image-registry-private-configuration-user',
  'image-registry-tls',
  'installation-pull-secrets',
]
const CONFIG_MAPS = ['image-registry-certificates', 'serviceca', 'trusted-ca']

/** Keeps the Deployment of the registry as the operator wants it. */
export class RegistryDeployment {
  readonly #controlled: Controlled
  readonly #tell: ReturnType<typeof eventRecorder>
  /** Deployments found as they were wanted, by what was wanted: seeds have details of their own. */
  readonly #found = new Map<string, NonNullable<Deployment['spec']>>()
  #wanted = ''

  constructor(controlled: Controlled, config: RegistryConfig | undefined) {
    this.#controlled = controlled
    this.#tell = eventRecorder(controlled)
    const deployment = this.current()
    const seen = config?.status?.observedGeneration === config?.metadata.generation
    if (!deployment?.spec || !config?.spec || !seen) return
    this.#wanted = this.#text(config.spec, config.status?.storage ?? config.spec.storage ?? {})
    this.#found.set(this.#wanted, deployment.spec)
  }

  current(): Deployment | undefined {
    return this.#controlled.store.get(DEPLOYMENTS, namespace, REGISTRY)
  }

  #text(spec: RegistrySpec, storage: RegistryStorage): string {
    const { store } = this.#controlled
    const content = (resource: '/secrets' | '/configmaps', names: string[]) =>
      names.map((name) => {
        const object: (K8sObject & { data?: object }) | undefined = store.get(resource, namespace, name)
        return object?.data ?? null
      })
    const zones = store.list('/nodes').some(({ metadata }) => metadata.labels?.[ZONE])
    const dependencies = JSON.stringify([content('/secrets', SECRETS), content('/configmaps', CONFIG_MAPS)])
    return JSON.stringify(wantedDeployment(spec, storage, { dependencies, zones }))
  }

  /** Makes the Deployment, or brings it back to what is wanted; `lastGeneration` is the one the operator has seen of it. */
  apply(spec: RegistrySpec, storage: RegistryStorage, lastGeneration: number | undefined): void {
    const { api, store } = this.#controlled
    const text = this.#text(spec, storage)
    const wanted: NonNullable<Deployment['spec']> = this.#found.get(text) ?? JSON.parse(text)
    const before = this.current()
    if (before && text === this.#wanted && before.metadata.generation === lastGeneration) return
    this.#wanted = text
    const annotations = { ...before?.metadata.annotations, [CHECKSUM]: digestOf(text), [VERSION]: '4.13.0' }
    const after = before
      ? api.update<Deployment>(DEPLOYMENTS, {
          ...before,
          metadata: { ...before.metadata, annotations },
          spec: wanted,
        })
      : api.create(DEPLOYMENTS, {
          metadata: { name: REGISTRY, namespace, labels: REGISTRY_LABELS, annotations },
          spec: wanted,
        })
    if (after.metadata.generation === before?.metadata.generation) return
    const about = store.get('/namespaces', undefined, namespace)
    const [reason, why] = before ? ['DeploymentUpdated', 'it changed'] : ['DeploymentCreated', 'it was missing']
    const verb = before ? 'Updated' : 'Created'
    if (about)
      this.#tell({
        about: { kind: 'Namespace', apiVersion: 'v1', object: about },
        namespace,
        reason,
        message: `${verb} Deployment.apps/${REGISTRY} -n ${namespace} because ${why}`,
        component: 'image-registry-operator',
      })
  }

  /** Begins to take it away: it is gone when its pods are. */
  remove(): void {
    const { store, now } = this.#controlled
    const found = this.current()
    if (!found || found.metadata.deletionTimestamp) return
    const metadata = { ...found.metadata, deletionTimestamp: `${now().toISOString().slice(0, 19)}Z` }
    const leaving: Deployment = { ...found, metadata }
    store.put(DEPLOYMENTS, leaving)
  }
}
