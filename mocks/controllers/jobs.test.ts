import { describe, expect, test } from 'vitest'
import { pruneGraphOf } from '../../src/k8s/resources/pruneLists.ts'
import { defaultPruneOptions } from '../../src/k8s/resources/pruneOptions.ts'
import { planPrune } from '../../src/k8s/resources/prunePlan.ts'
import { finishOf } from '../kinds/job.ts'
import { withObjects } from '../seed/base.ts'
import { pruning, unreadableReference } from '../seed/pruning.ts'
import type { State } from '../server/cluster.ts'
import { controlledCluster, cronJobPath, jobsPath, prunerPath } from './controlledCluster.ts'
import { summary } from './pruneRun.ts'

const NOW = '2026-11-21T12:30:00Z'
const seeded = () => pruning(new Date(NOW))

/** The same as `oc create job --from=cronjob/image-pruner`, with other arguments. */
async function start(
  cluster: ReturnType<typeof controlledCluster>,
  name: string,
  change: (args: string[]) => string[] = (args) => args,
) {
  const { metadata, spec } = structuredClone(cluster.cronJob()) ?? { metadata: { name: '' } }
  const container = spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]
  if (container) container.args = change(container.args ?? [])
  const body = {
    metadata: {
      name,
      labels: spec?.jobTemplate?.metadata?.labels,
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [
        { apiVersion: 'batch/v1', kind: 'CronJob', name: metadata.name, uid: metadata.uid, controller: true },
      ],
    },
    spec: spec?.jobTemplate?.spec,
  }
  expect((await cluster.ask(jobsPath, { method: 'POST', body })).status).toBe(201)
}

const dry = (args: string[]) => args.filter((arg) => arg !== '--confirm=true')
const job = (cluster: ReturnType<typeof controlledCluster>, name: string) =>
  cluster.jobs().find(({ metadata }) => metadata.name === name)
const podOf = (cluster: ReturnType<typeof controlledCluster>, name: string) => {
  const pod = cluster.jobPods().find(({ metadata }) => metadata.labels?.['job-name'] === name)
  if (!pod) throw new Error(`no pod of ${name}`)
  return pod
}

