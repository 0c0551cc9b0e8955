import { expect, test } from 'vitest'
import type { ImagePruner, PrunerCondition } from './imagePruner.ts'
import { prunerVerdict } from './imagePrunerVerdict.ts'

const cronJob = { metadata: { name: 'image-pruner' } }
const sync = { type: 'Degraded', status: 'True', reason: 'SyncError', message: 'no' }
const failed = { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }
const fine = { type: 'Failed', status: 'False', reason: 'Complete' }

function pruner(conditions: PrunerCondition[], more: Partial<ImagePruner> = {}, observedGeneration = 3): ImagePruner {
  return { metadata: { name: 'cluster', generation: 3 }, status: { observedGeneration, conditions }, ...more }
}

test.each<[string, ImagePruner, typeof cronJob | null | undefined, object]>([
  ['well', pruner([fine]), cronJob, { status: 'success', title: 'Pruning is on' }],
  ['well, with a CronJob that may not be read', pruner([fine]), undefined, { status: 'success' }],
  ['suspended', pruner([fine], { spec: { suspend: true } }), cronJob, { status: 'warning' }],
  ['failed', pruner([failed]), cronJob, { status: 'danger', reason: 'BackoffLimitExceeded' }],
  ['failed and suspended', pruner([failed], { spec: { suspend: true } }), cronJob, { status: 'danger' }],
  [
    'degraded by another job',
    pruner([fine, { type: 'Degraded', status: 'True', reason: 'JobFailed' }]),
    cronJob,
    { title: 'The newest job has failed', reason: 'JobFailed' },
  ],
  ['not to be applied', pruner([failed, sync]), cronJob, { reason: 'SyncError', message: 'no' }],
  ['without a CronJob', pruner([sync]), null, { title: 'No run starts: the CronJob is missing' }],
  ['changed a moment ago', pruner([sync], {}, 2), cronJob, { status: 'info' }],
  [
    'not to be read',
    pruner([fine], { spec: { keepYoungerThanDuration: '3 days' } }, 2),
    null,
    { title: 'The operator cannot read these settings' },
  ],
])('pruning is %s', (_, object, job, verdict) => {
  expect(prunerVerdict(object, job)).toMatchObject(verdict)
})
