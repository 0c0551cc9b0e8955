import { expect, test } from 'vitest'
import { podStatusText, type ContainerStatus, type Pod } from './pod.ts'

const waiting = (reason: string): ContainerStatus => ({ name: 'main', state: { waiting: { reason } } })
const running = (ready = true): ContainerStatus => ({ name: 'main', ready, state: { running: {} } })
const ended = (exitCode: number, more: { reason?: string; signal?: number } = {}): ContainerStatus => ({
  name: 'main',
  state: { terminated: { exitCode, ...more } },
})
const ready = [{ type: 'Ready', status: 'True' }]
const main = (...containerStatuses: ContainerStatus[]) => ({ phase: 'Running', containerStatuses })
const init = (...initContainerStatuses: ContainerStatus[]) => ({ phase: 'Pending', initContainerStatuses })
const spec = { initContainers: [{ name: 'a' }, { name: 'b' }] }

test.each<[word: string, status: Pod['status'], more?: Partial<Pod>]>([
  ['Pending', { phase: 'Pending' }],
  ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
  ['Running', main(running())],
  ['ImagePullBackOff', main(running(), waiting('ImagePullBackOff'))],
  ['CrashLoopBackOff', main(waiting('CrashLoopBackOff'), running())],
  ['OOMKilled', main(ended(137, { reason: 'OOMKilled' }))],
  ['Signal:9', main(ended(137, { signal: 9 }))],
  ['ExitCode:3', main(ended(3))],
  ['Running', { ...main(ended(0, { reason: 'Completed' }), running()), conditions: ready }],
  ['NotReady', main(ended(0, { reason: 'Completed' }), running())],
  ['Init:0/2', init(waiting('PodInitializing'), waiting('PodInitializing')), { spec }],
  ['Init:1/2', init(ended(0), running()), { spec }],
  ['Init:CrashLoopBackOff', init(ended(0), waiting('CrashLoopBackOff')), { spec }],
  ['Init:Error', init(ended(1, { reason: 'Error' })), { spec }],
  ['Init:ExitCode:2', init(ended(2)), { spec }],
  ['PodInitializing', { ...init(ended(0), ended(0)), containerStatuses: [waiting('PodInitializing')] }, { spec }],
  ['Terminating', main(running()), { metadata: { name: 'x', deletionTimestamp: '2026-11-21T00:00:00Z' } }],
  ['Unknown', { reason: 'NodeLost' }, { metadata: { name: 'x', deletionTimestamp: '2026-11-21T00:00:00Z' } }],
])('a pod is shown as %s', (word, status, more = {}) => {
  expect(podStatusText({ metadata: { name: 'x' }, ...more, ...(status && { status }) })).toBe(word)
})