function planOf(state: State) {
  const lists = Object.fromEntries(Object.entries(state).map(([path, list]) => [path.replace(/^\/apis?\//, ''), list]))
  return planPrune(pruneGraphOf(lists), { ...defaultPruneOptions, ignoreInvalidRefs: true }, Date.parse(NOW))
}

describe('a run of the pruner', () => {
  test('deletes what the algorithm says, line by line, and sums it up', async () => {
    const cluster = controlledCluster(seeded())
    const { totals } = planOf(seeded())
    const images = () => cluster.cluster.store.list('image.openshift.io/images').length
    const before = images()
    await start(cluster, 'now')
    cluster.clock.advance(3000)
    const half = cluster.linesOf(podOf(cluster, 'now')).length
    expect(podOf(cluster, 'now').status?.phase).toBe('Running')
    cluster.settle()
    const lines = cluster.linesOf(podOf(cluster, 'now'))
    expect(half).toBeGreaterThan(5)
    expect(lines.length).toBeGreaterThan(half)
    expect(lines.at(-1)).toBe(summary({ totals }))
    const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length
    expect([
      count(/^Deleting image sha256:/),
      count(/^Deleting blob /),
      count(/^Deleting layer link \S+ in repository /),
      count(/^Deleting manifest link /),
      count(/^Deleting \d+ items from image stream /),
    ]).toEqual([totals.images, totals.blobs, totals.layerLinks, totals.manifestLinks, totals.streams])
    expect(before - images()).toBe(totals.images)
    expect(job(cluster, 'now')?.status).toMatchObject({ succeeded: 1, ready: 0, conditions: [{ type: 'Complete' }] })
    // A second one right after it finds nothing.
    await start(cluster, 'again')
    cluster.settle()
    expect(cluster.linesOf(podOf(cluster, 'again'))).toEqual(['Summary: deleted 0 objects'])
  })

  test('removes tags that are left without revisions', async () => {
    const cluster = controlledCluster(seeded())
    const tags = async () =>
      (
        await cluster.read<{ status: { tags?: { tag: string }[] } }>(
          '/apis/image.openshift.io/v1/namespaces/shop/imagestreams/reference',
        )
      ).status.tags
    expect(await tags()).toHaveLength(1)
    await start(cluster, 'now')
    cluster.settle()
    expect(await tags()).toBeUndefined()
  })

  test('says the same when it is dry, and deletes nothing', async () => {
    const cluster = controlledCluster(seeded())
    const before = cluster.cluster.store.revision('image.openshift.io/images')
    await start(cluster, 'dry', dry)
    cluster.settle()
    const lines = cluster.linesOf(podOf(cluster, 'dry'))
    expect(lines[0]).toBe('Dry run enabled - no modifications will be made. Add --confirm to remove images')
    expect(lines.at(-1)).toBe(summary(planOf(seeded())))
    expect(cluster.cluster.store.revision('image.openshift.io/images')).toBe(before)
  })

  test.each([
    ['--keep-tag-revisions=-1', 'error: --keep-tag-revisions must be greater than or equal to 0'],
    ['--keep-younger-than=-1h0m0s', 'error: --keep-younger-than must be greater than or equal to 0'],
  ])('is tried six times with %s', async (flag, error) => {
    const cluster = controlledCluster(seeded())
    const [name] = flag.split('=')
    await start(cluster, 'bad', (args) => args.map((arg) => (arg.startsWith(`${name}=`) ? flag : arg)))
    cluster.settle()
    const attempts = [1, 2, 3, 4, 5].map(
      (n) => `attempt #${n} has failed (exit code 1), going to make another attempt...`,
    )
    expect(cluster.linesOf(podOf(cluster, 'bad'))).toEqual([...attempts.flatMap((attempt) => [error, attempt]), error])
    expect(podOf(cluster, 'bad').status).toMatchObject({
      phase: 'Failed',
      containerStatuses: [
        { state: { terminated: { exitCode: 1, reason: 'Error', message: expect.stringContaining('attempt #5') } } },
      ],
    })
    expect(job(cluster, 'bad')?.status).toMatchObject({
      failed: 1,
      conditions: [
        { type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' },
      ],
    })
  })

  test('stops at references that it cannot read, unless it ignores them', async () => {
    const state = withObjects(
      seeded(),
      unreadableReference(() => '2026-11-01T00:00:00Z'),
    )
    const cluster = controlledCluster(state)
    await cluster.patch(prunerPath, { spec: { ignoreInvalidImageReferences: false } })
    cluster.settle()
    await start(cluster, 'strict')
    cluster.settle()
    const lines = cluster.linesOf(podOf(cluster, 'strict'))
    expect(lines.slice(0, 3)).toEqual(['Failed to build graph!', '', 'The following objects have invalid references:'])
    expect(lines.at(-1)).toBe('error: failed to build graph - no changes made')
    expect(finishOf(job(cluster, 'strict') ?? { metadata: { name: '' } })?.type).toBe('Failed')
  })

  test('waits while its image cannot be pulled', async () => {
    const cluster = controlledCluster(seeded())
    cluster.cluster.troubles.pullError = 'manifest unknown'
    await start(cluster, 'now')
    cluster.settle()
    const waiting = (reason: string) => ({ containerStatuses: [{ state: { waiting: { reason } } }] })
    expect(podOf(cluster, 'now').status).toMatchObject({ phase: 'Pending', ...waiting('ImagePullBackOff') })
    expect(job(cluster, 'now')?.status).toMatchObject({ active: 1, ready: 0 })
    cluster.cluster.troubles.pullError = undefined
    cluster.settle()
    expect(finishOf(job(cluster, 'now') ?? { metadata: { name: '' } })?.type).toBe('Complete')
  })

  test('has failed when its pod is deleted', async () => {
    const cluster = controlledCluster(seeded())
    await start(cluster, 'now')
    cluster.clock.advance(3000)
    const { name } = podOf(cluster, 'now').metadata
    await cluster.ask(`/api/v1/namespaces/openshift-image-registry/pods/${name}`, { method: 'DELETE' })
    const images = cluster.cluster.store.list('image.openshift.io/images').length
    cluster.settle()
    expect(job(cluster, 'now')?.status).toMatchObject({ failed: 1, conditions: [{ type: 'Failed' }] })
    expect(cluster.cluster.store.list('image.openshift.io/images')).toHaveLength(images)
  })

  test('its log is followed to the end', async () => {
    const cluster = controlledCluster(seeded())
    await start(cluster, 'now')
    cluster.clock.advance(2500)
    const { name } = podOf(cluster, 'now').metadata
    const path = `/api/v1/namespaces/openshift-image-registry/pods/${name}/log?follow=true`
    const followed = (await cluster.ask(path)).text()
    cluster.settle()
    const lines = cluster.linesOf(podOf(cluster, 'now'))
    expect((await followed).split('\n').slice(0, -1)).toEqual(lines)
    expect((await (await cluster.ask(path)).text()).split('\n')).toHaveLength(lines.length + 1)
  })
})

describe('a CronJob', () => {
  const runs = (cluster: ReturnType<typeof controlledCluster>) =>
    cluster
      .jobs()
      .filter(({ metadata }) => metadata.ownerReferences)
      .map(({ metadata }) => metadata.name)

  test('starts a job at its time, remembers it, and keeps as many as it says', async () => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec: { schedule: '*/30 * * * *', successfulJobsHistoryLimit: 2 } })
    cluster.settle()
    expect(runs(cluster)).toEqual([])
    cluster.clock.advance(30 * 60_000)
    const minutes = Date.parse('2026-11-21T13:00:00Z') / 60_000
    expect(runs(cluster)).toEqual([`image-pruner-${minutes}`])
    cluster.clock.advance(60 * 60_000)
    expect(runs(cluster)).toEqual([`image-pruner-${minutes + 30}`, `image-pruner-${minutes + 60}`])
    expect(cluster.jobPods()).toHaveLength(2)
    expect(cluster.cronJob()?.status).toEqual({
      lastScheduleTime: '2026-11-21T14:00:00Z',
      lastSuccessfulTime: expect.stringMatching(/^2026-11-21T14:00/),
    })
    const [last] = cluster.jobs().slice(-1)
    expect(last?.metadata.labels).toEqual({ 'created-by': 'image-pruner' })
  })

  test('starts nothing while suspended, and what was missed within an hour when resumed', async () => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec: { schedule: '0 * * * *', suspend: true } })
    cluster.clock.advance(50 * 60_000)
    expect(runs(cluster)).toEqual([])
    await cluster.patch(prunerPath, { spec: { suspend: false } })
    cluster.settle()
    expect(runs(cluster)).toEqual([`image-pruner-${Date.parse('2026-11-21T13:00:00Z') / 60_000}`])
  })

  test('waits for the run before', async () => {
    const cluster = controlledCluster()
    cluster.cluster.troubles.pullError = 'manifest unknown'
    await cluster.patch(prunerPath, { spec: { schedule: '*/5 * * * *' } })
    cluster.clock.advance(25 * 60_000)
    expect(runs(cluster)).toHaveLength(1)
    expect(cluster.cronJob()?.status?.active).toHaveLength(1)
  })

  test.each([
    [{ schedule: '61 * * * *' }, 'spec.schedule', 'end of range (61) above maximum (59): 61'],
    [{ schedule: '* * * *' }, 'spec.schedule', 'expected exactly 5 fields, found 4: [* * * *]'],
    [{ failedJobsHistoryLimit: -1 }, 'spec.failedJobsHistoryLimit', 'must be greater than or equal to 0'],
  ])('is refused with %j', async (spec, field, why) => {
    const { patch } = controlledCluster()
    expect(await patch(cronJobPath, { spec })).toMatchObject({
      code: 422,
      reason: 'Invalid',
      details: {
        kind: 'CronJob',
        causes: [{ reason: 'FieldValueInvalid', field, message: expect.stringContaining(why) }],
      },
    })
  })
})

describe('deleting a job', () => {
  test.each([
    ['', 1, /child pods are preserved/],
    ['?propagationPolicy=Background', 0, /^$/],
    ['?propagationPolicy=Orphan', 1, /^$/],
  ])('%s leaves %i pods', async (query, pods, warning) => {
    const cluster = controlledCluster()
    await start(cluster, 'now', dry)
    cluster.settle()
    const answer = await cluster.ask(`${jobsPath}/now${query}`, { method: 'DELETE' })
    cluster.settle()
    expect(cluster.jobPods()).toHaveLength(pods)
    expect(answer.headers.get('Warning') ?? '').toMatch(warning)
  })
})
