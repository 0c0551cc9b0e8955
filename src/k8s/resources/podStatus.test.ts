import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { componentOf } from './podComponent.ts'
import type { ContainerState, ContainerStatus, Pod } from './pod.ts'
import { podStatus, type PodSeverity, type PodStatus } from './podStatus.ts'

const at = '2026-11-21T00:32:47Z'
const running: ContainerState = { running: { startedAt: at } }
const waiting = (reason?: string): ContainerState => ({ waiting: { ...(reason && { reason }) } })
const ended = (exitCode: number, reason?: string, signal?: number): ContainerState => ({
  terminated: { exitCode, ...(reason && { reason }), ...(signal && { signal }), finishedAt: at },
})
const up: ContainerStatus = { name: 'main', state: running, ready: true, restartCount: 0 }

interface Case {
  phase?: string
  reason?: string
  main?: ContainerStatus[]
  init?: ContainerStatus[]
  /** Names of init containers that go on beside the others. */
  sidecars?: string[]
  /** How many init containers and containers there are, where more than have a status. */
  inits?: number
  mains?: number
  conditions?: NonNullable<NonNullable<Pod['status']>['conditions']>
  deleted?: boolean
}

function pod({ phase = 'Running', reason, main = [], init = [], sidecars = [], deleted, ...more }: Case): Pod {
  const named = (statuses: ContainerStatus[], count: number) =>
    Array.from({ length: Math.max(count, statuses.length) }, (_, index) => ({
      name: statuses[index]?.name ?? `c${index}`,
      ...(sidecars.includes(statuses[index]?.name ?? '') && { restartPolicy: 'Always' }),
    }))
  return {
    metadata: { name: 'a', ...(deleted && { deletionTimestamp: at }) },
    spec: { containers: named(main, more.mains ?? 1), initContainers: named(init, more.inits ?? 0) },
    status: {
      phase,
      ...(reason && { reason }),
      containerStatuses: main,
      initContainerStatuses: init,
      conditions: more.conditions ?? [],
    },
  }
}

const yes = (type: string) => ({ type, status: 'True' })

const cases: [string, Case, word: string, ready: string, PodSeverity][] = [
  ['runs', { main: [up] }, 'Running', '1/1', 'ok'],
  ['not ready yet', { main: [{ ...up, ready: false }] }, 'Running', '0/1', 'waiting'],
  ['one of two ready', { main: [up, { ...up, name: 'b', ready: false }] }, 'Running', '1/2', 'waiting'],
  ['not seen by a node', { phase: 'Pending' }, 'Pending', '0/1', 'waiting'],
  [
    'no node takes it',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] },
    'Pending',
    '0/1',
    'problem',
  ],
  [
    'held back from the scheduler',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
    'SchedulingGated',
    '0/1',
    'waiting',
  ],
  [
    'being made',
    { phase: 'Pending', main: [{ state: waiting('ContainerCreating') }] },
    'ContainerCreating',
    '0/1',
    'waiting',
  ],
  [
    'no image',
    { phase: 'Pending', main: [{ state: waiting('ImagePullBackOff') }] },
    'ImagePullBackOff',
    '0/1',
    'problem',
  ],
  ['crashes', { main: [{ state: waiting('CrashLoopBackOff') }] }, 'CrashLoopBackOff', '0/1', 'problem'],
  ['waits without a reason', { phase: 'Pending', main: [{ state: waiting() }] }, 'Pending', '0/1', 'waiting'],
  ['ended well', { phase: 'Succeeded', main: [{ state: ended(0, 'Completed') }] }, 'Completed', '0/1', 'done'],
  ['ended badly', { phase: 'Failed', main: [{ state: ended(1, 'Error') }] }, 'Error', '0/1', 'problem'],
  ['out of memory', { main: [{ state: ended(137, 'OOMKilled') }] }, 'OOMKilled', '0/1', 'problem'],
  ['no reason but a code', { phase: 'Failed', main: [{ state: ended(3) }] }, 'ExitCode:3', '0/1', 'problem'],
  [
    'no reason but a signal',
    { phase: 'Failed', main: [{ state: ended(137, undefined, 9) }] },
    'Signal:9',
    '0/1',
    'problem',
  ],
  [
    'the first container has the last word',
    { main: [{ state: waiting('CrashLoopBackOff') }, { state: ended(1, 'Error') }] },
    'CrashLoopBackOff',
    '0/2',
    'problem',
  ],
  [
    'one ended well, the other goes on',
    { main: [{ state: ended(0, 'Completed') }, up], conditions: [yes('Ready')] },
    'Running',
    '1/2',
    'waiting',
  ],
  ['the same, not ready', { main: [{ state: ended(0, 'Completed') }, up] }, 'NotReady', '1/2', 'waiting'],
  ['evicted', { phase: 'Failed', reason: 'Evicted' }, 'Evicted', '0/1', 'problem'],
  ['on its way out', { main: [up], deleted: true }, 'Terminating', '1/1', 'waiting'],
  ['its node is lost', { reason: 'NodeLost', main: [up], deleted: true }, 'Unknown', '1/1', 'problem'],
  [
    'ended and deleted',
    { phase: 'Succeeded', main: [{ state: ended(0, 'Completed') }], deleted: true },
    'Completed',
    '0/1',
    'done',
  ],
  ['initializing', { phase: 'Pending', init: [{ name: 'i', state: running }], inits: 2 }, 'Init:0/2', '0/1', 'waiting'],
  [
    'the second init container',
    {
      phase: 'Pending',
      init: [
        { name: 'i', state: ended(0, 'Completed') },
        { name: 'j', state: waiting('PodInitializing') },
      ],
    },
    'Init:1/2',
    '0/1',
    'waiting',
  ],
  [
    'init failed',
    { phase: 'Pending', init: [{ name: 'i', state: ended(1, 'Error') }] },
    'Init:Error',
    '0/1',
    'problem',
  ],
  [
    'init failed, no reason',
    { phase: 'Pending', init: [{ name: 'i', state: ended(2) }] },
    'Init:ExitCode:2',
    '0/1',
    'problem',
  ],
  [
    'init killed',
    { phase: 'Pending', init: [{ name: 'i', state: ended(143, undefined, 15) }] },
    'Init:Signal:15',
    '0/1',
    'problem',
  ],
  [
    'init crashes',
    { phase: 'Pending', init: [{ name: 'i', state: waiting('CrashLoopBackOff') }] },
    'Init:CrashLoopBackOff',
    '0/1',
    'problem',
  ],
  [
    'initialized',
    { phase: 'Pending', init: [{ name: 'i', state: ended(0) }], main: [{ state: waiting('PodInitializing') }] },
    'PodInitializing',
    '0/1',
    'waiting',
  ],
  [
    'a sidecar that has started',
    { init: [{ name: 's', state: running, started: true, ready: true }], sidecars: ['s'], main: [up] },
    'Running',
    '2/2',
    'ok',
  ],
  [
    'a sidecar that starts',
    { phase: 'Pending', init: [{ name: 's', state: running, started: false }], sidecars: ['s'] },
    'Init:0/1',
    '0/2',
    'waiting',
  ],
  [
    'a sidecar that crashes after the start',
    {
      init: [{ name: 's', state: waiting('CrashLoopBackOff') }],
      sidecars: ['s'],
      main: [up],
      conditions: [yes('Initialized')],
    },
    'Init:CrashLoopBackOff',
    '1/2',
    'problem',
  ],
]

