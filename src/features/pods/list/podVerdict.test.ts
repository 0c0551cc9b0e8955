import { expect, test } from 'vitest'
import type { Event } from '../../../k8s/resources/event.ts'
import type { ContainerState, ContainerStatus, Pod } from '../../../k8s/resources/pod.ts'
import { exitWords } from './exitWords.ts'
import { podVerdict } from './podVerdict.ts'

const now = Date.parse('2026-11-21T01:00:00Z')
const hostile = '<img src=x onerror=alert(1)>'
const ready = [{ type: 'Ready', status: 'True' }]
const notReady = [{ type: 'Ready', status: 'False' }]
const ended = (exitCode: number, reason?: string, message?: string): NonNullable<ContainerState['terminated']> => ({
  exitCode,
  ...(reason && { reason }),
  ...(message && { message }),
})
const crashing = (last: ContainerState['terminated']): ContainerStatus => ({
  name: 'registry',
  restartCount: 4,
  state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } },
  lastState: { terminated: last ?? null },
})
const up: ContainerStatus = { name: 'registry', ready: true, restartCount: 0, state: { running: {} } }

function pod(status: Pod['status'], metadata: Partial<Pod['metadata']> = {}): Pod {
  return {
    metadata: { name: 'image-registry-1', uid: 'u', labels: { 'docker-registry': 'default' }, ...metadata },
    spec: { nodeName: 'worker-1', containers: [{ name: 'registry' }] },
    status: { phase: 'Running', ...status },
  }
}

interface Expected {
  status: string
  says: RegExp
  quote?: string
  step?: string
}

