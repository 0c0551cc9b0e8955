import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ContainerStatus, Pod } from '../../mocks/kinds/pod.ts'
import { testCluster } from '../../mocks/server/testCluster.ts'
import { createLocks, createStreams, type Streams } from '../k8s/streams.ts'
import { startTestApi, status, until, type TestApi } from '../k8s/testApi.ts'
import { createLogSession, type LogSession, type LogSessionOptions } from './logSession.ts'
import { createHolder, hurry, type Holder } from './logSessionTesting.ts'
import type { ReadTiming } from './readTiming.ts'

const namespace = 'openshift-image-registry'
const container = 'registry'
let cluster: ReturnType<typeof testCluster>['cluster']
let api: TestApi
let user: string
/** Answers instead of the cluster, or makes something else of its answer. */
let instead: (url: URL, answer: () => Promise<Response>) => Response | Promise<Response>
let holder: Holder
let session: LogSession
let streams: Streams

beforeEach(async () => {
  cluster = testCluster({ now: () => new Date('2026-11-21T12:00:00Z') }).cluster
  for (const pod of cluster.store.list('/pods', namespace)) cluster.store.remove('/pods', namespace, pod.metadata.name)
  api = await startTestApi()
  user = 'admin'
  instead = (_, answer) => answer()
  api.answer = (request, url) => {
    const headers = new Headers(request.headers)
    headers.set('Authorization', `Bearer ${user}`)
    return instead(url, () => cluster.handle(new Request(request, { headers })))
  }
  holder = createHolder()
  streams = createStreams(createLocks())
})
afterEach(() => {
  session.close()
  cluster.close()
  api.close()
})

const running: ContainerStatus = { name: container, ready: true, restartCount: 0, state: { running: {} } }

function putPod(name: string, containerStatus: Partial<ContainerStatus> = {}, more: Partial<Pod['status']> = {}): Pod {
  const pod: Pod = {
    metadata: { name, namespace, uid: `uid-${name}`, creationTimestamp: '2026-11-21T11:00:00Z' },
    spec: { nodeName: 'node-1', containers: [{ name: container }] },
    status: { phase: 'Running', containerStatuses: [{ ...running, ...containerStatus }], ...more },
  }
  return cluster.store.put('/pods', pod)
}

const begin = Date.parse('2026-11-21T11:00:00Z')
let clock = 0
/** Writes lines, of which several fall into the same second. */
function write(pod: string, ...texts: string[]): void {
  for (const text of texts) {
    const at = new Date(begin + Math.floor(clock++ * 0.3) * 1000).toISOString()
    cluster.logs.append(
      `${namespace}/${pod}`,
      container,
      text,
      at.replace('.000Z', `.${String(clock % 1000).padStart(3, '0')}000001Z`),
    )
  }
}

function restart(pod: string, restartCount: number): void {
  cluster.logs.restart(`${namespace}/${pod}`, container)
  putPod(pod, { restartCount, lastState: { terminated: { exitCode: 1 } } })
}

function begun(options: Partial<LogSessionOptions> = {}, timing: Partial<ReadTiming> = {}): LogSession {
  session = createLogSession({ namespace, follow: true, ...options }, holder.client, streams, { ...hurry, ...timing })
  show()
  return session
}
/** The session hears of the pods as they are. */
const show = () => session.setPods(cluster.store.list('/pods', namespace))
const states = () => Object.fromEntries(session.sources().map(({ pod, state }) => [pod, state]))
const linesOf = (pod: string) => holder.lines(session.sources().find((source) => source.pod === pod)?.id ?? -1)
const asked = () => api.asked.map((each) => each.replace(`GET /api/v1/namespaces/${namespace}/pods/`, ''))
const names = (count: number, prefix = 'line') => Array.from({ length: count }, (_, index) => `${prefix} ${index}`)

