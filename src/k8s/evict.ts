import { ApiError, isKindMissing } from './ApiError.ts'
import { resourcePath } from './path.ts'
import { sendJson } from './request.ts'
import { Pod } from './resources/pod.ts'
import type { K8sObject } from './types.ts'

/**
 * Evicts a pod (policy/v1): it is ended as by a delete, but only where its disruption budget permits. Says `gone` when it is no
 * longer there, or another one has its name. Throws an ApiError: 429 while the budget forbids it.
 */
export async function evict(pod: K8sObject, signal?: AbortSignal): Promise<'evicted' | 'gone'> {
  const { name, namespace, uid } = pod.metadata
  const path = resourcePath(Pod, namespace === undefined ? {} : { namespace }, name, 'eviction')
  const body = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    ...(uid !== undefined && { deleteOptions: { preconditions: { uid } } }),
  }
  try {
    await sendJson('POST', path, body, { signal })
    return 'evicted'
  } catch (error) {
    if (error instanceof ApiError && error.code === 404 && !isKindMissing(error)) return 'gone'
    // "Precondition failed: UID in precondition: …, UID in object meta: …": another pod has its name by now.
    if (error instanceof ApiError && error.code === 409 && /UID in precondition/.test(error.message)) return 'gone'
    throw error
  }
}

/** Whether an eviction was refused for now: by the pod's disruption budget, or by a server that has too much to do. */
export function isHeldBack(error: ApiError): boolean {
  return error.code === 429
}

/** The path of an eviction, for `oc create --raw`. */
export function evictionPath({ metadata: { name, namespace } }: K8sObject): string {
  return resourcePath(Pod, namespace === undefined ? {} : { namespace }, name, 'eviction')
}
