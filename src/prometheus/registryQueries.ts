import { t } from '../lib/t.ts'
import {
  chart,
  duration,
  hits,
  join,
  method,
  namespace,
  operationName,
  operations,
  requests,
  type RegistryChart,
  type RegistryQuery,
} from './registryQuery.ts'

/** Every chart of the registry's metrics, with its PromQL. Summaries are never averaged over quantiles, nor are they histograms. */
export const registryCharts: readonly RegistryChart[] = [
  chart(
    {
      id: 'requests',
      title: () => t('Requests by method and code'),
      unit: 'perSecond',
      help: () =>
        t(
          'Requests that reached the registry. Probes, and what the limiter (429) or a failing storage check (503) turned away before, are not counted. A 401 begins nearly every login and is no error.',
        ),
    },
    (window) => `sum by (method, code) (rate(${requests}[${window}]))`,
    (labels) => join(method(labels), labels['code']),
  ),
  chart(
    {
      id: 'error-ratio',
      title: () => t('Share of server errors'),
      unit: 'ratio',
      help: () => t('Answers with a code of 5xx, out of all. Without requests there is no share, and a gap.'),
    },
    (window) => {
      const all = `sum(rate(${requests}[${window}]))`
      return `(sum(rate(${requests}{code=~"5.."}[${window}])) or 0 * ${all}) / ${all}`
    },
    () => t('5xx of all requests'),
  ),
  chart(
    {
      id: 'client-errors',
      title: () => t('Client errors without 401'),
      unit: 'perSecond',
      help: () =>
        t(
          '404 to HEAD is normal: each push asks first whether a layer is there. 401 begins every login and is left out.',
        ),
      whyEmpty: () => t('A line begins with the first such answer of a pod: none is good news.'),
    },
    (window) => `sum by (method, code) (rate(${requests}{code=~"4..",code!="401"}[${window}]))`,
    (labels) => join(method(labels), labels['code']),
  ),
  chart(
    {
      id: 'latency-mean',
      title: () => t('Mean latency by method'),
      unit: 'seconds',
      help: () => t('Time per request over all pods. Uploads of large layers take as long as the client sends.'),
    },
    (window) =>
      `sum by (method) (rate(${duration}_sum[${window}])) / sum by (method) (rate(${duration}_count[${window}]))`,
    method,
  ),
  {
    id: 'latency-quantiles',
    title: () => t('Latency quantiles of the slowest pod'),
    unit: 'seconds',
    help: () =>
      t(
        'Each pod computes its own quantiles over its last ten minutes. They cannot be averaged: this is the slowest pod and method of each moment.',
      ),
    queries: ['0.5', '0.9', '0.99'].map((quantile) => ({
      id: `latency-${quantile}`,
      title: () => t('Latency quantile {{quantile}}', { quantile }),
      unit: 'seconds' as const,
      expr: () => `max(${duration}{quantile="${quantile}"})`,
      legend: () => `p${String(Number(quantile) * 100)}`,
    })),
  },
  chart(
    {
      id: 'latency-p99',
      title: () => t('99th percentile by method, slowest pod'),
      unit: 'seconds',
      help: () => t('Of a hundred requests one took longer than this, on the pod where it is worst.'),
    },
    () => `max by (method) (${duration}{quantile="0.99"})`,
    method,
  ),
  chart(
    {
      id: 'in-flight',
      title: () => t('Requests in flight'),
      unit: 'count',
      help: () => t('How many requests all pods work on at once. The scrape that asks is taken off.'),
    },
    () => 'clamp_min(sum(imageregistry_http_in_flight_requests) - count(imageregistry_http_in_flight_requests), 0)',
    () => t('in flight'),
  ),
  {
    id: 'cache-hits',
    title: () => t('Cache hits'),
    unit: 'ratio',
    help: () =>
      t(
        'How often a digest was known without asking: per repository, by the storage layer, and for images that are pulled through. Without lookups there is a gap.',
      ),
    whyEmpty: () => t('Caches count lookups: without pulls and pushes there are none.'),
    queries: [
      {
        id: 'cache-digest',
        title: () => t('Digest cache hits'),
        unit: 'ratio',
        expr: hits('imageregistry_digest_cache_scoped_requests_total'),
        legend: () => t('digests of a repository'),
      },
      {
        id: 'cache-storage',
        title: () => t('Storage cache hits'),
        unit: 'ratio',
        // Request = Hit + Miss: a sum over type would count each lookup twice.
        expr: (window) =>
          ['Hit', 'Request']
            .map(
              (type) => `sum(rate(registry_storage_cache_total{namespace="${namespace}",type="${type}"}[${window}]))`,
            )
            .join(' / '),
        legend: () => t('storage'),
      },
      {
        id: 'cache-pullthrough',
        title: () => t('Pull-through cache hits'),
        unit: 'ratio',
        expr: hits('imageregistry_pullthrough_blobstore_cache_requests_total'),
        legend: () => t('pull-through'),
      },
    ],
  },
  chart(
    {
      id: 'storage-latency',
      title: () => t('Storage latency, 99th percentile'),
      unit: 'seconds',
      help: () => t('By action of the storage driver, over all pods: the only histogram of the registry.'),
    },
    (window) =>
      `histogram_quantile(0.99, sum by (le, action) (rate(registry_storage_action_seconds_bucket{namespace="${namespace}"}[${window}])))`,
    (labels) => labels['action'] ?? '',
  ),
  chart(
    {
      id: 'storage-operations',
      title: () => t('Storage operations'),
      unit: 'perSecond',
      help: () => t('What the registry asks of its storage. Reads and writes of one blob are many operations.'),
    },
    (window) => `sum by (operation) (rate(imageregistry_storage_duration_seconds_count[${window}]))`,
    (labels) => labels['operation'] ?? '',
  ),
  chart(
    {
      id: 'storage-errors',
      title: () => t('Storage errors'),
      unit: 'perSecond',
      help: () =>
        t(
          'READ_ONLY_FILESYSTEM and DEVICE_OUT_OF_SPACE name their cause; on older versions a full disk is only UNKNOWN. Answers that are normal are in the chart beside.',
        ),
      whyEmpty: () => t('A line begins with the first error of a pod: none is good news.'),
    },
    (window) =>
      `sum by (operation, code) (rate(imageregistry_storage_errors_total{code!="PATH_NOT_FOUND",operation!="FileWriter.Close"}[${window}]))`,
    (labels) => join(labels['code'], labels['operation']),
  ),
  chart(
    {
      id: 'storage-normal',
      title: () => t('Normal refusals of storage'),
      unit: 'perSecond',
      help: () =>
        t(
          'PATH_NOT_FOUND answers the question whether something is there. UNKNOWN at FileWriter.Close comes with every upload that went well; a write error that shows only at closing hides among them, so look at the server errors too.',
        ),
    },
    (window) =>
      `sum by (operation, code) (rate(imageregistry_storage_errors_total{code="PATH_NOT_FOUND"}[${window}]) or rate(imageregistry_storage_errors_total{operation="FileWriter.Close"}[${window}]))`,
    (labels) => join(labels['code'], labels['operation']),
  ),
  chart(
    {
      id: 'pullthrough-latency',
      title: () => t('Pull-through latency'),
      unit: 'seconds',
      help: () => t('Mean time that source registries take, by registry and operation. Init is connecting.'),
      whyEmpty: () => t('Nothing was pulled through from another registry.'),
    },
    (window) =>
      ['sum', 'count']
        .map(
          (part) =>
            `sum by (registry, operation) (rate(imageregistry_pullthrough_repository_duration_seconds_${part}[${window}]))`,
        )
        .join(' / '),
    (labels) => join(labels['registry'], labels['operation']),
  ),
  chart(
    {
      id: 'pullthrough-errors',
      title: () => t('Pull-through errors'),
      unit: 'perSecond',
      help: () => t('Refusals of source registries, by registry and code. UNAUTHORIZED: look at the pull secret.'),
      whyEmpty: () => t('A line begins with the first error of a pod: none is good news.'),
    },
    (window) => `sum by (registry, code) (rate(imageregistry_pullthrough_repository_errors_total[${window}]))`,
    (labels) => join(labels['registry'], labels['code']),
  ),
  chart(
    {
      id: 'operations',
      title: () => t('Pulls and pushes'),
      unit: 'perSecond',
      help: () =>
        t(
          'Layers and manifests. A question whether a manifest is there (HEAD) counts as a pull. Pulls of images that a node already has never reach the registry.',
        ),
    },
    operations,
    operationName,
  ),
  {
    id: 'bytes',
    title: () => t('Bytes sent and received'),
    unit: 'bytesPerSecond',
    help: () => t('By the registry itself: layers that object storage serves by redirect are not in it.'),
    queries: (
      [
        ['bytes-sent', 'response', () => t('sent')],
        ['bytes-received', 'request', () => t('received')],
      ] as const
    ).map(([id, kind, legend]) => ({
      id,
      title: () => t('Bytes {{direction}}', { direction: legend() }),
      unit: 'bytesPerSecond' as const,
      expr: (window) => `sum(rate(imageregistry_http_${kind}_size_bytes_sum[${window}]))`,
      legend,
    })),
  },
  chart(
    {
      id: 'tags',
      title: () => t('Image stream tags'),
      unit: 'count',
      help: () =>
        t(
          'Imported and pushed tags, in projects of OpenShift itself and in others. The operator counts them once an hour.',
        ),
    },
    () =>
      'imageregistry:imagestreamtags_count:sum or sum by (location, source) (image_registry_image_stream_tags_total)',
    ({ location, source }) =>
      location === 'openshift' ? t('{{source}}, OpenShift', { source }) : t('{{source}}, others', { source }),
  ),
  chart(
    {
      id: 'storage-type',
      title: () => t('Storage type'),
      unit: 'count',
      help: () =>
        t('1 for the type in use. After a change of storage the former one stays at 1 until the operator restarts.'),
    },
    () => 'max by (storage) (image_registry_storage_type)',
    (labels) => labels['storage'] ?? '',
  ),
  chart(
    {
      id: 'up',
      title: () => t('Targets that answer Prometheus'),
      unit: 'count',
      help: () => t('How many pods of each job could be scraped. A drop is a pod that is gone or does not answer.'),
      whyEmpty: () => t('Prometheus does not scrape the project openshift-image-registry.'),
    },
    () => `sum by (job) (up{namespace="${namespace}"})`,
    (labels) => labels['job'] ?? '',
  ),
]

/** Every expression that is asked, one by one. */
export const registryQueries: readonly RegistryQuery[] = registryCharts.flatMap(({ queries }) => queries)
