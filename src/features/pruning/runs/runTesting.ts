// Loaded with the tests, not by the first of them: that takes seconds.
import '../PruningPage.tsx'
import './DeleteRunDialog.tsx'
import './RunPrunerDialog.tsx'
import './RunsTab.tsx'
import { screen, within } from '@testing-library/react'
import type { CronJob } from '../../../k8s/resources/cronJob.ts'
import type { Job } from '../../../k8s/resources/job.ts'
import type { ContainerState, Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { K8sObject } from '../../../k8s/types.ts'

type State = Record<string, { items: K8sObject[] }>

const jobs = '/apis/batch/v1/jobs'
const cronJobs = '/apis/batch/v1/cronjobs'
const pods = '/api/v1/pods'

/** Minutes ago, RFC 3339. */
export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')

/** The pruner's CronJob of a state. */
export function cronJobIn(state: State): CronJob {
  const found = state[cronJobs]?.items.find(({ metadata }) => metadata.name === 'image-pruner')
  if (!found) throw new Error('no CronJob')
  return found
}

interface RunSpec {
  name: string
  /** Minutes ago. */
  start?: number
  end?: 'Complete' | 'Failed'
  manual?: boolean
  dry?: boolean
  /** Any other job: no run of the pruner. */
  foreign?: boolean
}

/** A job as the CronJob's controller, or a hand, makes it. */
export function jobOf(state: State, { name, start = 10, end, manual, dry, foreign }: RunSpec): Job {
  const { metadata, spec } = cronJobIn(state)
  const template = structuredClone(spec?.jobTemplate?.spec?.template) ?? {}
  const [container] = template.spec?.containers ?? []
  if (container && dry) container.args = container.args?.filter((word) => word !== '--confirm=true') ?? []
  if (container && foreign) Object.assign(container, { name: 'migrate', args: ['-c', 'migrate'] })
  const owner = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: 'image-pruner',
    uid: metadata.uid ?? '',
    controller: true,
  }
  const startTime = ago(start)
  const conditions = {
    Complete: [{ type: 'Complete', status: 'True', lastTransitionTime: ago(start - 1) }],
    Failed: [
      {
        type: 'Failed',
        status: 'True',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
        lastTransitionTime: ago(start - 1),
      },
    ],
  }
  return {
    metadata: {
      name,
      namespace: registryNamespace,
      uid: `uid-${name}`,
      creationTimestamp: startTime,
      ...(!foreign && { labels: { 'created-by': 'image-pruner' }, ownerReferences: [owner] }),
      ...(manual && { annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' } }),
    },
    spec: { backoffLimit: 0, template },
    status: {
      startTime,
      ...(end && { conditions: conditions[end] }),
      ...(end === 'Complete' && { completionTime: ago(start - 1) }),
    },
  }
}

/** The pod of a job, as the kubelet shows it. */
export function podOf(job: Job, state: ContainerState, phase: string): Pod {
  const { name } = job.metadata
  return {
    metadata: {
      name: `${name}-abcde`,
      namespace: registryNamespace,
      uid: `uid-${name}-abcde`,
      creationTimestamp: job.metadata.creationTimestamp ?? null,
      labels: { 'job-name': name },
    },
    spec: { ...job.spec?.template?.spec, nodeName: 'worker-0' },
    status: { phase, containerStatuses: [{ name: 'image-pruner', state }] },
  }
}

export const succeeded: [ContainerState, string] = [{ terminated: { exitCode: 0, reason: 'Completed' } }, 'Succeeded']
export const running: [ContainerState, string] = [{ running: { startedAt: ago(1) } }, 'Running']

/** A state with more jobs and pods. */
export function withRuns(state: State, more: { jobs?: Job[]; pods?: Pod[] }): State {
  return {
    ...state,
    [jobs]: { items: [...(state[jobs]?.items ?? []), ...(more.jobs ?? [])] },
    [pods]: { items: [...(state[pods]?.items ?? []), ...(more.pods ?? [])] },
  }
}

/** The row of a run in the table. */
export async function runRow(name: string) {
  const table = within(await screen.findByRole('table', { name: 'Pruner runs' }, { timeout: 5000 }))
  return table.findByRole('row', { name: new RegExp(name) })
}
