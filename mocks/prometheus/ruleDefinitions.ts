/** A rule as a PrometheusRule writes it. */
export interface RuleDefinition {
  record?: string
  alert?: string
  expr: string
  /** How many seconds an alert has to hold before it fires. */
  holdSeconds?: number
  labels?: Record<string, string>
  annotations?: Record<string, string>
}

export interface GroupDefinition {
  name: string
  file: string
  rules: RuleDefinition[]
}

const operation = (name: string, verb: 'get' | 'create', resource: 'blob' | 'manifest'): RuleDefinition => ({
  record: 'imageregistry:operations_count:sum',
  expr: `label_replace(label_replace(sum by (operation) (imageregistry_request_duration_seconds_count{operation="${name}"}), "operation", "${verb}", "operation", "(.+)"), "resource_type", "${resource}", "resource_type", "")`,
})

const runbooks = 'https://github.com/openshift/runbooks/blob/master/alerts'
const storageError = (code: string) =>
  `sum without (instance, pod, operation) (rate(imageregistry_storage_errors_total{code="${code}"}[5m])) > 0`

const ofRegistry = (alert: string, code: string, summary: string, description: string): RuleDefinition => ({
  alert,
  expr: storageError(code),
  holdSeconds: 600,
  labels: { kubernetes_operator_part_of: 'image-registry', severity: 'warning' },
  annotations: { summary, description, runbook_url: `${runbooks}/cluster-image-registry-operator/${alert}.md` },
})

const volumes = '{job="kubelet",metrics_path="/metrics",namespace=~"(openshift-.*|kube-.*|default)"}'
const freePart = `kubelet_volume_stats_available_bytes${volumes} / kubelet_volume_stats_capacity_bytes${volumes}`
const inUse = `kubelet_volume_stats_used_bytes${volumes} > 0`
const volumeFills = {
  alert: 'KubePersistentVolumeFillingUp',
  runbook_url: `${runbooks}/cluster-monitoring-operator/KubePersistentVolumeFillingUp.md`,
}
const claimed =
  'The PersistentVolume claimed by {{ $labels.persistentvolumeclaim }} in Namespace {{ $labels.namespace }}'

const ruleFile = (name: string) => `/etc/prometheus/rules/prometheus-k8s-rulefiles-0/${name}.yaml`
const REGISTRY_FILE = 'openshift-image-registry'

/** The rules of a cluster that say something of its registry: those of its operator, of the cluster version operator, of the kubelets' volumes. */
export const groups: readonly GroupDefinition[] = [
  {
    name: 'imageregistry.operations.rules',
    file: ruleFile(`${REGISTRY_FILE}-image-registry-rules`),
    rules: [
      operation('BlobStore.ServeBlob', 'get', 'blob'),
      operation('BlobStore.Create', 'create', 'blob'),
      operation('ManifestService.Get', 'get', 'manifest'),
      operation('ManifestService.Put', 'create', 'manifest'),
    ],
  },
  {
    name: 'imagestreams.rules',
    file: ruleFile(`${REGISTRY_FILE}-imagestreams-rules`),
    rules: [
      {
        record: 'imageregistry:imagestreamtags_count:sum',
        expr: 'sum by (location, source) (image_registry_image_stream_tags_total)',
      },
    ],
  },
  {
    name: 'pvc-problem-detector.rules',
    file: ruleFile(`${REGISTRY_FILE}-image-registry-operator-alerts`),
    rules: [
      ofRegistry(
        'ImageRegistryStorageReadOnly',
        'READ_ONLY_FILESYSTEM',
        'The image registry storage is read-only and no images will be committed to storage.',
        'The image registry storage is read-only. Images cannot be pushed until the storage is writable again.',
      ),
      ofRegistry(
        'ImageRegistryStorageFull',
        'DEVICE_OUT_OF_SPACE',
        'The image registry storage disk is full and no images will be committed to storage.',
        'The image registry storage is full. Images cannot be pushed until there is room again.',
      ),
    ],
  },
  {
    name: 'kubernetes-storage',
    file: ruleFile('openshift-monitoring-prometheus-k8s-prometheus-rules'),
    rules: [
      {
        alert: volumeFills.alert,
        expr: `(${freePart} < 0.03) and ${inUse}`,
        holdSeconds: 60,
        labels: { severity: 'critical' },
        annotations: {
          summary: 'PersistentVolume is filling up.',
          description: `${claimed} is only {{ $value | humanizePercentage }} free.`,
          runbook_url: volumeFills.runbook_url,
        },
      },
      {
        alert: volumeFills.alert,
        expr: `(${freePart} < 0.15) and ${inUse} and predict_linear(kubelet_volume_stats_available_bytes${volumes}[6h], 4 * 24 * 3600) < 0`,
        holdSeconds: 3600,
        labels: { severity: 'warning' },
        annotations: {
          summary: 'PersistentVolume is filling up.',
          description: `Based on recent sampling, ${claimed.replace('The', 'the')} is expected to fill up within four days. Currently {{ $value | humanizePercentage }} is available.`,
          runbook_url: volumeFills.runbook_url,
        },
      },
    ],
  },
  {
    name: 'cluster-operators',
    file: ruleFile('openshift-cluster-version-cluster-version-operator'),
    rules: [
      {
        alert: 'ClusterOperatorDown',
        expr: 'max by (namespace, name) (cluster_operator_up{job="cluster-version-operator"} == 0)',
        holdSeconds: 600,
        labels: { severity: 'critical' },
        annotations: {
          summary: 'Cluster operator has not been available for 10 minutes.',
          description: 'The {{ $labels.name }} operator may be down or disabled because it is not available.',
          runbook_url: `${runbooks}/cluster-monitoring-operator/ClusterOperatorDown.md`,
        },
      },
      {
        alert: 'ClusterOperatorDegraded',
        expr: 'max by (namespace, name, reason) (cluster_operator_conditions{job="cluster-version-operator",name!="version",condition="Degraded"} == 1)',
        holdSeconds: 1800,
        labels: { severity: 'warning' },
        annotations: {
          summary: 'Cluster operator has been degraded for 30 minutes.',
          description:
            'The {{ $labels.name }} operator is degraded because {{ $labels.reason }}, and the components it manages may have reduced quality of service.',
          runbook_url: `${runbooks}/cluster-monitoring-operator/ClusterOperatorDegraded.md`,
        },
      },
    ],
  },
]
