import { describe, expect, test } from 'vitest'
import type { Condition } from '../kinds/operator.ts'
import { prunerBroken } from '../seed/prunerBroken.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { conditionOf, controlledCluster, cronJobPath, jobsPath, prunerPath } from './controlledCluster.ts'

const argsOf = (cluster: ReturnType<typeof controlledCluster>) =>
  cluster.cronJob()?.spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]?.args ?? []

describe('the ImagePruner controller', () => {
  test('leaves a recorded cluster as it is', () => {
    const { cluster, settle } = controlledCluster()
    const before = cluster.store.revision('batch/cronjobs')
    settle()
    expect(cluster.store.revision('batch/cronjobs')).toBe(before)
  })

  test.each([
    [{ keepTagRevisions: 5 }, '--keep-tag-revisions=5'],
    [{ keepYoungerThanDuration: '72h' }, '--keep-younger-than=72h0m0s'],
    [{ keepYoungerThan: 5_400_000_000_000 }, '--keep-younger-than=1h30m0s'],
    [{ keepYoungerThan: 1, keepYoungerThanDuration: '-1h' }, '--keep-younger-than=-1h0m0s'],
    [{ ignoreInvalidImageReferences: null }, '--ignore-invalid-refs=false'],
    [{ logLevel: 'TraceAll' }, '--loglevel=8'],
  ])('turns %j into %s', async (spec, arg) => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec })
    cluster.settle()
    expect(argsOf(cluster)).toContain(arg)
  })

  test('says what the CronJob API says against a schedule, and keeps the CronJob', async () => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec: { schedule: 'every day', successfulJobsHistoryLimit: -1 } })
    cluster.settle()
    expect(cluster.cronJob()?.spec?.schedule).toBe('0 0 * * *')
    const error =
      'Error: unable to apply objects: failed to update object *v1.CronJob, Namespace=openshift-image-registry, Name=image-pruner: CronJob.batch "image-pruner" is invalid: [spec.schedule: Invalid value: "every day": expected exactly 5 fields, found 2: [every day], spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0]'
    expect(conditionOf(cluster.pruner(), 'Degraded')).toEqual(['True', 'SyncError', error])
    const operator: (K8sObject & { status?: { conditions?: Condition[] } }) | undefined = cluster.cluster.store.get(
      'config.openshift.io/clusteroperators',
      undefined,
      'image-registry',
    )
    expect(conditionOf(operator, 'Degraded')).toEqual(['True', 'ImagePrunerSyncError', `ImagePrunerDegraded: ${error}`])
  })

  test('sees nothing more while it cannot read the age', async () => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec: { keepYoungerThanDuration: '3 days' } })
    await cluster.patch(prunerPath, { spec: { suspend: true } })
    cluster.settle()
    expect(cluster.pruner()?.status?.observedGeneration).toBe(17)
    expect(cluster.cronJob()?.spec?.suspend).toBe(false)
    await cluster.patch(prunerPath, { spec: { keepYoungerThanDuration: null } })
    cluster.settle()
    expect(cluster.pruner()?.status?.observedGeneration).toBe(20)
    expect(cluster.cronJob()?.spec?.suspend).toBe(true)
  })

  test('lets a change by hand alone until it wants something else', async () => {
    const cluster = controlledCluster()
    await cluster.patch(cronJobPath, { spec: { schedule: '5 5 * * *' } })
    cluster.settle()
    await cluster.patch(prunerPath, { spec: { logLevel: '' } })
    cluster.settle()
    expect(cluster.cronJob()?.spec?.schedule).toBe('5 5 * * *')
    await cluster.patch(prunerPath, { spec: { keepTagRevisions: 4 } })
    cluster.settle()
    expect(cluster.cronJob()?.spec?.schedule).toBe('0 0 * * *')
  })

  test('makes what is deleted again: the resource with its own suggestions, the CronJob as it was', async () => {
    const cluster = controlledCluster()
    await cluster.patch(prunerPath, { spec: { schedule: '@weekly' } })
    await cluster.ask(prunerPath, { method: 'DELETE' })
    await cluster.ask(cronJobPath, { method: 'DELETE' })
    cluster.settle()
    expect(cluster.pruner()?.spec).toEqual({
      failedJobsHistoryLimit: 3,
      ignoreInvalidImageReferences: true,
      keepTagRevisions: 3,
      logLevel: 'Normal',
      schedule: '',
      successfulJobsHistoryLimit: 3,
      suspend: false,
    })
    expect(cluster.cronJob()?.spec?.schedule).toBe('0 0 * * *')
    expect(conditionOf(cluster.pruner(), 'Available')[0]).toBe('True')
  })

  test('prunes objects only while the registry is removed', async () => {
    const cluster = controlledCluster()
    const config = prunerPath.replace('imagepruners', 'configs')
    await cluster.patch(config, { spec: { managementState: 'Removed' } })
    cluster.settle()
    expect(argsOf(cluster).slice(-1)).toEqual(['--prune-registry=false'])
    await cluster.patch(config, { spec: { managementState: 'Managed' } })
    cluster.settle()
    expect(argsOf(cluster).at(-1)).toMatch(/^--registry-url=https:/)
  })

  test('takes the newest job of any kind for its own', async () => {
    const cluster = controlledCluster()
    const job = (name: string, command: string) => ({
      metadata: { name },
      spec: {
        backoffLimit: 0,
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', command] }],
          },
        },
      },
    })
    await cluster.ask(jobsPath, { method: 'POST', body: job('backup', 'echo no space left; exit 3') })
    cluster.settle()
    const why = 'Job has reached the specified backoff limit'
    expect(conditionOf(cluster.pruner(), 'Failed')).toEqual(['True', 'BackoffLimitExceeded', why])
    expect(conditionOf(cluster.pruner(), 'Degraded')).toEqual(['True', 'JobFailed', why])
    await cluster.ask(jobsPath, { method: 'POST', body: job('sync', 'true') })
    cluster.settle()
    expect(conditionOf(cluster.pruner(), 'Failed')).toEqual(['False', 'Complete', 'Pruner completed successfully'])
  })

  test('agrees with the seeded broken one, but for what it mends', async () => {
    const cluster = controlledCluster(prunerBroken(new Date('2026-11-21T12:30:00Z')))
    const before = cluster.pruner()?.status
    await cluster.patch(cronJobPath, { metadata: { labels: { seen: 'yes' } } })
    cluster.settle()
    expect(cluster.pruner()?.status).toEqual(before)
    expect(cluster.cronJob()?.spec?.schedule).toBe('30 3 * * *')
    await cluster.patch(prunerPath, { spec: { schedule: '' } })
    cluster.settle()
    expect(cluster.cronJob()?.spec?.schedule).toBe('0 0 * * *')
    expect(conditionOf(cluster.pruner(), 'Degraded')[1]).toBe('JobFailed')
    expect(argsOf(cluster)).toContain('--keep-younger-than=26280h0m0.000000001s')
  })
})
