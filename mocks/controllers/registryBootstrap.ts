import type { K8sObject } from '../../src/k8s/types.ts'
import type { RegistrySpec } from '../kinds/operator.ts'
import type { Store } from '../server/store.ts'
import { platformDefault } from './registryStorage.ts'

export const INFRASTRUCTURES = 'config.openshift.io/infrastructures'

interface Infrastructure extends K8sObject {
  status?: {
    infrastructureName?: string
    platformStatus?: { type?: string; aws?: { region?: string } }
  }
}

/** What the cluster runs on. */
export function platformOf(store: Store): { platform: string | undefined; infrastructure: string; region: string } {
  const found: Infrastructure | undefined = store.get(INFRASTRUCTURES, undefined, 'cluster')
  const { infrastructureName = 'cluster', platformStatus } = found?.status ?? {}
  return {
    platform: platformStatus?.type,
    infrastructure: infrastructureName,
    region: platformStatus?.aws?.region ?? '',
  }
}

/** The Config that the operator makes when there is none: Removed where the platform has no storage to share. */
export function bootstrapped(platform: string | undefined): K8sObject & { spec: RegistrySpec } {
  const storage = platformDefault(platform)
  const alone = !storage || storage.emptyDir !== undefined || storage.pvc !== undefined
  return {
    metadata: { name: 'cluster' },
    spec: {
      logLevel: 'Normal',
      managementState: storage ? 'Managed' : 'Removed',
      observedConfig: null,
      operatorLogLevel: 'Normal',
      proxy: {},
      replicas: alone ? 1 : 2,
      requests: { read: { maxWaitInQueue: '0s' }, write: { maxWaitInQueue: '0s' } },
      rolloutStrategy: storage?.pvc ? 'Recreate' : 'RollingUpdate',
      storage: storage ?? {},
      unsupportedConfigOverrides: null,
    },
  }
}