test('nothing is known of a pod yet', () => {
  const { metadata, spec } = pod({})
  expect(podStatus({ metadata, ...(spec && { spec }) })).toMatchObject({ word: '', ready: '0/1', severity: 'waiting' })
})

test.each(cases)('status: %s', (_, given, word, ready, severity) => {
  expect(podStatus(pod(given))).toMatchObject({ word, ready, severity })
})

const was = (exitCode: number, reason: string | undefined, finishedAt: string) => ({
  terminated: { exitCode, ...(reason && { reason }), finishedAt },
})

const restarts: [string, Case, Partial<PodStatus>][] = [
  ['none', { main: [up] }, { restarts: 0 }],
  [
    'some, the last reason',
    { main: [{ ...up, restartCount: 3, lastState: was(137, 'OOMKilled', at) }] },
    { restarts: 3, lastRestart: at, lastReason: 'OOMKilled' },
  ],
  [
    'killed, and nobody says for what',
    { main: [{ ...up, restartCount: 1, lastState: was(137, 'Error', at) }] },
    { restarts: 1, lastRestart: at, lastReason: 'Error exit 137' },
  ],
  [
    'of two containers: both, the newest reason',
    {
      main: [
        { ...up, restartCount: 2, lastState: was(1, 'Error', '2026-11-20T00:00:00Z') },
        { ...up, restartCount: 1, lastState: was(2, undefined, at) },
      ],
    },
    { restarts: 3, lastRestart: at, lastReason: 'exit 2' },
  ],
  [
    'of init containers while they are at it',
    {
      phase: 'Pending',
      init: [{ name: 'i', state: waiting('CrashLoopBackOff'), restartCount: 4, lastState: was(1, 'Error', at) }],
    },
    { restarts: 4, lastReason: 'Error exit 1' },
  ],
  [
    'not those of init containers that are done',
    {
      init: [{ name: 'i', state: ended(0, 'Completed'), restartCount: 4, lastState: was(1, 'Error', at) }],
      main: [up],
    },
    { restarts: 0 },
  ],
  [
    'those of sidecars too',
    {
      init: [
        { name: 's', state: running, started: true, ready: true, restartCount: 2, lastState: was(1, 'Error', at) },
      ],
      sidecars: ['s'],
      main: [up],
    },
    { restarts: 2, lastReason: 'Error exit 1' },
  ],
]

test.each(restarts)('restarts: %s', (_, given, expected) => {
  const { restarts: count, lastRestart, lastReason } = podStatus(pod(given))
  expect({ restarts: count, ...(lastRestart && { lastRestart }), ...(lastReason && { lastReason }) }).toEqual(
    expect.objectContaining(expected),
  )
})

test('what a real API server prints', () => {
  const file = new URL('../../../mocks/data/recordings/06-pods-logs-access.json', import.meta.url)
  interface Recording {
    id: string
    response: { body: { items: Pod[]; rows: { cells: string[] }[] } }
  }
  const recordings = JSON.parse(readFileSync(file, 'utf8')) as Recording[] // as it was recorded
  const body = (id: string) => recordings.find((each) => each.id === id)?.response.body
  const pods = body('pods')?.items ?? []
  const printed = body('pods-table')?.rows.map(({ cells }) => cells.slice(0, 4))
  expect(printed?.length).toBeGreaterThan(4)
  expect(
    pods.map((each) => {
      const { word, ready, restarts: count } = podStatus(each)
      return [each.metadata.name, ready, word, String(count)]
    }),
  ).toEqual(printed)
  expect(pods.map(componentOf)).toEqual(['pruner', 'registry', 'registry', 'node CA', 'node CA'])
})
