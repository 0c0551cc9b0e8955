import { useQuery } from '@tanstack/react-query'
import { asApiError, type ApiError } from '../../../k8s/ApiError.ts'
import { polledObject } from '../../../k8s/polled.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { Deployment } from '../../../k8s/resources/deployment.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName, registryName } from '../../../k8s/resources/registryConfig.ts'
import type { RegistryStorage } from '../../../k8s/resources/registryConfig.ts'
import { storageKeys, storageOfDeployment } from '../../../k8s/resources/registryFacts.ts'
import { storageNameOf, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'

/** Where images are kept, as far as the user may know it. */
export interface StoragePlace {
  /** The settings; absent for those who may not read them. */
  config?: RegistryConfig
  /** What is in use: as the operator says, else as the settings ask, else as the pods are made. */
  storage?: RegistryStorage
  type: ReturnType<typeof storageTypeOf>
  /** The name of the claim that holds the images. */
  claim?: string
  /** Why the settings are not known. */
  error?: ApiError
  pending: boolean
  retry(): void
}

/** Where images are kept: from the settings, or from the Deployment for those who may not read them. */
export function useStoragePlace(): StoragePlace {
  const settings = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const error = settings.error && !settings.data ? asApiError(settings.error) : undefined
  const deployment = useQuery({
    ...polledObject(Deployment, { namespace: registryNamespace, name: registryName }, 30_000),
    enabled: error !== undefined,
  })
  const { data: config } = settings
  const used = config?.status?.storage
  const storage = config
    ? storageKeys(used).length > 0
      ? used
      : config.spec?.storage
    : deployment.data && storageOfDeployment(deployment.data)
  const type = storageTypeOf(storage)
  const claim = type === 'pvc' ? storageNameOf(storage) : undefined
  return {
    ...(config && { config }),
    ...(storage && { storage }),
    type,
    ...(claim !== undefined && { claim }),
    ...(error && { error }),
    pending: config === undefined && (error === undefined || deployment.isPending),
    retry: () => void settings.refetch(),
  }
}
