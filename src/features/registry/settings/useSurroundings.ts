import { useQuery } from '@tanstack/react-query'
import { asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { Infrastructure, infrastructureName } from '../../../k8s/resources/infrastructure.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import type { ConfigSurroundings } from '../../../k8s/resources/registryConfigProblems.ts'
import { storageNameOf, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'

// Its access modes never change: not worth one of the scarce watches.
const ClaimOnce = { ...PersistentVolumeClaim, watchable: false }

/** What settings are judged by besides themselves: the claim that holds the images, and what the cluster runs on. */
export function useSurroundings({ storage }: Pick<RegistryConfigSpec, 'storage'>): ConfigSurroundings {
  const name = storageTypeOf(storage) === 'pvc' ? storageNameOf(storage) : undefined
  const claim = useQuery({
    ...objectOf(ClaimOnce, { namespace: registryNamespace, name: name ?? '' }),
    enabled: name !== undefined,
  })
  const { data: infrastructure } = useQuery(objectOf(Infrastructure, { name: infrastructureName }))
  const isGone = claim.error !== null && asApiError(claim.error).code === 404
  return { claim: name === undefined ? undefined : isGone ? null : claim.data, infrastructure }
}
