import { describe, expect, test } from 'vitest'
import type { CronJob } from './cronJob.ts'
import type { Job, JobCondition } from './job.ts'
import {
  isPrunerJob,
  newRunName,
  pruneArgsOf,
  runFrom,
  runSettingsOf,
  statusDoubtOf,
  triggerOf,
  type RunMode,
} from './prunerJob.ts'

const script = ['-c', 'set -eu\n"$@" && exit\n', 'arg0']
const flags = [
  '--certificate-authority=/var/run/configmaps/serviceca/service-ca.crt',
  '--keep-tag-revisions=3',
  '--keep-younger-than=60m',
  '--ignore-invalid-refs=true',
  '--loglevel=1',
  '--prune-registry=true',
  '--registry-url=https://image-registry.openshift-image-registry.svc:5000',
]
const operatorArgs = [...script, 'oc', 'adm', 'prune', 'images', '--confirm=true', ...flags]

const template = (args: string[], command = ['/bin/sh'], name = 'image-pruner') => ({
  spec: { containers: [{ name, image: 'quay.io/openshift/origin-cli:4.13', command, args }], restartPolicy: 'Never' },
})
const cronJob = (args = operatorArgs, command = ['/bin/sh']): CronJob => ({
  metadata: { name: 'image-pruner', namespace: 'openshift-image-registry', uid: 'cron-1' },
  spec: {
    schedule: '0 0 * * *',
    jobTemplate: {
      metadata: { labels: { 'created-by': 'image-pruner' } },
      spec: { backoffLimit: 0, template: template(args, command) },
    },
  },
})
const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'image-pruner', uid: 'cron-1', controller: true }

function job(
  name: string,
  more: { at?: number; end?: string; owned?: boolean; manual?: boolean; args?: string[]; container?: string } = {},
): Job {
  const { at = 0, end, owned = true, manual = false, args = operatorArgs, container } = more
  const conditions: JobCondition[] = end ? [{ type: end, status: 'True' }] : []
  return {
    metadata: {
      name,
      creationTimestamp: new Date(1_700_000_000_000 + at * 60_000).toISOString(),
      ...(owned && { ownerReferences: [owner] }),
      ...(manual && { annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' } }),
    },
    spec: { template: template(args, ['/bin/sh'], container) },
    status: { conditions },
  }
}

const run = (args: string[], mode: RunMode, command?: string[]) => {
  const made = runFrom(cronJob(args, command), mode, 'x')
  if ('problem' in made) return made.problem
  return made.spec?.template?.spec?.containers?.[0]?.args
}

describe('runFrom', () => {
  test('a run is what the CronJob makes, marked as made by hand', () => {
    expect(runFrom(cronJob(), 'run', 'image-pruner-manual-x7k2m')).toEqual({
      metadata: {
        name: 'image-pruner-manual-x7k2m',
        namespace: 'openshift-image-registry',
        labels: { 'created-by': 'image-pruner' },
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual' },
        ownerReferences: [owner],
      },
      spec: cronJob().spec?.jobTemplate?.spec,
    })
  })

  test('a dry run differs by one word', () => {
    const before = cronJob()
    const made = runFrom(before, 'dry-run', 'x')
    expect(made).toMatchObject({ spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } } })
    expect(run(operatorArgs, 'dry-run')).toEqual(operatorArgs.filter((word) => word !== '--confirm=true'))
    expect(before).toEqual(cronJob())
  })

  test.each<[string, string[], string[] | string]>([
    ['--confirm', ['prune', 'images', '--confirm', '--loglevel=1'], ['prune', 'images', '--loglevel=1']],
    ['--confirm true', ['prune', 'images', '--confirm', 'true'], ['prune', 'images']],
    ['--confirm=1', ['prune', 'images', '--confirm=1'], ['prune', 'images']],
    ['--confirm=false stays', ['prune', 'images', '--confirm=false'], ['prune', 'images', '--confirm=false']],
    ['several', ['prune', 'images', '--confirm=false', '--confirm'], ['prune', 'images', '--confirm=false']],
    ['nothing to drop', ['prune', 'images'], ['prune', 'images']],
    ['true elsewhere', ['prune', 'images', '--all', 'true'], ['prune', 'images', '--all', 'true']],
    ['a script of its own', ['-c', 'oc adm prune images --confirm=true'], 'notDry'],
    ['a script that adds it', ['-c', '"$@" --confirm', 'arg0', 'prune', 'images'], 'notDry'],
    ['another command', ['-c', 'sleep 1'], 'notDry'],
  ])('a dry run of %s', (_, args, expected) => expect(run(args, 'dry-run')).toEqual(expected))

  test('the command may be in `command` as well', () => {
    expect(run([], 'dry-run', ['oc', 'adm', 'prune', 'images', '--confirm'])).toBe('notDry')
    expect(run(['--confirm'], 'dry-run', ['oc', 'adm', 'prune', 'images'])).toEqual([])
  })

  test('a CronJob without a template makes none', () => {
    expect(runFrom({ metadata: { name: 'image-pruner' } }, 'run', 'x')).toEqual({ problem: 'noTemplate' })
  })
})

test('names are made up as Kubernetes does it', () => {
  expect(newRunName('run', () => 0)).toBe('image-pruner-manual-bbbbb')
  expect(newRunName('dry-run', () => 0.999)).toBe('image-pruner-dry-run-99999')
})

