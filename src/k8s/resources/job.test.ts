import { expect, test } from 'vitest'
import { durationOf, endOf, isFinished, startOf, stateOf, type Job } from './job.ts'
import { hasStarted, jobNameOf, troubleOf, type Pod } from './pod.ts'

const metadata = { name: 'run', creationTimestamp: '2026-11-21T00:00:00Z' }
const startTime = '2026-11-21T00:00:01Z'
const failed = {
  type: 'Failed',
  status: 'True',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
  lastTransitionTime: '2026-11-21T00:05:01Z',
}
const now = Date.parse('2026-11-21T00:01:01Z')

test.each<[string, Job, object, number | undefined]>([
  ['nothing yet', { metadata }, { kind: 'waiting' }, undefined],
  ['started', { metadata, status: { startTime, active: 1 } }, { kind: 'running' }, 60_000],
  ['suspended', { metadata, spec: { suspend: true } }, { kind: 'suspended' }, undefined],
  [
    'complete',
    {
      metadata,
      status: { startTime, completionTime: '2026-11-21T00:00:03Z', conditions: [{ type: 'Complete', status: 'True' }] },
    },
    { kind: 'complete' },
    2000,
  ],
  [
    'failed',
    { metadata, status: { startTime, conditions: [failed] } },
    { kind: 'failed', reason: failed.reason, message: failed.message },
    300_000,
  ],
  [
    'a condition that is not true',
    { metadata, status: { startTime, conditions: [{ ...failed, status: 'False' }] } },
    { kind: 'running' },
    60_000,
  ],
  [
    'being deleted',
    { metadata: { ...metadata, deletionTimestamp: startTime }, status: { startTime } },
    { kind: 'deleting' },
    60_000,
  ],
  ['a clock that is behind', { metadata, status: { startTime: '2026-11-21T00:09:00Z' } }, { kind: 'running' }, 0],
])('a job: %s', (_, job, state, duration) => {
  expect(stateOf(job)).toEqual(state)
  expect(durationOf(job, now)).toBe(duration)
  expect(isFinished(job)).toBe(['complete', 'failed'].includes(stateOf(job).kind))
})

test('a job begins when it is started, else when it was made', () => {
  expect(startOf({ metadata })).toBe(metadata.creationTimestamp)
  expect(startOf({ metadata, status: { startTime } })).toBe(startTime)
  expect(endOf({ metadata, status: { conditions: [failed] } })).toBe(failed.lastTransitionTime)
})

test.each<[string, Pod['metadata'], string | undefined]>([
  ['the label', { name: 'p', labels: { 'job-name': 'a' } }, 'a'],
  ['the newer label', { name: 'p', labels: { 'batch.kubernetes.io/job-name': 'b', 'job-name': 'a' } }, 'b'],
  [
    'the owner',
    { name: 'p', ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'c', uid: '1', controller: true }] },
    'c',
  ],
  ['nothing', { name: 'p' }, undefined],
])('the job of a pod by %s', (_, podMetadata, name) => expect(jobNameOf({ metadata: podMetadata })).toBe(name))

const waiting = (reason: string, message = '') => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'image-pruner', state: { waiting: { reason, message } } }],
})
test.each<[string, Pod['status'], object | undefined]>([
  ['nothing', { phase: 'Running' }, undefined],
  ['being made', waiting('ContainerCreating'), undefined],
  [
    'no image',
    waiting('ImagePullBackOff', 'Back-off'),
    { kind: 'image', reason: 'ImagePullBackOff', message: 'Back-off' },
  ],
  [
    'no container',
    waiting('CreateContainerConfigError', 'no ConfigMap'),
    { kind: 'waiting', reason: 'CreateContainerConfigError' },
  ],
  [
    'no node',
    {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' }],
    },
    { kind: 'unschedulable', message: '0/3 nodes' },
  ],
  ['evicted', { phase: 'Failed', reason: 'Evicted', message: 'low on memory' }, { kind: 'evicted', reason: 'Evicted' }],
  // As recorded: conditions of pods that ran well say False.
  ['done', { phase: 'Succeeded', conditions: [{ type: 'PodScheduled', status: 'False' }] }, undefined],
])('what is wrong with a pod: %s', (_, status, expected) => {
  expect({ trouble: troubleOf({ metadata, status: status ?? null }) }).toMatchObject({ trouble: expected })
})

test('a container that waits has no log', () => {
  expect(hasStarted({ metadata, status: waiting('ContainerCreating') }, 'image-pruner')).toBe(false)
  const running = { phase: 'Running', containerStatuses: [{ name: 'image-pruner', state: { running: {} } }] }
  expect(hasStarted({ metadata, status: running }, 'image-pruner')).toBe(true)
  expect(hasStarted({ metadata, status: running }, 'other')).toBe(false)
})
