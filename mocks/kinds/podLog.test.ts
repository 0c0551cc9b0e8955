import { describe, expect, test } from 'vitest'
import { BulkLog } from '../server/bulkLog.ts'
import { testCluster } from '../server/testCluster.ts'
import type { ContainerStatus, Pod } from './pod.ts'

const NAMESPACE = 'openshift-image-registry'
const NAME = 'image-registry-56cd4786f4-qkd54'
const POD = `/api/v1/namespaces/${NAMESPACE}/pods/${NAME}`
const id = `${NAMESPACE}/${NAME}`
const logs = { registry: 'time="2026-11-21T00:00:01Z" one\ntime="2026-11-21T00:00:02.5Z" two\nthree wíthout a time\n' }
const one = 'time="2026-11-21T00:00:01Z" one\n'
const two = 'time="2026-11-21T00:00:02.5Z" two\n'
const three = 'three wíthout a time\n'

/** A cluster with a changed pod. */
function withPod(change: (pod: Pod) => Pod) {
  const made = testCluster({ logs })
  const pod: Pod | undefined = made.cluster.store.get('/pods', NAMESPACE, NAME)
  if (!pod) throw new Error('no pod')
  made.cluster.store.put('/pods', change(pod))
  return {
    ...made,
    message: async (query = '') => (await made.read<{ message: string }>(`${POD}/log${query}`)).message,
  }
}

const withStatus = (status: Partial<ContainerStatus>) =>
  withPod((pod) => ({
    ...pod,
    status: {
      ...pod.status,
      containerStatuses: [{ ...pod.status?.containerStatuses?.[0], name: 'registry', ...status }],
    },
  }))

test.each([
  ['', one + two + three],
  ['tailLines=1', three],
  ['tailLines=0', ''],
  ['tailLines=9', one + two + three],
  ['tailLines=1&timestamps=true', `2026-11-21T00:00:02.500000000Z ${three}`],
  ['tailLines=1&timestamps=1&previous=false&follow=0', `2026-11-21T00:00:02.500000000Z ${three}`],
  ['limitBytes=6', 'time="'],
  // A character of two bytes is cut in the middle, as bytes are what is counted.
  ['limitBytes=8&tailLines=1', 'three w\ufffd'],
  ['limitBytes=35&timestamps=true', `2026-11-21T00:00:01.000000000Z time`],
  ['sinceTime=2026-11-21T00:00:02Z&container=registry', two + three],
  // Cut to whole seconds.
  ['sinceTime=2026-11-21T00:00:02.900Z', two + three],
  ['sinceTime=2026-11-21T01:00:02%2B01:00&tailLines=1', three],
  ['sinceTime=2026-11-21T00:00:03Z', ''],
])('a log with %s', async (query, text) => {
  const { ask } = testCluster({ logs })
  expect(await (await ask(`${POD}/log?${query}`)).text()).toBe(text)
})

test('sinceSeconds counts from the time of the cluster', async () => {
  const { ask } = testCluster({ logs, now: () => new Date('2026-11-21T00:00:04Z') })
  expect(await (await ask(`${POD}/log?sinceSeconds=2`)).text()).toBe(two + three)
})

test.each([
  ['tailLines=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
  ['limitBytes=0', 422, `PodLogOptions "${NAME}" is invalid: limitBytes: Invalid value: 0: must be greater than 0`],
  [
    'sinceSeconds=1&sinceTime=2026-11-21T00:00:00Z',
    422,
    `PodLogOptions "${NAME}" is invalid: : Forbidden: at most one of \`sinceTime\` or \`sinceSeconds\` may be specified`,
  ],
  [
    'sinceTime=yesterday',
    400,
    'parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006"',
  ],
  ['previous=true', 400, `previous terminated container "registry" in pod "${NAME}" not found`],
])('%s is refused', async (query, status, message) => {
  const { ask } = testCluster({ logs })
  const answer = await ask(`${POD}/log?${query}`)
  expect([answer.status, await answer.json()]).toMatchObject([status, { message }])
})

describe('containers', () => {
  test.each([
    ['ContainerCreating', 'ContainerCreating'],
    ['ErrImagePull', "image can't be pulled"],
    ['ImagePullBackOff', 'trying and failing to pull image'],
  ])('one that waits for %s has no log', async (reason, why) => {
    const { message } = withStatus({ state: { waiting: { reason } } })
    expect(await message()).toBe(`container "registry" in pod "${NAME}" is waiting to start: ${why}`)
  })

  test('one that waits to be started again shows the log of its last instance', async () => {
    const terminated = { exitCode: 137, reason: 'OOMKilled' }
    const { ask } = withStatus({ state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated } })
    expect(await (await ask(`${POD}/log`)).text()).toBe(one + two + three)
    expect(await (await ask(`${POD}/log?previous=true`)).text()).toBe(one + two + three)
  })

  test('of several one must be named, of one and its init containers need not', async () => {
    const init = [{ name: 'first' }]
    const single = withPod((pod) => ({ ...pod, spec: { ...pod.spec, initContainers: init } }))
    expect(await (await single.ask(`${POD}/log`)).text()).toBe(one + two + three)
    expect(await single.message('?container=first')).toBe(`container "first" in pod "${NAME}" is not available`)
    const containers = [{ name: 'registry' }, { name: 'proxy' }]
    const { message } = withPod((pod) => ({ ...pod, spec: { ...pod.spec, containers, initContainers: init } }))
    expect(await message()).toBe(
      `a container name must be specified for pod ${NAME}, choose one of: [registry proxy] or one of the init containers: [first]`,
    )
  })

  test('a pod on no node has nothing to say', async () => {
    const { ask } = withPod(({ spec, ...pod }) => ({ ...pod, spec: { containers: spec?.containers ?? [] } }))
    expect((await ask(`${POD}/log`)).status).toBe(204)
  })
})

