import { expect, test } from 'vitest'
import type { ContainerStatus, Pod } from '../k8s/resources/pod.ts'
import { containerRun, hasContainer, mainContainerOf } from './logContainers.ts'

const pod = (spec: Pod['spec'], status?: Pod['status'], metadata: Partial<Pod['metadata']> = {}): Pod => ({
  metadata: { name: 'web', ...metadata },
  ...(spec && { spec }),
  ...(status && { status }),
})
const two = { containers: [{ name: 'app' }, { name: 'proxy' }], initContainers: [{ name: 'setup' }] }
const annotated = (name: string) => ({ annotations: { 'kubectl.kubernetes.io/default-container': name } })

test.each<[string, Pod, string]>([
  ['the only one', pod({ containers: [{ name: 'registry' }] }), 'registry'],
  ['the first', pod(two), 'app'],
  ['the annotated one', pod(two, undefined, annotated('proxy')), 'proxy'],
  ['the first when the annotated one is not there', pod(two, undefined, annotated('gone')), 'app'],
  ['unknown without a spec', pod(undefined), ''],
])('the main container is %s', (_, given, expected) => {
  expect(mainContainerOf(given)).toBe(expected)
})

test('containers that only begin a pod are containers of it', () => {
  expect(['app', 'setup', 'other'].map((name) => hasContainer(pod(two), name))).toEqual([true, true, false])
  expect(hasContainer(pod(undefined), 'any')).toBe(true)
})

const ended = (exitCode: number) => ({ terminated: { exitCode } })
const main = (status: ContainerStatus, phase = 'Running') => ({
  phase,
  containerStatuses: [{ name: 'app', ...status }],
})
const init = (status: ContainerStatus) => ({ phase: 'Pending', initContainerStatuses: [{ name: 'setup', ...status }] })
const deleted = { deletionTimestamp: '2026-11-20T00:00:00Z' }

test.each<[string, Pod, string, string]>([
  ['runs', pod(two, main({ state: { running: {} } })), 'app', 'running'],
  ['runs in a pod that is deleted', pod(two, main({ state: { running: {} } }), deleted), 'app', 'terminating'],
  ['is being made', pod(two, main({ state: { waiting: { reason: 'ContainerCreating' } } })), 'app', 'waiting'],
  ['has no status yet', pod(two, { phase: 'Pending' }), 'app', 'waiting'],
  ['is of a pod that cannot be read', pod(undefined), '', 'unknown'],
  ['crashes again and again', pod(two, main({ state: { waiting: {} }, lastState: ended(1) })), 'app', 'stopped'],
  ['has ended and comes again', pod(two, main({ state: ended(0) })), 'app', 'stopped'],
  [
    'has ended in a pod that never restarts',
    pod({ ...two, restartPolicy: 'Never' }, main({ state: ended(1) })),
    'app',
    'over',
  ],
  [
    'has failed and comes again',
    pod({ ...two, restartPolicy: 'OnFailure' }, main({ state: ended(1) })),
    'app',
    'stopped',
  ],
  ['has done its work', pod({ ...two, restartPolicy: 'OnFailure' }, main({ state: ended(0) })), 'app', 'over'],
  ['has ended with its pod', pod(two, main({ state: ended(137) }), deleted), 'app', 'over'],
  ['is of a pod that is done', pod(two, main({ state: ended(0) }, 'Succeeded')), 'app', 'over'],
  ['has begun its pod', pod(two, init({ state: ended(0) })), 'setup', 'over'],
  ['has failed to begin its pod', pod(two, init({ state: ended(1) })), 'setup', 'stopped'],
  [
    'goes on beside the others',
    pod({ containers: [], initContainers: [{ name: 'setup', restartPolicy: 'Always' }] }, init({ state: ended(0) })),
    'setup',
    'stopped',
  ],
])('a container that %s', (_, given, container, expected) => {
  expect(containerRun(given, container).state).toBe(expected)
})
