import type { RegistryConfig } from '../../k8s/resources/registryConfig.ts'
import type { K8sObject } from '../../k8s/types.ts'

const configs = 'imageregistry.operator.openshift.io/configs'
export const configsPath = '/apis/imageregistry.operator.openshift.io/v1/configs'

/** What is used of a rendered page: its cluster. */
interface Page {
  cluster: {
    store: {
      get(resource: typeof configs, namespace: undefined, name: string): K8sObject | undefined
      put(resource: typeof configs, object: K8sObject): unknown
    }
  }
}

/** The Config as the cluster has it. */
export function storedConfig({ cluster }: Page): RegistryConfig {
  const config = cluster.store.get(configs, undefined, 'cluster')
  if (!config) throw new Error('there is no Config')
  return config
}

/** Somebody, or the operator, changes the Config. */
export function changeStored(page: Page, change: (config: RegistryConfig) => void): void {
  const config = structuredClone(storedConfig(page))
  change(config)
  page.cluster.store.put(configs, config)
}

/** A cluster's state with another Config. */
export function withConfig<S extends Record<string, { items: K8sObject[] }>>(
  before: S,
  change: (config: RegistryConfig) => void,
): S {
  const state = structuredClone(before)
  const config: RegistryConfig | undefined = state[configsPath]?.items[0]
  if (!config) throw new Error('the cluster has no Config')
  change(config)
  return state
}
