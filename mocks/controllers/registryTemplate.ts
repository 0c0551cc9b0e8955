import { REGISTRY_NAMESPACE, type RegistrySpec, type RegistryStorage } from '../kinds/operator.ts'
import type { PodTemplate } from '../kinds/podTemplate.ts'
import { digestOf } from '../seed/digests.ts'

export const REGISTRY = 'image-registry'
export const REGISTRY_LABELS = { 'docker-registry': 'default' }
/** What pods depend on beside the Deployment: secrets and config maps, as one digest. */
const DEPENDENCIES = 'imageregistry.operator.openshift.io/dependencies-checksum'
/** Where pods reach the registry within the cluster. */
export const INTERNAL_HOST = `${REGISTRY}.${REGISTRY_NAMESPACE}.svc:5000`

const IMAGE = 'quay.io/openshift/origin-docker-registry:4.13'

export interface DeploymentSpec {
  replicas: number
  selector: { matchLabels: Record<string, string> }
  template: PodTemplate
  strategy: { type: string; rollingUpdate?: { maxUnavailable: number | string; maxSurge: number | string } }
  revisionHistoryLimit: number
  progressDeadlineSeconds: number
}

/** What the operator knows when it makes the Deployment. */
export interface TemplateFacts {
  /** Every secret and config map that pods read, as text. */
  dependencies: string
  zones: boolean
}

/** The Deployment's spec that the operator wants for a Config, with the storage that is in effect. */
export function wantedDeployment(spec: RegistrySpec, storage: RegistryStorage, facts: TemplateFacts): DeploymentSpec {
  const replicas = spec.replicas ?? 1
  const { annotations, runtimeClassName } = spec.unsupportedConfigOverrides?.deployment ?? {}
  const selector = { matchLabels: REGISTRY_LABELS }
  return {
    replicas,
    selector,
    template: {
      metadata: {
        creationTimestamp: null,
        labels: REGISTRY_LABELS,
        annotations: {
          [DEPENDENCIES]: digestOf(facts.dependencies),
          'target.workload.openshift.io/management': '{"effect": "PreferredDuringScheduling"}',
          ...annotations,
        },
      },
      spec: {
        volumes: [storageVolume(storage), ...otherVolumes],
        containers: [container(spec, storage)],
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 55,
        dnsPolicy: 'ClusterFirst',
        nodeSelector: { 'kubernetes.io/os': 'linux', ...spec.nodeSelector },
        serviceAccountName: 'registry',
        serviceAccount: 'registry',
        securityContext: { fsGroup: 1000310000, fsGroupChangePolicy: 'OnRootMismatch' },
        ...(spec.affinity ? { affinity: spec.affinity } : replicas === 2 && { affinity: apart }),
        schedulerName: 'default-scheduler',
        ...(spec.tolerations?.length && { tolerations: spec.tolerations }),
        priorityClassName: 'system-cluster-critical',
        ...(runtimeClassName && { runtimeClassName }),
        ...spread(spec, facts.zones),
      },
    },
    strategy: strategy(spec.rolloutStrategy || 'RollingUpdate', replicas),
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 60,
  }
}

function strategy(type: string, replicas: number): DeploymentSpec['strategy'] {
  if (type === 'Recreate') return { type }
  const rollingUpdate =
    replicas === 2 ? { maxUnavailable: 1, maxSurge: 1 } : { maxUnavailable: Math.max(0, replicas - 1), maxSurge: '25%' }
  return { type, rollingUpdate }
}

const apart = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        labelSelector: { matchLabels: REGISTRY_LABELS },
        namespaces: [REGISTRY_NAMESPACE],
        topologyKey: 'kubernetes.io/hostname',
      },
    ],
  },
}

function spread({ nodeSelector, topologySpreadConstraints: own }: RegistrySpec, zones: boolean) {
  if (own) return own.length ? { topologySpreadConstraints: own } : {}
  if (nodeSelector) return {}
  const keys = ['kubernetes.io/hostname', 'node-role.kubernetes.io/worker', ...(zones ? [ZONE] : [])]
  const constraint = (topologyKey: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: REGISTRY_LABELS },
  })
  return { topologySpreadConstraints: keys.map(constraint) }
}

/** The label that says which zone a node is in. */
export const ZONE = 'topology.kubernetes.io/zone'

const otherVolumes = [
  { name: 'registry-tls', projected: { sources: [{ secret: { name: 'image-registry-tls' } }], defaultMode: 420 } },
  { name: 'ca-trust-extracted', emptyDir: {} },
  { name: 'registry-certificates', configMap: { name: 'image-registry-certificates', defaultMode: 420 } },
  {
    name: 'trusted-ca',
    configMap: {
      name: 'trusted-ca',
      items: [{ key: 'ca-bundle.crt', path: 'anchors/ca-bundle.crt' }],
      defaultMode: 420,
      optional: true,
    },
  },
  {
    name: 'installation-pull-secrets',
    secret: {
      secretName: 'installation-pull-secrets',
      items: [{ key: '.dockerconfigjson', path: 'config.json' }],
      defaultMode: 420,
      optional: true,
    },
  },
  {
    name: 'bound-sa-token',
    projected: {
      sources: [{ serviceAccountToken: { audience: 'openshift', expirationSeconds: 3600, path: 'token' } }],
      defaultMode: 420,
    },
  },
]

function storageVolume({ emptyDir, pvc }: RegistryStorage) {
  const name = 'registry-storage'
  if (pvc) return { name, persistentVolumeClaim: { claimName: pvc.claim ?? '' } }
  if (emptyDir) return { name, emptyDir: {} }
  return {
    name: 'image-registry-private-configuration',
    secret: { secretName: 'image-registry-private-configuration', optional: true, defaultMode: 420 },
  }
}

