import { queryOptions } from '@tanstack/react-query'
import { ApiError } from './ApiError.ts'
import { getJson, sendJson } from './request.ts'

/** Who the API takes the user for. Without a name when no API says so. */
export interface CurrentUser {
  name: string | undefined
  groups: string[]
  /** Whether OpenShift's API of users said so, which whoever is signed in may ask. */
  byOpenShift: boolean
}

interface UserAnswer {
  metadata?: { name?: string }
  groups?: string[] | null
}

interface SelfSubjectReview {
  status?: { userInfo?: { username?: string; groups?: string[] | null } }
}

/** Asks who asks: OpenShift's user API, else a SelfSubjectReview, else it is unknown. Rejects with an ApiError 401 when nobody is signed in. */
export async function whoAsks({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<CurrentUser> {
  try {
    const user = await getJson<UserAnswer | null>('/apis/user.openshift.io/v1/users/~', { signal })
    return { name: user?.metadata?.name, groups: user?.groups ?? [], byOpenShift: true }
  } catch (error) {
    if (!isRefused(error)) throw error
  }
  try {
    const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews'
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
    const review = await sendJson<SelfSubjectReview | null>('POST', path, body, { signal })
    const info = review?.status?.userInfo
    return { name: info?.username, groups: info?.groups ?? [], byOpenShift: false }
  } catch (error) {
    if (!isRefused(error)) throw error
    return { name: undefined, groups: [], byOpenShift: false }
  }
}

/** The user, as long as the page lives. */
export function userQuery() {
  return queryOptions({
    queryKey: ['k8s', 'user'] as const,
    queryFn: ({ signal }) => whoAsks({ signal }),
    staleTime: Infinity,
  })
}

/** Refused or not there, as opposed to not answering and to 401, which says that nobody is logged in. */
const isRefused = (error: unknown) => error instanceof ApiError && [403, 404, 405, 503].includes(error.code)
