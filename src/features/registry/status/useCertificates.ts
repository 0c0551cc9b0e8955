import { queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { polledList } from '../../../k8s/polled.ts'
import { getJson } from '../../../k8s/request.ts'
import { resourcePath } from '../../../k8s/path.ts'
import { ConfigMap } from '../../../k8s/resources/configMap.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Secret } from '../../../k8s/resources/pullSecret.ts'
import { Route } from '../../../k8s/resources/route.ts'
import { t } from '../../../lib/t.ts'
import { certificateRows, type CertificateRow, type CertificateSource } from './certificateRows.ts'

const namespace = registryNamespace

const hourMs = 3_600_000

/** The certificate of a secret. Its key is in the answer, too: only the certificate is kept. */
function secretCertificateQuery(name: string) {
  return queryOptions({
    queryKey: ['registry', 'certificate', name] as const,
    queryFn: ({ signal }) =>
      orNull(
        getJson<Secret>(resourcePath(Secret, { namespace }, name), { signal }).then(
          ({ data }) => decoded(data?.['tls.crt']) ?? '',
        ),
      ),
    staleTime: hourMs,
    retry: false,
  })
}

function configMapQuery(name: string) {
  return queryOptions({
    queryKey: ['registry', 'ca-bundle', name] as const,
    queryFn: ({ signal }) =>
      orNull(
        getJson<ConfigMap>(resourcePath(ConfigMap, { namespace }, name), { signal }).then(({ data }) => data ?? {}),
      ),
    staleTime: hourMs,
    retry: false,
  })
}

/** Null for an object that is not there. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ApiError && error.code === 404 && !isKindMissing(error)) return null
    throw error
  }
}

function decoded(base64: string | undefined): string | undefined {
  try {
    return base64 === undefined ? undefined : atob(base64)
  } catch {
    return undefined
  }
}

export interface Certificates {
  rows: readonly CertificateRow[]
  /** What could not be read, and why. */
  unread: readonly { object: string; error: ApiError }[]
  pending: boolean
}

/** The certificates of the registry: of its routes, its own, and those that it trusts. Each part is read by itself. */
export function useCertificates(now: number): Certificates {
  const routes = useQuery(polledList(Route, { namespace }, 60_000))
  const serving = useQuery(secretCertificateQuery('image-registry-tls'))
  const service = useQuery(configMapQuery('serviceca'))
  const registries = useQuery(configMapQuery('image-registry-certificates'))
  const trusted = useQuery(configMapQuery('trusted-ca'))
  const asked = [
    { object: 'Route', query: routes },
    { object: 'Secret image-registry-tls', query: serving },
    { object: 'ConfigMap serviceca', query: service },
    { object: 'ConfigMap image-registry-certificates', query: registries },
    { object: 'ConfigMap trusted-ca', query: trusted },
  ]
  const sources: CertificateSource[] = [
    ...(routes.data ?? []).flatMap((route) => routeSource(route)),
    ...(serving.data ? [servingSource(serving.data)] : []),
    ...bundle('serviceca', service.data, () => t('Service CA, trusted by the pruner and the nodes'), 'serviceCa'),
    ...bundle(
      'image-registry-certificates',
      registries.data,
      // Keys of a ConfigMap cannot have a colon.
      (key) => t('CA for the registry {{host}}', { host: key.replace('..', ':') }),
      'cluster',
    ),
    ...bundle('trusted-ca', trusted.data, () => t('CAs that the registry trusts when it pulls through'), 'cluster'),
  ]
  return {
    rows: certificateRows(sources, now),
    unread: asked.flatMap(({ object, query }) =>
      query.error && !isKindMissing(query.error) ? [{ object, error: asApiError(query.error) }] : [],
    ),
    pending: asked.some(({ query }) => query.isPending),
  }
}

function routeSource({ metadata, spec }: Route): CertificateSource[] {
  const { name } = metadata
  if (!spec?.tls?.certificate) return []
  return [
    {
      key: `route ${name}`,
      name: t('Route {{name}}', { name }),
      object: `Route ${name}`,
      kind: 'shown',
      renewal: 'you',
      pem: spec.tls.certificate,
    },
  ]
}

function servingSource(pem: string): CertificateSource {
  return {
    key: 'serving',
    name: t('The registry’s own, inside the cluster'),
    object: 'Secret image-registry-tls',
    kind: 'shown',
    renewal: 'serviceCa',
    pem,
  }
}

function bundle(
  object: string,
  data: Record<string, string> | null | undefined,
  name: (key: string) => string,
  renewal: CertificateSource['renewal'],
): CertificateSource[] {
  return Object.entries(data ?? {}).map(([key, pem]) => {
    const isService = renewal === 'cluster' && key.startsWith('image-registry.openshift-image-registry.svc')
    return {
      key: `${object} ${key}`,
      name: name(key),
      object: `ConfigMap ${object}`,
      kind: 'trusted',
      renewal: isService ? 'serviceCa' : renewal,
      pem,
    }
  })
}
