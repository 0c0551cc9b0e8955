import { onTestFinished } from 'vitest'
import type { K8sObject } from '../../src/k8s/types.ts'
import { CRON_JOBS, type CronJob } from '../kinds/cronJob.ts'
import { JOBS, type Job } from '../kinds/job.ts'
import { PRUNERS, REGISTRY_NAMESPACE, type Condition, type ImagePruner } from '../kinds/operator.ts'
import type { Pod } from '../kinds/pod.ts'
import { Clock } from '../server/clock.ts'
import type { State } from '../server/cluster.ts'
import { recordedState, testCluster } from '../server/testCluster.ts'

export const prunerPath = '/apis/imageregistry.operator.openshift.io/v1/imagepruners/cluster'
export const jobsPath = `/apis/batch/v1/namespaces/${REGISTRY_NAMESPACE}/jobs`
export const cronJobPath = `/apis/batch/v1/namespaces/${REGISTRY_NAMESPACE}/cronjobs/image-pruner`

/** A cluster whose operator and jobs act as far as a test sends its clock. It stands at half past noon. */
export function controlledCluster(state: State = recordedState, at = '2026-11-21T12:30:00Z') {
  const clock = Clock.still(at)
  const made = testCluster({ clock, controllers: { parts: ['registry', 'batch'] } }, state)
  const { cluster, read } = made
  onTestFinished(() => cluster.close())
  const { store, logs } = cluster
  const inNamespace = <T extends K8sObject>(resource: typeof JOBS | '/pods') =>
    // The store keeps objects of one kind under its name.
    store.list(resource, REGISTRY_NAMESPACE) as readonly T[]
  return {
    ...made,
    clock,
    /** Long enough for everything but schedules. */
    settle: () => clock.advance(60_000),
    patch: (path: string, body: object) =>
      read<K8sObject>(path, { method: 'PATCH', type: 'application/merge-patch+json', body }),
    pruner: (): ImagePruner | undefined => store.get(PRUNERS, undefined, 'cluster'),
    cronJob: (): CronJob | undefined => store.get(CRON_JOBS, REGISTRY_NAMESPACE, 'image-pruner'),
    jobs: () => inNamespace<Job>(JOBS),
    jobPods: () => inNamespace<Pod>('/pods').filter(({ metadata }) => metadata.labels?.['job-name']),
    linesOf: ({ metadata }: K8sObject, container = 'image-pruner') =>
      logs.lines(`${REGISTRY_NAMESPACE}/${metadata.name}`, container).map(({ text }) => text),
  }
}

/** What an object says of itself under one type of condition. */
export function conditionOf(object: (K8sObject & { status?: { conditions?: Condition[] } }) | undefined, type: string) {
  const { status, reason, message } = object?.status?.conditions?.find((each) => each.type === type) ?? {}
  return [status, reason, message]
}
