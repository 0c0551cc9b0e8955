import { formatGoDuration, parseGoDuration } from '../../src/lib/goDuration.ts'
import { templateDefaults, type PodTemplate } from '../kinds/podTemplate.ts'
import { REGISTRY_NAMESPACE, type ImagePruner } from '../kinds/operator.ts'
import type { CronJob } from '../kinds/cronJob.ts'
import { digestOf } from '../seed/digests.ts'

/** The name of the CronJob, of its container, and of what its jobs are labeled with. */
export const PRUNER = 'image-pruner'
export const CHECKSUM = 'imageregistry.operator.openshift.io/checksum'

const LEVELS: Record<string, number | undefined> = { Debug: 4, Trace: 6, TraceAll: 8 }

/** Whether the operator can read the resource at all. An age that Go cannot parse hides every change of it. */
export const isReadable = ({ spec }: ImagePruner): boolean =>
  spec?.keepYoungerThanDuration === undefined || 'nanoseconds' in parseGoDuration(spec.keepYoungerThanDuration)

function keepYoungerThan({ keepYoungerThanDuration, keepYoungerThan: nanoseconds }: NonNullable<ImagePruner['spec']>) {
  if (keepYoungerThanDuration !== undefined) {
    const parsed = parseGoDuration(keepYoungerThanDuration)
    return 'nanoseconds' in parsed ? formatGoDuration(parsed.nanoseconds) : ''
  }
  return nanoseconds === undefined ? '60m' : formatGoDuration(BigInt(nanoseconds))
}

/** The arguments of the container; `hostname` is the registry's name in the cluster, empty when there is none. */
export function prunerArgs(spec: NonNullable<ImagePruner['spec']>, hostname: string): string[] {
  return [
    '-c',
    '# a shell script of the operator, left out here',
    'arg0',
    'oc',
    'adm',
    'prune',
    'images',
    '--confirm=true',
    '--certificate-authority=/var/run/configmaps/serviceca/service-ca.crt',
    `--keep-tag-revisions=${spec.keepTagRevisions ?? 3}`,
    `--keep-younger-than=${keepYoungerThan(spec)}`,
    `--ignore-invalid-refs=${spec.ignoreInvalidImageReferences ?? false}`,
    `--loglevel=${LEVELS[spec.logLevel ?? ''] ?? 1}`,
    ...(hostname ? ['--prune-registry=true', `--registry-url=https://${hostname}`] : ['--prune-registry=false']),
  ]
}

/** The CronJob that the operator wants for an ImagePruner, as it is after the API filled in its defaults. */
export function wantedCronJob({ spec = {} }: ImagePruner, hostname: string): CronJob & Required<Pick<CronJob, 'spec'>> {
  const template: PodTemplate = {
    spec: {
      volumes: [{ name: 'serviceca', configMap: { name: 'serviceca' } }],
      containers: [
        {
          name: PRUNER,
          image: 'quay.io/openshift/origin-cli:4.13',
          command: ['/bin/sh'],
          args: prunerArgs(spec, hostname),
          resources: structuredClone(spec.resources ?? { requests: { cpu: '100m', memory: '256Mi' } }),
          volumeMounts: [{ name: 'serviceca', readOnly: true, mountPath: '/var/run/configmaps/serviceca' }],
          terminationMessagePolicy: 'FallbackToLogsOnError',
        },
      ],
      restartPolicy: 'Never',
      serviceAccountName: 'pruner',
      affinity: structuredClone(spec.affinity ?? {}),
      ...(spec.nodeSelector && Object.keys(spec.nodeSelector).length && { nodeSelector: { ...spec.nodeSelector } }),
      ...(spec.tolerations?.length && { tolerations: structuredClone(spec.tolerations) }),
      priorityClassName: 'system-cluster-critical',
    },
  }
  templateDefaults(template)
  return {
    metadata: { name: PRUNER, namespace: REGISTRY_NAMESPACE },
    spec: {
      schedule: spec.schedule || '0 0 * * *',
      startingDeadlineSeconds: 3600,
      concurrencyPolicy: 'Forbid',
      suspend: spec.suspend ?? false,
      jobTemplate: {
        metadata: { creationTimestamp: null, labels: { 'created-by': PRUNER } },
        spec: { backoffLimit: 0, template },
      },
      successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 3,
    },
  }
}

/** What the operator compares: a checksum of what it wants, not of what is there. The real one is over more than the API shows. */
export const checksumOf = ({ spec }: CronJob): string => digestOf(JSON.stringify(spec))
