import { podOf } from '../controllers/jobs.ts'
import { PRUNER, wantedCronJob } from '../controllers/prunerCronJob.ts'
import { jobDefaults, prepareJob, type Job } from '../kinds/job.ts'
import { REGISTRY_NAMESPACE, type ImagePruner } from '../kinds/operator.ts'
import type { Container } from '../kinds/podTemplate.ts'
import { withLog } from '../server/seededLogs.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Objects } from './base.ts'
import { hexOf, uidOf } from './digests.ts'
import { withoutConfirm, type RunLog } from './prunerLogs.ts'

/** One job of the past in the namespace of the registry. */
export interface PastRun {
  name: string
  /** Milliseconds. */
  started: number
  log: RunLog
  /** The CronJob that it belongs to; a job made by hand may have none. */
  owner?: K8sObject | undefined
  /** Made by a person, with `oc create job --from` or this console. */
  manual?: boolean
  dryRun?: boolean
  podGone?: boolean
  /** A job that is no run of the pruner. */
  container?: Container
}

const rfc = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')

/** A finished job with its pod and what that has written. */
export function pastRun(pruner: ImagePruner, hostname: string, run: PastRun): Objects {
  const { name, log, owner, manual, dryRun, container } = run
  const started = rfc(run.started)
  const ended = rfc(run.started + log.seconds * 1000)
  const template = wantedCronJob(pruner, hostname).spec.jobTemplate ?? {}
  const spec = structuredClone(template.spec ?? {})
  const podSpec = spec.template?.spec
  if (podSpec && container) podSpec.containers = [container]
  for (const each of podSpec?.containers ?? []) if (dryRun) each.args = withoutConfirm(each.args ?? [])
  const job: Job = {
    metadata: {
      name,
      namespace: REGISTRY_NAMESPACE,
      uid: uidOf(`Job ${REGISTRY_NAMESPACE}/${name}`),
      generation: 1,
      creationTimestamp: started,
      ...(!container && { labels: { ...template.metadata?.labels } }),
      ...(manual && { annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' } }),
      ...(owner && { ownerReferences: [ownerReference(owner)] }),
    },
    spec,
  }
  jobDefaults(job)
  prepareJob(job)
  job.status = statusOf(log, started, ended)
  if (run.podGone) return { jobs: [job] }
  return { jobs: [job], pods: [finishedPod(job, log, { started, ended })] }
}

const ownerReference = ({ metadata: { name, uid = '' } }: K8sObject) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  name,
  uid,
  controller: true,
  blockOwnerDeletion: true,
})

function statusOf({ exitCode }: RunLog, started: string, ended: string): NonNullable<Job['status']> {
  const condition = { status: 'True', lastProbeTime: ended, lastTransitionTime: ended }
  const common = { startTime: started, uncountedTerminatedPods: {}, ready: 0 }
  if (!exitCode)
    return { conditions: [{ type: 'Complete', ...condition }], completionTime: ended, succeeded: 1, ...common }
  const why = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
  return { conditions: [{ type: 'Failed', ...condition, ...why }], failed: 1, ...common }
}

function finishedPod(job: Job, log: RunLog, { started, ended }: { started: string; ended: string }): K8sObject {
  const { metadata, spec } = podOf(job, 'worker-0')
  const name = `${job.metadata.name}-${hexOf(job.metadata.name, 5)}`
  const container = spec.containers?.[0]
  const exitCode = log.exitCode ?? 0
  const message = log.lines.map(({ text }) => `${text}\n`).join('')
  const pod = {
    metadata: {
      ...metadata,
      name,
      uid: uidOf(`Pod ${REGISTRY_NAMESPACE}/${name}`),
      creationTimestamp: started,
    },
    spec,
    status: {
      phase: exitCode ? 'Failed' : 'Succeeded',
      conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        status: type === 'Initialized' || type === 'PodScheduled' ? 'True' : 'False',
        lastProbeTime: null,
        lastTransitionTime: ended,
      })),
      hostIP: '10.0.128.4',
      podIP: '10.128.2.31',
      podIPs: [{ ip: '10.128.2.31' }],
      startTime: started,
      containerStatuses: [
        {
          name: container?.name ?? PRUNER,
          state: {
            terminated: {
              exitCode,
              reason: exitCode ? 'Error' : 'Completed',
              ...(exitCode && { message: message.slice(-2048) }),
              startedAt: rfc(Date.parse(started) + 2000),
              finishedAt: ended,
            },
          },
          lastState: {},
          ready: false,
          restartCount: 0,
          image: container?.image ?? '',
          imageID: '',
          containerID: `cri-o://${hexOf(`${name} container`, 64)}`,
          started: false,
        },
      ],
      qosClass: 'Burstable',
    },
  }
  return withLog(pod, container?.name ?? PRUNER, log.lines)
}
