import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig } from '../kinds/operator.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { equal } from '../server/patch.ts'
import { withConditions, type Said } from './conditions.ts'
import type { Controlled, Queue } from './controllers.ts'

const DEPLOYMENTS = 'apps/deployments'
const IMAGE_CONFIGS = 'config.openshift.io/images'
const REGISTRY = 'image-registry'

interface Deployment extends K8sObject {
  spec?: { replicas?: number; [field: string]: unknown }
  status?: Record<string, unknown>
}

interface ImageConfig extends K8sObject {
  status?: { internalRegistryHostname?: string }
}

const ready: Said[] = [
  ['Progressing', 'False', 'Ready', 'The registry is ready'],
  ['Available', 'True', 'Ready', 'The registry is ready'],
  ['Degraded', 'False'],
  ['Removed', 'False'],
]
/** What a Config says of a removed registry. */
export const removed: Said[] = [
  ['Progressing', 'False', 'Removed', 'All registry resources are removed'],
  ['Available', 'True', 'Removed', 'The registry is removed'],
  ['Degraded', 'False', 'Removed', 'The registry is removed'],
  ['Removed', 'True', 'Removed', 'The registry is removed'],
]

/** The part of the registry's operator that keeps its Deployment as its Config says: there or not, how many replicas. */
export function controlRegistry({ store, now, api }: Controlled, queue: Queue): () => void {
  const configOf = (): RegistryConfig | undefined => store.get(CONFIGS, undefined, 'cluster')
  const deployment = (): Deployment | undefined => store.get(DEPLOYMENTS, REGISTRY_NAMESPACE, REGISTRY)
  /** The last Deployment there was: what comes back after a removal. */
  let last = deployment()

  function applyDeployment({ spec = {} }: RegistryConfig): Deployment | undefined {
    const found = deployment()
    if (spec.managementState === 'Removed') {
      if (found) last = found
      store.remove(DEPLOYMENTS, REGISTRY_NAMESPACE, REGISTRY)
      return undefined
    }
    const before = found ?? last
    if (!before) return undefined
    const replicas = spec.replicas ?? 1
    const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas }
    // Whatever is changed of the Config ends in the template of the pods, but for the number of replicas.
    const generation = (before.metadata.generation ?? 0) + 1
    const next = {
      ...before,
      metadata: { ...before.metadata, generation },
      spec: { ...before.spec, replicas },
      status: { ...before.status, ...(replicas ? counts : {}), observedGeneration: generation },
    }
    store.put(DEPLOYMENTS, next)
    return next
  }

  function setHostname(hostname: string): void {
    const config: ImageConfig | undefined = store.get(IMAGE_CONFIGS, undefined, 'cluster')
    if (!config || (config.status?.internalRegistryHostname ?? '') === hostname) return
    const { internalRegistryHostname: _old, ...rest } = config.status ?? {}
    const status = { ...rest, ...(hostname && { internalRegistryHostname: hostname }) }
    api.update(IMAGE_CONFIGS, { ...config, status }, 'status')
  }

  function sync(): void {
    const config = configOf()
    const { generation } = config?.metadata ?? {}
    if (!config || config.status?.observedGeneration === generation) return
    const state = config.spec?.managementState
    if (state === 'Force') return
    const made = state === 'Unmanaged' ? deployment() : applyDeployment(config)
    setHostname(made ? `${REGISTRY}.${REGISTRY_NAMESPACE}.svc:5000` : '')
    const replicas = made?.spec?.replicas ?? 0
    const unmanaged = 'The registry configuration is set to unmanaged mode'
    const said =
      state === 'Removed'
        ? removed
        : state === 'Unmanaged'
          ? ready.map(([type, status]): Said => [type, status, 'Unmanaged', unmanaged])
          : ready
    const generations = (config.status?.generations ?? []).flatMap((each) =>
      each.name === REGISTRY ? (made ? [{ ...each, lastGeneration: made.metadata.generation ?? 0 }] : []) : [each],
    )
    const status = {
      ...config.status,
      conditions: withConditions(config.status?.conditions, said, now()),
      ...(config.status?.generations && { generations }),
      observedGeneration: generation ?? 0,
      readyReplicas: replicas,
    }
    if (!equal(status, config.status)) api.update(CONFIGS, { ...config, status }, 'status')
  }

  const stop = store.subscribe(CONFIGS, () => queue.add('config', sync))
  return () => {
    stop()
    queue.stop()
  }
}
