import { t } from '../lib/t.ts'
import type { PromSample } from './client.ts'

export interface RegistryQuery {
  /** Unique among all. */
  id: string
  title: () => string
  /** PromQL. The window is how far each rate looks back: "2m", see `rateWindow`. */
  expr: (window: string) => string
  unit: 'bytes' | 'seconds' | 'ratio' | 'perSecond' | 'bytesPerSecond' | 'count'
  /** The name of a line, from what tells it from the others. */
  legend: (labels: PromSample['labels']) => string
}

export interface RegistryChart {
  id: string
  title: () => string
  unit: RegistryQuery['unit']
  /** What it shows and how to read it. */
  help: () => string
  /** Why it may well show nothing. */
  whyEmpty?: () => string
  queries: readonly RegistryQuery[]
}

/** Where the registry and its operator run. */
export const namespace = 'openshift-image-registry'
/** Counters of requests. */
export const requests = 'imageregistry_http_requests_total'
/** The summary of how long requests take. */
export const duration = 'imageregistry_http_request_duration_seconds'
const operationCount = 'imageregistry_request_duration_seconds_count'

/** Shares of hits in lookups. Without lookups it is 0/0, NaN. */
export const hits = (metric: string) => (window: string) =>
  `sum(rate(${metric}{type="Hit"}[${window}])) / sum(rate(${metric}[${window}]))`

/** Reads the recorded sum of operations; where there is no such rule, makes the same of the raw counter. */
export function operations(window: string): string {
  const raw = (
    [
      ['get', 'blob', 'BlobStore.ServeBlob'],
      ['create', 'blob', 'BlobStore.Create'],
      ['get', 'manifest', 'ManifestService.Get'],
      ['create', 'manifest', 'ManifestService.Put'],
    ] as const
  ).map(([operation, type, name]) => {
    const sum = `sum(rate(${operationCount}{operation="${name}"}[${window}]))`
    return `label_replace(label_replace(${sum}, "operation", "${operation}", "", ""), "resource_type", "${type}", "", "")`
  })
  const recorded = `sum by (operation, resource_type) (rate(imageregistry:operations_count:sum[${window}]))`
  return [recorded, ...raw].join(' or ')
}

/** What an operation is to people. */
export function operationName({ operation, resource_type }: PromSample['labels']): string {
  const names: Record<string, string> = {
    'get blob': t('pull of a layer'),
    'create blob': t('push of a layer'),
    'get manifest': t('pull of a manifest'),
    'create manifest': t('push of a manifest'),
  }
  const key = [operation, resource_type].filter(Boolean).join(' ')
  return names[key] ?? key
}

/** The method as HTTP writes it. */
export const method = (labels: PromSample['labels']) => (labels['method'] ?? '').toUpperCase()
/** The labels there are, as one name. */
export const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ')

/** A chart of one query, which has the chart's own name. */
export function chart(
  { id, title, unit, help, whyEmpty }: Omit<RegistryChart, 'queries'>,
  expr: RegistryQuery['expr'],
  legend: RegistryQuery['legend'],
): RegistryChart {
  return { id, title, unit, help, ...(whyEmpty && { whyEmpty }), queries: [{ id, title, unit, expr, legend }] }
}
