import { useQuery } from '@tanstack/react-query'
import { listOf } from '../../../k8s/queries.ts'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { isPodFinished, Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { StorageClass } from '../../../k8s/resources/storageClass.ts'
import { hasCredentials } from './applyStorage.ts'

/** What there is to keep images in. */
export interface StorageFacts {
  /** The claims of the registry's project; undefined while, or where, they cannot be read. */
  claims: readonly PersistentVolumeClaim[] | undefined
  claimsError: ApiError | Error | null
  classes: readonly StorageClass[] | undefined
  /** The pods that use a claim, by its name. */
  usersOf(claim: string): readonly string[]
  /** Whether there is a secret with credentials; null or undefined: not known. */
  credentials: boolean | null | undefined
}

/** The claims, classes and credentials that the registry can be given. */
export function useStorageFacts(): StorageFacts {
  const claims = useQuery(listOf(PersistentVolumeClaim, { namespace: registryNamespace }))
  const classes = useQuery(listOf(StorageClass))
  const pods = useQuery(listOf(Pod, { namespace: registryNamespace }))
  const credentials = useQuery({
    queryKey: ['registry-credentials-exist'],
    queryFn: ({ signal }) => hasCredentials(signal),
    staleTime: 0,
  })
  const users = (name: string) =>
    (pods.data?.items ?? [])
      .filter((pod) => !isPodFinished(pod))
      .filter(({ spec }) => spec?.volumes?.some((volume) => volume.persistentVolumeClaim?.claimName === name))
      .map(({ metadata }) => metadata.name)
  return {
    claims: claims.data?.items,
    claimsError: claims.error,
    classes: classes.data?.items,
    usersOf: users,
    credentials: credentials.data,
  }
}
