import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CronJob } from './cronJob.ts'
import type { ImagePrunerSpec } from './imagePruner.ts'
import { driftOf } from './imagePrunerDrift.ts'

const records: { id: string; response: { body: unknown } }[] = JSON.parse(
  readFileSync(new URL('../../../mocks/data/recordings/05-operator-pruner.json', import.meta.url), 'utf8'),
)
// The recording has what the type says.
const recorded = (id: string) => records.find((record) => record.id === id)?.response.body as CronJob
const host = 'image-registry.openshift-image-registry.svc:5000'
const pruner = (spec: ImagePrunerSpec) => ({ metadata: { name: 'cluster' }, spec })
const asRecorded = {
  failedJobsHistoryLimit: 3,
  ignoreInvalidImageReferences: true,
  keepTagRevisions: 3,
  logLevel: 'Normal',
  schedule: '',
  successfulJobsHistoryLimit: 3,
  suspend: false,
}

/** A CronJob as somebody changed it. */
function edited(change: (cronJob: CronJob) => void): CronJob {
  const cronJob = structuredClone(recorded('cronjob-get'))
  change(cronJob)
  return cronJob
}

function containerOf(cronJob: CronJob) {
  const container = cronJob.spec?.jobTemplate?.spec?.template?.spec?.containers?.[0]
  if (!container) throw new Error('there is no container')
  return container
}

describe('a CronJob is as its settings want it', () => {
  it.each<[string, ImagePrunerSpec]>([
    ['cronjob-get', asRecorded],
    [
      'pruner-cronjob',
      { ...asRecorded, keepTagRevisions: 5, keepYoungerThanDuration: '72h', schedule: '*/30 * * * *' },
    ],
    [
      'pruner-cronjob',
      { ...asRecorded, keepTagRevisions: 5, keepYoungerThan: 259_200_000_000_000, schedule: '*/30 * * * *' },
    ],
    ['cronjob-get', { ...asRecorded, keepYoungerThanDuration: '3600s' }],
    ['cronjob-get', { ...asRecorded, resources: { requests: { cpu: '0.1', memory: '268435456' } } }],
    ['cronjob-get', { ...asRecorded, affinity: {}, tolerations: [], nodeSelector: {} }],
  ])('%s %j', (id, spec) => {
    expect(driftOf(pruner(spec), recorded(id), host)).toEqual([])
  })
})

describe('a CronJob that is not', () => {
  it.each<[string, ImagePrunerSpec, (cronJob: CronJob) => void, object]>([
    [
      'schedule',
      asRecorded,
      ({ spec }) => spec && (spec.schedule = '@daily'),
      { wanted: '0 0 * * *', actual: '@daily' },
    ],
    [
      'timeZone',
      asRecorded,
      ({ spec }) => spec && (spec.timeZone = 'Asia/Tokyo'),
      { wanted: undefined, actual: 'Asia/Tokyo' },
    ],
    [
      'concurrencyPolicy',
      asRecorded,
      ({ spec }) => spec && (spec.concurrencyPolicy = 'Replace'),
      { wanted: 'Forbid', actual: 'Replace' },
    ],
    [
      'startingDeadlineSeconds',
      asRecorded,
      ({ spec }) => spec && (spec.startingDeadlineSeconds = null),
      { wanted: '3600', actual: undefined },
    ],
    ['suspend', { ...asRecorded, suspend: true }, () => {}, { wanted: 'true', actual: 'false' }],
    ['failedJobsHistoryLimit', { ...asRecorded, failedJobsHistoryLimit: 1 }, () => {}, { wanted: '1', actual: '3' }],
    [
      'successfulJobsHistoryLimit',
      { ...asRecorded, successfulJobsHistoryLimit: 0 },
      () => {},
      { wanted: '0', actual: '3' },
    ],
    ['keepTagRevisions', { ...asRecorded, keepTagRevisions: 5 }, () => {}, { wanted: '5', actual: '3' }],
    [
      'keepYoungerThanDuration',
      { ...asRecorded, keepYoungerThanDuration: '72h' },
      () => {},
      { wanted: '72h0m0s', actual: '60m' },
    ],
    [
      'keepYoungerThanDuration',
      { ...asRecorded, keepYoungerThan: 6_307_200_000_000_000_001n },
      () => {},
      { wanted: '1752000h0m0.000000001s', actual: '60m' },
    ],
    [
      'ignoreInvalidImageReferences',
      { ...asRecorded, ignoreInvalidImageReferences: false },
      () => {},
      { wanted: 'false', actual: 'true' },
    ],
    ['logLevel', { ...asRecorded, logLevel: 'Trace' }, () => {}, { wanted: '--loglevel=6', actual: '--loglevel=1' }],
    [
      'resources',
      { ...asRecorded, resources: { limits: { memory: '1Gi' } } },
      () => {},
      { wanted: '{"limits":{"memory":"1Gi"}}', actual: '{"requests":{"cpu":"100m","memory":"256Mi"}}' },
    ],
    [
      'nodeSelector',
      { ...asRecorded, nodeSelector: { disk: 'ssd' } },
      () => {},
      { wanted: '{"disk":"ssd"}', actual: undefined },
    ],
    [
      'tolerations',
      { ...asRecorded, tolerations: [{ operator: 'Exists' }] },
      () => {},
      { wanted: '[{"operator":"Exists"}]', actual: undefined },
    ],
    [
      'affinity',
      { ...asRecorded, affinity: { nodeAffinity: {} } },
      () => {},
      { wanted: '{"nodeAffinity":{}}', actual: undefined },
    ],
    [
      'confirm',
      asRecorded,
      (cronJob) => {
        const container = containerOf(cronJob)
        container.args = container.args?.filter((word) => !word.startsWith('--confirm')) ?? []
      },
      { wanted: 'true', actual: undefined },
    ],
    [
      'otherOptions',
      asRecorded,
      (cronJob) => containerOf(cronJob).args?.push('--all=false'),
      { wanted: undefined, actual: '--all=false' },
    ],
    [
      'command',
      asRecorded,
      (cronJob) => {
        containerOf(cronJob).args = ['-c', 'true']
      },
      { wanted: 'oc adm prune images', actual: '/bin/sh -c true' },
    ],
  ])('differs in %s', (setting, spec, change, difference) => {
    expect(driftOf(pruner(spec), edited(change), host)).toEqual([{ setting, ...difference }])
  })

  it('prunes no registry, or another, than the cluster has', () => {
    const cronJob = recorded('cronjob-get')
    expect(driftOf(pruner(asRecorded), cronJob, '')).toEqual([
      { setting: 'pruneRegistry', wanted: 'false', actual: 'true' },
    ])
    expect(driftOf(pruner(asRecorded), cronJob, 'other:5000')).toEqual([
      { setting: 'registryURL', wanted: 'https://other:5000', actual: `https://${host}` },
    ])
    expect(driftOf(pruner(asRecorded), cronJob, undefined)).toEqual([])
  })

  it('is not compared where the operator cannot read the settings', () => {
    const spec = { ...asRecorded, keepYoungerThanDuration: '3 days' }
    expect(driftOf(pruner(spec), recorded('cronjob-get'), host)).toEqual([])
  })
})
