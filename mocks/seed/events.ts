import type { K8sObject } from '../../src/k8s/types.ts'
import { uidOf } from './digests.ts'

interface EventSpec {
  namespace: string
  /** What it is about: `Kind/name` of v1, or `group/version/Kind/name`. */
  about: string
  reason: string
  message: string
  type?: 'Normal' | 'Warning'
  component: string
  /** Minutes ago: first and last. */
  first: number
  last?: number
  count?: number
  /** Written through events.k8s.io: no count and no times of the older kind. */
  newer?: boolean
}

const webStream = 'image.openshift.io/v1/ImageStream/web'

const events: EventSpec[] = [
  {
    namespace: 'storefront',
    about: webStream,
    reason: 'PolicyViolation',
    message: 'policy require-signed-images/check-signature fail: tag canary is not signed',
    type: 'Warning',
    component: 'kyverno-scan',
    first: 7,
    newer: true,
  },
  {
    namespace: 'storefront',
    about: webStream,
    reason: 'TagPromoted',
    message: 'Promoted web:v3 to web:stable',
    component: 'release-pipeline',
    first: 18 * 24 * 60,
    last: 12 * 24 * 60,
    count: 3,
  },
  {
    namespace: 'analytics',
    about: 'image.openshift.io/v1/ImageStream/warehouse',
    reason: 'ScheduledImportFailing',
    message: 'registry.redhat.io refuses the import of tag 15: <b>Unauthorized</b>',
    type: 'Warning',
    component: 'import-watcher',
    first: 3 * 24 * 60,
    last: 4,
    count: 288,
  },
  {
    namespace: 'payments',
    about: 'build.openshift.io/v1/Build/api-42',
    reason: 'BuildFailed',
    message: 'Build payments/api-42 failed',
    component: 'build-controller',
    first: 4,
  },
  {
    namespace: 'payments',
    about: 'build.openshift.io/v1/Build/api-41',
    reason: 'BuildCompleted',
    message: 'Build payments/api-41 completed successfully',
    component: 'build-controller',
    first: 12,
  },
  {
    namespace: 'storefront',
    about: 'Pod/assets-preview',
    reason: 'Failed',
    message:
      'Failed to pull image "image-registry.openshift-image-registry.svc:5000/storefront/assets:20261121": rpc error: code = Unknown desc = reading manifest 20261121 in image-registry.openshift-image-registry.svc:5000/storefront/assets: manifest unknown',
    type: 'Warning',
    component: 'kubelet',
    first: 25,
    last: 1,
    count: 9,
  },
  {
    namespace: 'storefront',
    about: 'Pod/assets-preview',
    reason: 'BackOff',
    message: 'Back-off pulling image "image-registry.openshift-image-registry.svc:5000/storefront/assets:20261121"',
    component: 'kubelet',
    first: 24,
    last: 1,
    count: 61,
  },
  {
    namespace: 'storefront',
    about: 'apps/v1/Deployment/web',
    reason: 'ScalingReplicaSet',
    message: 'Scaled up replica set web to 3',
    component: 'deployment-controller',
    first: 18 * 24 * 60,
  },
]

/** What has happened to streams, builds and pods, told in both ways events are written. */
export const seededEvents = (ago: (minutes: number) => string): K8sObject[] =>
  events.map((spec, index) => event(spec, index, ago))

function event(spec: EventSpec, index: number, ago: (minutes: number) => string): K8sObject {
  const { namespace, about, reason, message, type = 'Normal', component, first, last = first, count = 1, newer } = spec
  const parts = about.split('/')
  const [name = '', kind = ''] = parts.toReversed()
  const suffix = `18e9e8${(index + 1).toString(16).padStart(10, '0')}`
  // The uids of streams are made without their kind.
  const uid = uidOf(kind === 'ImageStream' ? `${namespace}/${name}` : `${kind} ${namespace}/${name}`)
  const object = {
    metadata: { name: `${name}.${suffix}`, namespace, uid: uidOf(`Event ${suffix}`), creationTimestamp: ago(first) },
    involvedObject: { kind, namespace, name, uid, apiVersion: parts.slice(0, -2).join('/') || 'v1' },
    reason,
    message,
    source: newer ? {} : { component },
    firstTimestamp: newer ? null : ago(first),
    lastTimestamp: newer ? null : ago(last),
    ...(!newer && { count }),
    type,
    eventTime: newer ? ago(first).replace('Z', '.000000Z') : null,
    ...(newer && { action: 'Resource Passed' }),
    reportingComponent: newer ? component : '',
    reportingInstance: newer ? `${component}-6d5f7c9b4-x2x2x` : '',
  }
  return object
}