describe('following', () => {
  test('shows each line as it is written, and ends with the pod and its log', async () => {
    const { cluster, ask } = testCluster({ logs })
    const answer = await ask(`${POD}/log?follow=true&tailLines=1`)
    cluster.logs.append(id, 'registry', 'four')
    await ask(POD, { method: 'DELETE' })
    const end = ['shutting down image registry server', 'server shutdown, bye.']
    const [last, ...lines] = (await answer.text()).split('\n').slice(1)
    expect([last, ...lines.map((line) => /msg="(.*?)"/.exec(line)?.[1])]).toEqual(['four', ...end, undefined])
    expect((await ask(`${POD}/log`)).status).toBe(404)
  })

  test('goes on until the limit, counted over all that follows', async () => {
    const { cluster, ask } = testCluster({ logs })
    const answer = await ask(`${POD}/log?follow=true&tailLines=0&limitBytes=7`)
    cluster.logs.append(id, 'registry', 'four')
    cluster.logs.append(id, 'registry', 'five')
    expect(await answer.text()).toBe('four\nfi')
  })

  test('ends when the container does, and the next instance has a log of its own', async () => {
    const { cluster, ask } = testCluster({ logs })
    const { store } = cluster
    const answer = await ask(`${POD}/log?follow=true&tailLines=0`)
    cluster.logs.append(id, 'registry', 'last words')
    const pod: Pod = store.get('/pods', NAMESPACE, NAME) ?? { metadata: { name: '' } }
    const lastState = { terminated: { exitCode: 2, reason: 'Error' } }
    const containerStatuses = [{ name: 'registry', restartCount: 1, state: { running: {} }, lastState }]
    store.put('/pods', { ...pod, status: { ...pod.status, containerStatuses } } as Pod)
    cluster.logs.restart(id, 'registry')
    expect(await answer.text()).toBe('last words\n')
    cluster.logs.append(id, 'registry', 'first words')
    expect(await (await ask(`${POD}/log`)).text()).toBe('first words\n')
    expect(await (await ask(`${POD}/log?previous=true`)).text()).toBe(`${one}${two}${three}last words\n`)
  })
})

describe('a big log', () => {
  test('has numbered lines of one width', async () => {
    const { ask } = testCluster()
    await ask('/__mock__/log', { method: 'POST', body: { pod: id, lines: 30_000, width: 300 } })
    const lines = (await (await ask(`${POD}/log`)).text()).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => Number(/ line=(\d+)/.exec(line)?.[1]))).toEqual(lines.map((_, i) => i))
    expect(new Set(lines.map((line) => new TextEncoder().encode(line).length))).toEqual(new Set([300]))
    const stamped = await (await ask(`${POD}/log?tailLines=2&timestamps=true`)).text()
    expect(stamped).toMatch(/^(\S+Z) time="\1" .* line=000029998.*\n(\S+Z) time="\2" .* line=000029999 *\n$/)
  })

  test('grows, and is followed without loss', async () => {
    const { cluster, ask } = testCluster()
    const body = { pod: id, lines: 10, rate: 2000, seconds: 0.2 }
    await ask('/__mock__/log', { method: 'POST', body })
    const answer = await ask(`${POD}/log?follow=true`)
    const written = cluster.logs.written(id, 'registry')
    await expect.poll(() => written instanceof BulkLog && written.grows).toBe(false)
    // The followers see the end a moment later.
    await new Promise((resolve) => void cluster.clock.later(() => resolve(undefined), 50))
    await ask(POD, { method: 'DELETE' })
    const numbers = [...(await answer.text()).matchAll(/ line=(\d+)/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 410 }, (_, i) => i))
  })
})

test('of a log that has been rotated, the newest lines are there', async () => {
  const { cluster, ask } = testCluster({ logs: { registry: '' } })
  const answer = await ask(`${POD}/log?follow=true`)
  const time = '2026-11-21T00:00:00Z'
  const lines = Array.from({ length: 105_000 }, (_, i) => ({ time, text: String(i) }))
  cluster.logs.write(id, 'registry', lines)
  expect((await (await ask(`${POD}/log`)).text()).startsWith('10000\n10001\n')).toBe(true)
  expect(await (await ask(`${POD}/log?tailLines=2`)).text()).toBe('104998\n104999\n')
  cluster.logs.append(id, 'registry', 'new')
  await ask(POD, { method: 'DELETE' })
  expect((await answer.text()).split('\n').slice(-5, -3)).toEqual(['104999', 'new'])
})

test('a log may be any bytes', async () => {
  const { ask } = testCluster({ now: () => new Date('2026-11-21T00:00:00Z') })
  const bytes = Uint8Array.of(0xff, 0, 10, 13, 10, 0xc3)
  const base64 = btoa(String.fromCharCode(...bytes))
  await ask('/__mock__/log', { method: 'POST', body: { pod: id, base64 } })
  expect(new Uint8Array(await (await ask(`${POD}/log`)).arrayBuffer())).toEqual(bytes)
  const stamped = new Uint8Array(await (await ask(`${POD}/log?timestamps=true&tailLines=2`)).arrayBuffer())
  const stamp = [...new TextEncoder().encode('2026-11-21T00:00:00.000000000Z ')]
  expect([...stamped]).toEqual([...stamp, 13, 10, ...stamp, 0xc3])
})
