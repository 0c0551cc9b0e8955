import { queryOptions } from '@tanstack/react-query'
import { accessKey } from './access.ts'
import { ApiError } from './ApiError.ts'
import { sendJson } from './request.ts'

/** What is to be done to what. Without a namespace: in all of them, or to what is in none. */
export interface ReviewTarget {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
}

/** Somebody else, as the authorizer knows them: a name, groups, or both. */
export interface ReviewedUser {
  name: string
  groups?: readonly string[]
}

export interface ReviewAnswer {
  allowed: boolean
  /** The authorizer's own words. RBAC says which binding allowed it, and nothing where none did. */
  reason?: string
  /** What could not be taken into account, such as a role that is not there. */
  evaluationError?: string
  /** Which review it was: of oneself, of somebody in one project, or of somebody in the cluster. */
  by: 'self' | 'local' | 'cluster'
}

interface Asking {
  signal?: AbortSignal | undefined
}

interface Review {
  status?: { allowed?: boolean; reason?: string; evaluationError?: string }
}

const group = 'authorization.k8s.io'

/**
 * Whether somebody may do something: oneself by a SelfSubjectAccessReview, others by a LocalSubjectAccessReview, which project
 * administrators may make, and where that is refused by a SubjectAccessReview. Throws an ApiError when none of them is answered.
 */
export async function reviewOf(
  user: ReviewedUser | 'self',
  target: ReviewTarget,
  { signal }: Asking = {},
): Promise<ReviewAnswer> {
  const resourceAttributes = attributesOf(target)
  if (user === 'self') {
    return answerOf('self', await post('selfsubjectaccessreviews', 'SelfSubjectAccessReview', { resourceAttributes }))
  }
  const { name, groups = [] } = user
  const spec = { ...(name && { user: name }), ...(groups.length > 0 && { groups }), resourceAttributes }
  const whole = async () => answerOf('cluster', await post('subjectaccessreviews', 'SubjectAccessReview', spec))
  const { namespace } = target
  if (namespace === undefined) return whole()
  try {
    const plural = `namespaces/${encodeURIComponent(namespace)}/localsubjectaccessreviews`
    return answerOf('local', await post(plural, 'LocalSubjectAccessReview', spec, namespace))
  } catch (error) {
    if (!isRefused(error)) throw error
    return await whole().catch((other: unknown) => {
      // What a project's administrator can grant is the smaller wish.
      throw isRefused(other) ? error : other
    })
  }

  function post(path: string, kind: string, body: object, metadataNamespace?: string): Promise<Review | null> {
    const metadata = metadataNamespace === undefined ? {} : { metadata: { namespace: metadataNamespace } }
    const sent = { apiVersion: `${group}/v1`, kind, ...metadata, spec: body }
    return sendJson<Review | null>('POST', `/apis/${group}/v1/${path}`, sent, { signal })
  }
}

function answerOf(by: ReviewAnswer['by'], review: Review | null): ReviewAnswer {
  const { allowed, reason, evaluationError } = review?.status ?? {}
  return { allowed: allowed === true, by, ...(reason && { reason }), ...(evaluationError && { evaluationError }) }
}

/** Who may do something, by name. */
export interface WhoCan {
  users: readonly string[]
  groups: readonly string[]
  /** What could not be taken into account: then there may be more. */
  evaluationError?: string
}

interface ResourceAccessReviewResponse {
  users?: string[] | null
  groups?: string[] | null
  // OpenShift writes the field without its third a.
  evalutionError?: string
  evaluationError?: string
}

/**
 * Who may do something: OpenShift's LocalResourceAccessReview in a project, its ResourceAccessReview in the whole cluster. Throws an
 * ApiError where that is refused, and 404 on a Kubernetes without it.
 */
export async function whoCanOf(target: ReviewTarget, { signal }: Asking = {}): Promise<WhoCan> {
  const { verb, group: resourceAPIGroup, resource, subresource, namespace, name } = target
  const root = '/apis/authorization.openshift.io/v1'
  const local = namespace !== undefined
  const body = {
    apiVersion: 'authorization.openshift.io/v1',
    kind: local ? 'LocalResourceAccessReview' : 'ResourceAccessReview',
    namespace: namespace ?? '',
    verb,
    resourceAPIGroup,
    resourceAPIVersion: 'v1',
    resource: subresource ? `${resource}/${subresource}` : resource,
    ...(name && { resourceName: name }),
  }
  const path = local
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/localresourceaccessreviews`
    : `${root}/resourceaccessreviews`
  const answer = await sendJson<ResourceAccessReviewResponse | null>('POST', path, body, { signal })
  const evaluationError = answer?.evalutionError || answer?.evaluationError
  return { users: answer?.users ?? [], groups: answer?.groups ?? [], ...(evaluationError && { evaluationError }) }
}

const freshMs = 60_000
// Who was denied may be granted it meanwhile, by this console or another.
const deniedMs = 10_000

/** `reviewOf`, good for a minute. While it is denied it is asked again every ten seconds. */
export function reviewQuery(user: ReviewedUser | 'self', target: ReviewTarget) {
  return queryOptions({
    queryKey: [...accessKey, 'review', user, attributesOf(target)] as const,
    queryFn: ({ signal }) => reviewOf(user, target, { signal }),
    staleTime: freshMs,
    refetchInterval: ({ state }) => (state.data?.allowed === false && state.status === 'success' ? deniedMs : false),
  })
}

/** `whoCanOf`, good for a minute. */
export function whoCanQuery(target: ReviewTarget) {
  return queryOptions({
    queryKey: [...accessKey, 'whoCan', attributesOf(target)] as const,
    queryFn: ({ signal }) => whoCanOf(target, { signal }),
    staleTime: freshMs,
  })
}

/** Whether a review is not for this user, or not for this cluster: then bindings may still tell. */
export function isRefused(error: unknown): boolean {
  return error instanceof ApiError && [403, 404, 405].includes(error.code)
}

function attributesOf({ verb, group: apiGroup, resource, subresource, namespace, name }: ReviewTarget) {
  return {
    verb,
    group: apiGroup,
    resource,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
  }
}