/** Where the registry is asked whether it lives. */
const healthz = (initialDelaySeconds: number) => ({
  httpGet: { path: '/healthz', port: 5000, scheme: 'HTTPS' },
  initialDelaySeconds,
  timeoutSeconds: 5,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
})

function container(spec: RegistrySpec, storage: RegistryStorage) {
  const onVolume = Boolean(storage.emptyDir ?? storage.pvc)
  return {
    name: 'registry',
    image: IMAGE,
    command: [
      '/bin/sh',
      '-c',
      'mkdir -p /etc/pki/ca-trust/extracted/edk2 /etc/pki/ca-trust/extracted/java /etc/pki/ca-trust/extracted/openssl /etc/pki/ca-trust/extracted/pem && update-ca-trust extract && exec /usr/bin/dockerregistry',
    ],
    ports: [{ containerPort: 5000, protocol: 'TCP' }],
    env: environment(spec, storage),
    resources: spec.resources ?? { requests: { cpu: '100m', memory: '256Mi' } },
    volumeMounts: [
      onVolume
        ? { name: 'registry-storage', mountPath: '/registry' }
        : { name: 'image-registry-private-configuration', mountPath: '/var/run/secrets/cloud' },
      { name: 'registry-tls', mountPath: '/etc/secrets' },
      { name: 'ca-trust-extracted', mountPath: '/etc/pki/ca-trust/extracted' },
      { name: 'registry-certificates', mountPath: '/etc/pki/ca-trust/source/anchors' },
      { name: 'trusted-ca', mountPath: '/usr/share/pki/ca-trust-source' },
      { name: 'installation-pull-secrets', mountPath: '/var/lib/kubelet/' },
      { name: 'bound-sa-token', readOnly: true, mountPath: '/var/run/secrets/openshift/serviceaccount' },
    ],
    livenessProbe: healthz(5),
    readinessProbe: healthz(15),
    lifecycle: { preStop: { exec: { command: ['sleep', '25'] } } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
  }
}

/** The registry's own level for what the Config says. */
function levelOf({ logLevel = '', logging = 0 }: RegistrySpec): string {
  if (['Debug', 'Trace', 'TraceAll'].includes(logLevel)) return 'debug'
  return logging === 1 ? 'warn' : [0, 2, 3].includes(logging) ? 'info' : 'debug'
}

function environment(spec: RegistrySpec, storage: RegistryStorage) {
  const env = (name: string, value: string) => ({ name, value })
  const limits = (['read', 'write'] as const).flatMap((kind) => {
    const { maxRunning = 0, maxInQueue = 0, maxWaitInQueue = '0s' } = spec.requests?.[kind] ?? {}
    const prefix = `REGISTRY_OPENSHIFT_REQUESTS_${kind.toUpperCase()}`
    return maxRunning || maxInQueue
      ? [
          env(`${prefix}_MAXRUNNING`, String(maxRunning)),
          env(`${prefix}_MAXINQUEUE`, String(maxInQueue)),
          env(`${prefix}_MAXWAITINQUEUE`, maxWaitInQueue),
        ]
      : []
  })
  const { http, https, noProxy } = spec.proxy ?? {}
  return [
    ...storageEnvironment(storage).map(([name, value]) => env(`REGISTRY_STORAGE${name}`, value)),
    ...(spec.readOnly ? [env('REGISTRY_STORAGE_MAINTENANCE_READONLY', '{"enabled":true}')] : []),
    ...(spec.disableRedirect ? [env('REGISTRY_STORAGE_REDIRECT_DISABLE', 'true')] : []),
    env('REGISTRY_HTTP_ADDR', ':5000'),
    env('REGISTRY_HTTP_NET', 'tcp'),
    env('REGISTRY_HTTP_SECRET', spec.httpSecret ?? ''),
    env('REGISTRY_LOG_LEVEL', levelOf(spec)),
    env('REGISTRY_OPENSHIFT_QUOTA_ENABLED', 'true'),
    env('REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR', 'inmemory'),
    env('REGISTRY_STORAGE_DELETE_ENABLED', 'true'),
    env('REGISTRY_HEALTH_STORAGEDRIVER_ENABLED', 'true'),
    env('REGISTRY_HEALTH_STORAGEDRIVER_INTERVAL', '10s'),
    env('REGISTRY_HEALTH_STORAGEDRIVER_THRESHOLD', '1'),
    env('REGISTRY_OPENSHIFT_METRICS_ENABLED', 'true'),
    env('REGISTRY_OPENSHIFT_SERVER_ADDR', INTERNAL_HOST),
    env('REGISTRY_HTTP_TLS_CERTIFICATE', '/etc/secrets/tls.crt'),
    env('REGISTRY_HTTP_TLS_KEY', '/etc/secrets/tls.key'),
    ...limits,
    ...(http ? [env('HTTP_PROXY', http)] : []),
    ...(https ? [env('HTTPS_PROXY', https)] : []),
    ...(noProxy ? [env('NO_PROXY', noProxy)] : []),
  ]
}

function storageEnvironment(storage: RegistryStorage): [name: string, value: string][] {
  if (storage.emptyDir || storage.pvc)
    return [
      ['', 'filesystem'],
      ['_FILESYSTEM_ROOTDIRECTORY', '/registry'],
    ]
  const type = Object.keys(storage).find((key) => key !== 'managementState' && storage[key]) ?? 's3'
  const driver = type === 'ibmcos' ? 's3' : type
  const fields = Object.entries(storage[type] ?? {}).filter(([, value]) => ['string', 'boolean'].includes(typeof value))
  return [
    ['', driver],
    ...fields.map(([name, value]): [string, string] => [
      `_${driver.toUpperCase()}_${name.toUpperCase()}`,
      String(value),
    ]),
  ]
}