describe('what is read', () => {
  test('all pods, live; lines that are written later come', async () => {
    putPod('a')
    putPod('b')
    write('a', 'a1')
    write('b', 'b1')
    begun()
    await expect.poll(() => linesOf('a')).toEqual(['a1'])
    await expect.poll(() => linesOf('b')).toEqual(['b1'])
    expect(states()).toEqual({ a: 'live', b: 'live' })
    write('b', 'b2')
    await expect.poll(() => linesOf('b')).toEqual(['b1', 'b2'])
    expect(asked()).toEqual(['a', 'b'].map((pod) => `${pod}/log?container=registry&follow=true&timestamps=true`))
    expect(session.sources()[0]).toMatchObject({
      uid: 'uid-a',
      container,
      node: 'node-1',
      restarts: 0,
      previous: false,
    })
  })

  test.each<[string, Partial<LogSessionOptions>, RegExp]>([
    ['a tail', { tail: 2 }, /tailLines=2/],
    ['some seconds', { since: { seconds: 60 } }, /sinceSeconds=6[01]/],
    ['a moment', { since: { time: '2026-11-21T11:59:00Z' } }, /sinceTime=2026-11-21T11%3A59%3A00Z/],
  ])('%s', async (_, options, query) => {
    putPod('a')
    write('a', 'old 1', 'old 2', 'old 3')
    begun(options)
    await until(() => asked().length === 1 && states()['a'] === 'live')
    expect(asked()[0]).toMatch(query)
    await expect.poll(() => linesOf('a')).toEqual(options.tail ? ['old 2', 'old 3'] : [])
  })

  test('once, without following', async () => {
    putPod('a')
    write('a', 'a1')
    begun({ follow: false })
    await until(() => states()['a'] === 'ended')
    await expect.poll(() => linesOf('a')).toEqual(['a1'])
    expect(asked()).toEqual(['a/log?container=registry&timestamps=true'])
  })

  test('the instance before', async () => {
    putPod('a')
    write('a', 'before')
    restart('a', 1)
    write('a', 'after')
    begun({ previous: true })
    await until(() => states()['a'] === 'ended')
    await expect.poll(() => linesOf('a')).toEqual(['before'])
    expect(asked()).toEqual(['a/log?container=registry&previous=true&timestamps=true'])
  })

  test('that there is no instance before is said, and not asked again', async () => {
    putPod('a')
    begun({ previous: true })
    await until(() => states()['a'] === 'broken')
    expect(session.sources()[0]?.error?.message).toContain('previous terminated container "registry"')
    show()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(api.asked).toHaveLength(1)
  })
})

describe('streams', () => {
  test('two of five pods are followed, the others polled; two streams stay for watches', async () => {
    const pods = ['a', 'b', 'c', 'd', 'e']
    for (const pod of pods) {
      putPod(pod)
      write(pod, `${pod} 1`)
    }
    begun()
    await until(() => Object.values(states()).filter((state) => state === 'polled').length === 3)
    expect(Object.values(states()).filter((state) => state === 'live')).toHaveLength(2)
    expect([await streams.tryAcquire(), await streams.tryAcquire()].every(Boolean)).toBe(true)
    for (const pod of pods) write(pod, `${pod} 2`)
    for (const pod of pods) await expect.poll(() => linesOf(pod)).toEqual([`${pod} 1`, `${pod} 2`])
    // One that is polled takes the stream of one that goes.
    const live = Object.keys(states()).find((pod) => states()[pod] === 'live') ?? ''
    cluster.store.remove('/pods', namespace, live)
    show()
    await until(() => states()[live] === 'gone')
    await until(() => Object.values(states()).filter((state) => state === 'live').length === 2)
    expect(linesOf(live)).toEqual([`${live} 1`, `${live} 2`])
  })
})

