import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { listOf, objectOf, type Projection } from '../../../k8s/queries.ts'
import { ConfigMap } from '../../../k8s/resources/configMap.ts'
import { trustNamespace } from '../../../k8s/resources/imageConfigTrust.ts'
import type { K8sObject } from '../../../k8s/types.ts'

/** The ConfigMap of additionalTrustedCA: there, known not to be there, not readable, or none is named. */
export type Trust =
  | { state: 'none' | 'loading' }
  | { state: 'missing'; name: string }
  | { state: 'unread'; name: string; error: ApiError; retry(): void }
  | { state: 'present'; name: string; configMap: ConfigMap }

/** The ConfigMap of this name that holds trusted certificates; "" for none. */
export function useTrust(name: string): Trust {
  const { data, error, refetch } = useQuery({
    ...objectOf(ConfigMap, { namespace: trustNamespace, name }),
    enabled: name !== '',
  })
  if (!name) return { state: 'none' }
  const known = error && asApiError(error)
  if (known?.code === 404 && !isKindMissing(known)) return { state: 'missing', name }
  if (data) return { state: 'present', name, configMap: data }
  return known ? { state: 'unread', name, error: known, retry: () => void refetch() } : { state: 'loading' }
}

interface TrustMap extends K8sObject {
  certificates: boolean
}

// The certificates themselves are read when they are shown.
const trustMap: Projection<ConfigMap, TrustMap> = {
  name: 'trust',
  project: ({ metadata: { name, namespace = '', uid = '', resourceVersion = '' }, data }) => ({
    metadata: { name, namespace, uid, resourceVersion },
    certificates: Object.values(data ?? {}).some((text) => text.includes('-----BEGIN CERTIFICATE-----')),
  }),
}

/** The names of the config maps with certificates that may be chosen; undefined while nobody knows. */
export function useTrustNames(): readonly string[] | undefined {
  const { data } = useQuery(listOf(ConfigMap, { namespace: trustNamespace }, trustMap))
  return data?.items.filter(({ certificates }) => certificates).map(({ metadata }) => metadata.name)
}