describe('runSettingsOf', () => {
  test('reads what the operator writes', () => {
    expect(runSettingsOf(template(operatorArgs))).toEqual({
      dryRun: false,
      keepTagRevisions: '3',
      keepYoungerThan: '60m',
      ignoreInvalidRefs: true,
      pruneRegistry: true,
      logLevel: '1',
      others: [],
    })
  })

  test.each([
    [
      'words after flags',
      ['--keep-tag-revisions', '5', '--loglevel', '4'],
      { keepTagRevisions: '5', logLevel: '4', others: [] },
    ],
    ['flags without values', ['--confirm', '--ignore-invalid-refs'], { dryRun: false, ignoreInvalidRefs: true }],
    ['the last of several', ['--confirm', '--confirm=false'], { dryRun: true }],
    ['what the operator does not set', ['--all=false', '-n', 'demo'], { others: ['--all=false', '-n', 'demo'] }],
    ['nothing', [], { dryRun: true, keepTagRevisions: undefined, ignoreInvalidRefs: false, pruneRegistry: true }],
    ['no registry', ['--prune-registry=false'], { pruneRegistry: false }],
  ])('reads %s', (_, words, expected) =>
    expect(runSettingsOf(template(['prune', 'images', ...words]))).toMatchObject(expected),
  )

  test('does not guess', () => {
    expect(runSettingsOf(template(['-c', 'oc adm prune images']))).toBeUndefined()
    expect(pruneArgsOf(undefined)).toBeUndefined()
  })
})

describe('isPrunerJob', () => {
  test.each<[string, Job, boolean]>([
    ['by its label', { metadata: { name: 'a', labels: { 'created-by': 'image-pruner' } } }, true],
    ['by its owner', { metadata: { name: 'a', ownerReferences: [owner] } }, true],
    ['by its container', job('a', { owned: false }), true],
    ['of another CronJob', { metadata: { name: 'a', ownerReferences: [{ ...owner, name: 'backup' }] } }, false],
    ['of anything', job('migrate', { owned: false, container: 'migrate' }), false],
  ])('%s', (_, candidate, expected) => expect(isPrunerJob(candidate)).toBe(expected))
})

const withAnnotation = (of: Job, name: string, value: string): Job => ({
  ...of,
  metadata: { ...of.metadata, annotations: { [name]: value } },
})

describe('triggerOf', () => {
  test.each<[string, Job, object]>([
    ['the schedule', job('image-pruner-29920320'), { by: 'schedule', at: '2026-11-21T00:00:00.000Z' }],
    ['a hand, through oc', job('image-pruner-29920320', { manual: true }), { by: 'hand' }],
    ['a hand, without an owner', job('mine', { owned: false }), { by: 'hand' }],
    ['a hand, that makes the CronJob its owner and says no more', job('image-pruner-x7k2m'), { by: 'hand' }],
    [
      'the schedule, in words of newer clusters',
      withAnnotation(job('image-pruner-x'), 'batch.kubernetes.io/cronjob-scheduled-timestamp', '2026-11-21T00:00:00Z'),
      { by: 'schedule', at: '2026-11-21T00:00:00Z' },
    ],
  ])('%s', (_, candidate, expected) => expect(triggerOf(candidate)).toEqual(expected))
})

describe('statusDoubtOf', () => {
  const good = job('image-pruner-29920320', { at: 0, end: 'Complete' })
  const bad = job('image-pruner-29920380', { at: 60, end: 'Failed' })
  const other = { owned: false, container: 'migrate', args: ['-c', 'true'] }
  const dry = { manual: true, args: operatorArgs.filter((word) => word !== '--confirm=true') }
  test.each<[string, Job[], object | undefined]>([
    ['no job', [], undefined],
    ['the last run went well', [good], undefined],
    ['the last run failed', [good, bad], undefined],
    [
      'another job failed',
      [good, job('migrate', { at: 90, end: 'Failed', ...other })],
      { kind: 'foreignFailure', job: { metadata: { name: 'migrate' } } },
    ],
    ['another job failed before', [job('migrate', { at: -5, end: 'Failed', ...other }), good], undefined],
    ['another job still goes', [good, job('migrate', { at: 90, ...other })], undefined],
    [
      'another job hides a failure',
      [good, bad, job('migrate', { at: 90, end: 'Complete', ...other })],
      {
        kind: 'hiddenFailure',
        job: { metadata: { name: 'migrate' } },
        failed: { metadata: { name: 'image-pruner-29920380' } },
      },
    ],
    [
      'a dry run hides a failure',
      [bad, job('dry', { at: 90, end: 'Complete', ...dry })],
      { kind: 'hiddenFailure', job: { metadata: { name: 'dry' } } },
    ],
    ['a run by hand makes up for it', [bad, job('mine', { at: 90, end: 'Complete', manual: true })], undefined],
    [
      'a run by hand failed',
      [good, job('mine', { at: 90, end: 'Failed', manual: true })],
      { kind: 'manualFailure', job: { metadata: { name: 'mine' } } },
    ],
  ])('%s', (_, jobs, expected) => {
    expect({ doubt: statusDoubtOf(jobs) }).toMatchObject({ doubt: expected })
  })
})
