import { queryOptions } from '@tanstack/react-query'
import { ApiError } from './ApiError.ts'
import { getJson } from './request.ts'
import { webAddress } from './resources/imageOrigin.ts'
import { isSiteKnown, site } from './site.ts'

interface Infrastructure {
  status?: { infrastructureName?: string; apiServerURL?: string } | null
}

interface ClusterVersion {
  status?: { desired?: { version?: string } | null } | null
}

export interface ClusterInfo {
  /** What people call the cluster: its API's host without "api.", the infrastructure's name, or where the console runs. */
  name: string
  /** For `oc login`. Undefined when neither the cluster nor the console's configuration says it. */
  apiServerURL: string | undefined
}

/** The name and address of the cluster, as far as the user may read them. */
export function clusterQuery() {
  return queryOptions({
    queryKey: ['cluster'] as const,
    queryFn: async ({ signal }): Promise<ClusterInfo> => {
      const [infrastructure, config] = await Promise.all([
        optional(getJson<Infrastructure | null>('/apis/config.openshift.io/v1/infrastructures/cluster', { signal })),
        site(),
      ])
      const apiServerURL = config.apiServerURL || infrastructure?.status?.apiServerURL
      const name = config.clusterName || clusterName(infrastructure?.status ?? {}) || location.host
      return { name, apiServerURL: apiServerURL || undefined }
    },
    staleTime: Infinity,
  })
}

/** What /config.json says, for pages. */
export function siteQuery() {
  return queryOptions({ queryKey: ['site'] as const, queryFn: site, staleTime: () => (isSiteKnown() ? Infinity : 0) })
}

/** "https://api.demo.example.com:6443" is the cluster "demo.example.com"; else the infrastructure's name. */
export function clusterName(status: { infrastructureName?: string; apiServerURL?: string }): string | undefined {
  if (status.apiServerURL && URL.canParse(status.apiServerURL)) {
    return new URL(status.apiServerURL).hostname.replace(/^api\./, '')
  }
  return status.infrastructureName
}

/** The page of the cluster where a person asks for a token, as `oc login` names it. Null where logins are no matter of OpenShift's. */
export function tokenPageQuery() {
  return queryOptions({
    queryKey: ['cluster', 'tokenPage'] as const,
    queryFn: async ({ signal }): Promise<string | null> => {
      const server = await optional(
        getJson<{ issuer?: string } | null>('/.well-known/oauth-authorization-server', { signal }),
      )
      return server?.issuer && webAddress(server.issuer)
        ? `${server.issuer.replace(/\/$/, '')}/oauth/token/request`
        : null
    },
    staleTime: Infinity,
  })
}

/** The versions of the cluster: OpenShift's, when it may be read, and Kubernetes'. */
export function versionQuery() {
  return queryOptions({
    queryKey: ['cluster', 'version'] as const,
    queryFn: async ({ signal }) => {
      const [openshift, kubernetes] = await Promise.all([
        optional(getJson<ClusterVersion | null>('/apis/config.openshift.io/v1/clusterversions/version', { signal })),
        optional(getJson<{ gitVersion?: string } | null>('/version', { signal })),
      ])
      return { openshift: openshift?.status?.desired?.version, kubernetes: kubernetes?.gitVersion }
    },
    staleTime: Infinity,
  })
}

async function optional<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    // Refused or not there is an answer; no answer and nobody signed in are not, and are asked again.
    if (error instanceof ApiError && error.code >= 400 && error.code < 500 && error.code !== 401) return undefined
    throw error
  }
}
