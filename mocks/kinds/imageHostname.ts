import type { K8sObject } from '../../src/k8s/types.ts'
import type { Store } from '../server/store.ts'

interface ImageConfig extends K8sObject {
  spec?: {
    externalRegistryHostnames?: string[]
    allowedRegistriesForImport?: { domainName?: string; insecure?: boolean }[]
    registrySources?: { insecureRegistries?: string[]; blockedRegistries?: string[] }
  }
  status?: { internalRegistryHostname?: string; externalRegistryHostnames?: string[] }
}

/** The cluster-wide image configuration, image.config.openshift.io/cluster. */
export const imageConfig = (store: Store): ImageConfig | undefined =>
  store.get('config.openshift.io/images', undefined, 'cluster')

/** Where pods pull from inside the cluster; empty without an integrated registry. */
export const internalHostname = (store: Store) => imageConfig(store)?.status?.internalRegistryHostname ?? ''

/** The first name the registry is reachable under from outside; empty when it is not. */
export function externalHostname(store: Store): string {
  const config = imageConfig(store)
  return config?.spec?.externalRegistryHostnames?.[0] ?? config?.status?.externalRegistryHostnames?.[0] ?? ''
}