const cases: [string, Pod, Expected, Event[]?][] = [
  [
    'ready',
    pod({ containerStatuses: [up], conditions: ready }),
    { status: 'success', says: /ready and takes requests\. $/ },
  ],
  [
    'ready again after an end',
    pod({
      containerStatuses: [{ ...up, restartCount: 2, lastState: { terminated: ended(1, 'Error') } }],
      conditions: ready,
    }),
    {
      status: 'success',
      says: /started again 2 times, last after exit code 1: an error of its own/,
      step: 'View its last log',
    },
  ],
  [
    'ready again, and out of memory before',
    pod({
      containerStatuses: [{ ...up, restartCount: 2, lastState: { terminated: ended(137, 'OOMKilled') } }],
      conditions: ready,
    }),
    { status: 'warning', says: /more memory than it may have.*memory limit/, quote: 'OOMKilled', step: 'See settings' },
  ],
  [
    'ready again, and out of memory long ago',
    pod({
      containerStatuses: [
        {
          ...up,
          restartCount: 2,
          lastState: { terminated: { ...ended(137, 'OOMKilled'), finishedAt: '2026-11-19T00:00:00Z' } },
        },
      ],
      conditions: ready,
    }),
    { status: 'success', says: /last after OOMKilled/, step: 'View its last log' },
  ],
  [
    'crashes',
    pod({ containerStatuses: [crashing(ended(2, 'Error', `panic: ${hostile}`))], conditions: notReady }),
    {
      status: 'danger',
      says: /fails again and again.*exit code 2: a panic/,
      quote: `panic: ${hostile}`,
      step: 'View its last log',
    },
  ],
  [
    'crashes out of memory',
    pod({ containerStatuses: [crashing(ended(137, 'OOMKilled'))], conditions: notReady }),
    { status: 'danger', says: /more memory/, quote: 'OOMKilled', step: 'See settings' },
  ],
  [
    'no image',
    pod({
      phase: 'Pending',
      containerStatuses: [{ name: 'registry', state: { waiting: { reason: 'ImagePullBackOff', message: hostile } } }],
    }),
    { status: 'danger', says: /image cannot be pulled.*pull secret/, quote: hostile, step: 'See its events' },
  ],
  [
    'no node',
    pod({
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
      ],
    }),
    { status: 'danger', says: /no node takes it/, quote: '0/3 nodes are available' },
  ],
  [
    'its volume hangs on another node',
    pod({
      phase: 'Pending',
      containerStatuses: [{ name: 'registry', state: { waiting: { reason: 'ContainerCreating' } } }],
    }),
    {
      status: 'warning',
      says: /volume is held by a pod on another node/,
      quote: 'Multi-Attach error for volume',
      step: 'See storage',
    },
    [
      {
        metadata: { name: 'e' },
        type: 'Warning',
        reason: 'FailedAttachVolume',
        message: 'Multi-Attach error for volume',
        involvedObject: { kind: 'Pod', name: 'image-registry-1', uid: 'u' },
      },
    ],
  ],
  [
    'evicted for its disk',
    pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' }),
    {
      status: 'danger',
      says: /Its node put it out.*ran out of disk/,
      quote: 'The node was low on resource: ephemeral-storage.',
    },
  ],
  [
    'a run that failed',
    pod(
      {
        phase: 'Failed',
        containerStatuses: [{ name: 'image-pruner', state: { terminated: ended(1, 'Error', 'error: forbidden') } }],
      },
      { labels: {} },
    ),
    {
      status: 'danger',
      says: /ended with exit code 1.*Its log says why/,
      quote: 'error: forbidden',
      step: 'View logs',
    },
  ],
  [
    'a run that is done',
    pod({
      phase: 'Succeeded',
      containerStatuses: [{ name: 'image-pruner', state: { terminated: ended(0, 'Completed') } }],
    }),
    { status: 'success', says: /done its work/ },
  ],
  [
    'on its way out',
    pod({ containerStatuses: [up], conditions: ready }, { deletionTimestamp: '2026-11-21T01:00:40Z' }),
    { status: 'info', says: /being ended: requests under way have 40 s left/ },
  ],
  [
    'that has not ended in time',
    pod({ containerStatuses: [up], conditions: ready }, { deletionTimestamp: '2026-11-21T00:30:00Z' }),
    { status: 'warning', says: /should have ended 30 min ago.*worker-1/ },
  ],
  [
    'on a node that is lost',
    pod({ reason: 'NodeLost', containerStatuses: [up] }, { deletionTimestamp: '2026-11-21T00:59:59Z' }),
    { status: 'warning', says: /node worker-1 does not answer/ },
  ],
  [
    'starting',
    pod({ phase: 'Pending', containerStatuses: [{ state: { waiting: { reason: 'ContainerCreating' } } }] }),
    { status: 'info', says: /starting/ },
  ],
  [
    'of which nothing is known yet',
    { metadata: { name: 'image-registry-1' }, spec: { containers: [{ name: 'registry' }] } },
    { status: 'info', says: /starting/ },
  ],
]

test.each(cases)('how a pod is: %s', (_, given, { status, says, quote, step }, events = []) => {
  const verdict = podVerdict(given, events, now)
  expect(verdict.status).toBe(status)
  expect(`${verdict.sentence} ${verdict.why ?? ''}`).toMatch(says)
  expect(verdict.quote?.message).toBe(quote)
  const labels = verdict.steps.map(({ label }) => label)
  expect(step === undefined || labels.includes(step)).toBe(true)
})

test.each([
  [ended(0, 'Completed'), 'exit code 0: no error'],
  [ended(137, 'Error'), /exit code 137: killed \(SIGKILL\)/],
  [ended(137, 'OOMKilled'), /^OOMKilled, exit code 137: the kernel killed it/],
  [ended(143, 'Error'), /asked to end \(SIGTERM\)/],
  [ended(139), /SIGSEGV/],
  [ended(127, 'Error'), /not in the image/],
  [{ exitCode: 0, signal: 15 }, /^signal 15: asked to end/],
  [ended(42, 'Error'), 'exit code 42'],
  [ended(128, 'StartError'), /could not be started/],
])('how a container ended: %o', (given, expected) => {
  expect(exitWords(given)).toMatch(expected)
})