describe('containers and pods that come and go', () => {
  test.each([2, 0])('nothing is lost when a container is started anew (%i free streams)', async (free) => {
    if (free === 0) await Promise.all([streams.tryAcquire({ leave: 2 }), streams.tryAcquire({ leave: 2 })])
    putPod('a')
    write('a', ...names(5, 'first'))
    // Nothing of the end of the first instance is seen.
    let cut = false
    instead = async (url, answer) =>
      cut && !url.searchParams.has('previous') ? status(500, 'InternalError', 'no') : answer()
    begun()
    await expect.poll(() => linesOf('a')).toEqual(names(5, 'first'))
    cut = true
    session.retry()
    await until(() => states()['a'] === 'broken')
    write('a', 'the last words')
    restart('a', 1)
    write('a', ...names(5, 'second'))
    cut = false
    // The pod's own news is later.
    await expect.poll(() => linesOf('a')).toEqual([...names(5, 'first'), 'the last words', ...names(5, 'second')])
    show()
    write('a', 'on')
    await expect.poll(() => linesOf('a')).toEqual([...names(5, 'first'), 'the last words', ...names(5, 'second'), 'on'])
    expect(session.sources()[0]).toMatchObject({ restarts: 1 })
  })

  test('a new instance that says nothing yet does not hide the last words of the one before', async () => {
    putPod('a')
    write('a', 'one')
    begun({}, { seamMs: 25 })
    await expect.poll(() => linesOf('a')).toEqual(['one'])
    restart('a', 1)
    await until(() => asked().some((each) => each.includes('previous=true')))
    write('a', 'two')
    await expect.poll(() => linesOf('a')).toEqual(['one', 'two'])
  })

  test('what an instance wrote that was never read comes first', async () => {
    putPod('a')
    begun()
    await until(() => states()['a'] === 'live')
    instead = (_, answer) => (api.asked.length < 6 ? status(503, 'ServiceUnavailable', 'no') : answer())
    write('a', 'one')
    restart('a', 1)
    show()
    write('a', 'two')
    await expect.poll(() => linesOf('a')).toEqual(['one', 'two'])
  })

  test('a container that crashes is waited for, and not asked without end', async () => {
    putPod('a')
    write('a', 'boom')
    begun()
    await expect.poll(() => linesOf('a')).toEqual(['boom'])
    putPod('a', { state: { waiting: { reason: 'CrashLoopBackOff' } }, lastState: { terminated: { exitCode: 1 } } })
    show()
    await until(() => states()['a'] === 'waiting')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(api.asked.length).toBeLessThan(25)
    expect(linesOf('a')).toEqual(['boom'])
    restart('a', 1)
    write('a', 'again')
    show()
    await expect.poll(() => linesOf('a')).toEqual(['boom', 'again'])
    await until(() => states()['a'] === 'live')
  })

  test('one that has not started is waited for', async () => {
    putPod('a', { state: { waiting: { reason: 'ContainerCreating' } } })
    begun()
    await until(() => states()['a'] === 'waiting' && session.sources()[0]?.error !== undefined)
    expect(session.sources()[0]?.error?.message).toContain('waiting to start: ContainerCreating')
    putPod('a')
    write('a', 'hello')
    show()
    await expect.poll(() => linesOf('a')).toEqual(['hello'])
    expect(states()).toEqual({ a: 'live' })
    expect(session.sources()[0]?.error).toBeUndefined()
  })

  test('a rollout: new pods join, old ones stay with their lines', async () => {
    putPod('a')
    write('a', 'a1')
    begun()
    await expect.poll(() => linesOf('a')).toEqual(['a1'])
    putPod('b', { state: { waiting: { reason: 'ContainerCreating' } } })
    show()
    write('a', 'server shutdown, bye.')
    await expect.poll(() => linesOf('a')).toEqual(['a1', 'server shutdown, bye.'])
    cluster.store.remove('/pods', namespace, 'a')
    putPod('b')
    write('b', 'b1')
    show()
    await expect.poll(() => linesOf('b')).toEqual(['b1'])
    await until(() => states()['a'] === 'gone')
    expect(linesOf('a')).toEqual(['a1', 'server shutdown, bye.'])
    expect(session.sources().map(({ id }) => id)).toEqual([0, 1])
  })

  test('a pod that is done is read to its end', async () => {
    putPod('a', { state: { terminated: { exitCode: 0 } } }, { phase: 'Succeeded' })
    write('a', 'done')
    begun()
    await until(() => states()['a'] === 'ended')
    await expect.poll(() => linesOf('a')).toEqual(['done'])
    expect(asked()).toEqual(['a/log?container=registry&timestamps=true'])
  })

  test('a pod of the same name is another', async () => {
    putPod('a')
    write('a', 'a1')
    begun()
    await expect.poll(() => linesOf('a')).toEqual(['a1'])
    const again = putPod('a')
    cluster.store.put('/pods', { ...again, metadata: { ...again.metadata, uid: 'another' } })
    show()
    await until(() => session.sources().length === 2 && session.sources()[0]?.state === 'gone')
    expect(holder.lines(0)).toEqual(['a1'])
  })
})

test('logs that are forbidden are asked for once', async () => {
  user = 'dev'
  putPod('a')
  begun()
  await until(() => states()['a'] === 'forbidden')
  expect(session.sources()[0]?.error?.message).toContain('cannot get resource "pods/log"')
  show()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(api.asked).toHaveLength(1)
  user = 'admin'
  write('a', 'a1')
  session.retry(0)
  await expect.poll(() => linesOf('a')).toEqual(['a1'])
})
