import { useQuery } from '@tanstack/react-query'
import { asApiError, type ApiError } from '../../../k8s/ApiError.ts'
import { polledList, polledObject } from '../../../k8s/polled.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { PersistentVolumeClaim } from '../../../k8s/resources/persistentVolumeClaim.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { isPodReady } from '../../../k8s/resources/registryFacts.ts'
import { StorageClass } from '../../../k8s/resources/storageClass.ts'
import type { ObjectMeta } from '../../../k8s/types.ts'

/** A pod with the claims that it mounts. */
export interface MountingPod {
  metadata: ObjectMeta
  claims: readonly string[]
  node?: string
  phase?: string
  ready: boolean
}

const mountsOf = (pods: readonly Pod[]) =>
  pods.map((pod): MountingPod => {
    const { metadata, spec, status } = pod
    return {
      metadata,
      claims: (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []),
      ...(spec?.nodeName && { node: spec.nodeName }),
      ...(status?.phase && { phase: status.phase }),
      ready: isPodReady(pod),
    }
  })

const refreshMs = 15_000

/** The registry's pods with what they mount, looked at every 15 s. */
export function useRegistryPods() {
  return useQuery({ ...polledList(Pod, { namespace: registryNamespace }, refreshMs), select: mountsOf })
}

export interface ClaimState {
  claim?: PersistentVolumeClaim
  /** Why it is not known; 404: there is none. */
  error?: ApiError
  pending: boolean
  storageClass?: StorageClass
  /** The CSI driver, or other provisioner, that makes its volume. */
  provisioner?: string
  retry(): void
}

/** A claim of the registry's project, looked at every 15 s, with its class. Without a name nothing is read. */
export function useClaim(name: string | undefined): ClaimState {
  const { data, error, isPending, refetch } = useQuery({
    ...polledObject(PersistentVolumeClaim, { namespace: registryNamespace, name: name ?? '' }, refreshMs),
    enabled: name !== undefined,
  })
  const failure = error ? asApiError(error) : undefined
  // Deleted: what was known of it is no more.
  const claim = failure?.code === 404 ? undefined : data
  const className = claim?.spec?.storageClassName
  const { data: storageClass } = useQuery({
    ...objectOf(StorageClass, { name: className ?? '' }),
    enabled: Boolean(className),
  })
  const annotations = claim?.metadata.annotations
  const provisioner =
    storageClass?.provisioner ??
    annotations?.['volume.kubernetes.io/storage-provisioner'] ??
    annotations?.['volume.beta.kubernetes.io/storage-provisioner']
  return {
    ...(claim && { claim }),
    ...(failure && !claim && { error: failure }),
    pending: name !== undefined && isPending,
    ...(storageClass && { storageClass }),
    ...(provisioner && { provisioner }),
    retry: () => void refetch(),
  }
}
