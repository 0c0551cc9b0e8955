import { describe, expect, it } from 'vitest'
import { explainedConditions, statusLag } from './imagePrunerConditions.ts'

describe('a condition', () => {
  it.each<[type: string, status: string, reason: string, tone: string, meaning: RegExp, next: RegExp | undefined]>([
    ['Available', 'True', 'AsExpected', 'success', /exists/, undefined],
    ['Available', 'False', 'Error', 'danger', /no CronJob/, /makes it again by itself/],
    ['Failed', 'True', 'BackoffLimitExceeded', 'danger', /another than a run of the pruner/, /Look under Runs/],
    ['Failed', 'True', 'DeadlineExceeded', 'danger', /newest finished job/, /Look under Runs/],
    ['Failed', 'False', 'Complete', 'success', /or none has run yet/, undefined],
    ['Scheduled', 'True', 'Scheduled', 'success', /by schedule/, undefined],
    ['Scheduled', 'False', 'Suspended', 'warning', /suspended/, /Resume it/],
    ['Degraded', 'True', 'SyncError', 'danger', /goes on as it was before/, /Put right what the message names/],
    ['Degraded', 'True', 'JobFailed', 'danger', /whatever job it was/, /Run now/],
    ['Degraded', 'False', 'AsExpected', 'success', /nothing to complain/, undefined],
  ])('%s %s %s is explained', (type, status, reason, tone, meaning, next) => {
    const [explained] = explainedConditions({ status: { conditions: [{ type, status, reason, message: 'm' }] } })
    expect(explained).toMatchObject({ type, status, reason, message: 'm', tone })
    expect(explained?.meaning).toMatch(meaning)
    expect(explained?.next ?? '').toMatch(next ?? /^$/)
  })

  it('of a bad schedule leads to the schedule', () => {
    const message =
      'Error: unable to apply objects: failed to update object *v1.CronJob, Namespace=openshift-image-registry, Name=image-pruner: CronJob.batch "image-pruner" is invalid: spec.schedule: Invalid value: "every day": expected exactly 5 fields, found 2: [every day]'
    const [explained] = explainedConditions({
      status: { conditions: [{ type: 'Degraded', status: 'True', reason: 'SyncError', message }] },
    })
    expect(explained?.next).toMatch(/Put the schedule right/)
  })

  it.each([
    ['Upgradeable', 'True'],
    ['Available', 'Unknown'],
  ])('%s %s is shown as it is', (type, status) => {
    const condition = { type, status, reason: 'Odd', message: 'Something' }
    expect(explainedConditions({ status: { conditions: [condition] } })).toEqual([{ ...condition, tone: 'none' }])
  })

  it('is not there at all at first', () => {
    expect(explainedConditions({})).toEqual([])
    expect(explainedConditions({ status: { conditions: null } })).toEqual([])
  })
})

it('tells whether the status is that of the settings', () => {
  const metadata = { name: 'cluster', generation: 22 }
  expect(statusLag({ metadata, status: { observedGeneration: 22 } })).toBeUndefined()
  expect(statusLag({ metadata, status: { observedGeneration: 19 } })).toBe('waiting')
  expect(statusLag({ metadata, spec: { keepYoungerThanDuration: '3 days' }, status: { observedGeneration: 22 } })).toBe(
    'unreadable',
  )
})
