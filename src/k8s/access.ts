import { queryOptions, useQuery } from '@tanstack/react-query'
import { sendJson } from './request.ts'
import type { K8sObject, ResourceType } from './types.ts'

/** What is to be done to which object or subresource. Without a namespace: in all of them. */
export interface AccessTarget {
  namespace?: string | undefined
  name?: string | undefined
  subresource?: string | undefined
}

export interface Access {
  /** Undefined while it is not known. */
  allowed: boolean | undefined
  /** Why, in the words of the authorizer, when it says so. */
  reason?: string
}

interface AccessReview {
  status?: { allowed?: boolean; reason?: string; evaluationError?: string }
}

/** Where answers of access reviews are cached. */
export const accessKey = ['k8s', 'access'] as const

/** Whether the user may do something: a SelfSubjectAccessReview, good for a minute. */
export function canQuery<T extends K8sObject>(verb: string, type: ResourceType<T>, target: AccessTarget = {}) {
  const { namespace, name, subresource } = target
  const resourceAttributes = {
    verb,
    group: type.group,
    resource: type.plural,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
  return queryOptions({
    queryKey: [...accessKey, resourceAttributes] as const,
    queryFn: async ({ signal }): Promise<Access & { allowed: boolean }> => {
      const review = await sendJson<AccessReview | null>(
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } },
        { signal },
      )
      const status = review?.status
      const reason = status?.reason || status?.evaluationError
      return { allowed: status?.allowed === true, ...(reason && { reason }) }
    },
    staleTime: 60_000,
  })
}

/** Whether the user may do something. When the review itself fails it stays unknown: the API decides at the attempt. */
export function useCan<T extends K8sObject>(verb: string, type: ResourceType<T>, target: AccessTarget = {}): Access {
  const { data, error } = useQuery(canQuery(verb, type, target))
  if (data) return data
  return { allowed: undefined, ...(error && { reason: error.message }) }
}
