import { setupServer } from 'msw/node'
import { http, HttpResponse } from 'msw'
import { expect, onTestFinished, test } from 'vitest'
import { setApiRoot } from '../../../k8s/apiRoot.ts'
import type { Pod } from '../../../k8s/resources/pod.ts'
import { createPodRestart, restartable } from './podRestart.ts'

const pod = (name: string, ready = true, more: Partial<Pod> = {}): Pod => ({
  metadata: { name, namespace: 'openshift-image-registry', uid: name, ...more.metadata },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }], ...more.status },
})

/** Pods in a list that tells of its changes, and a server whose evictions `onEvict` answers. */
function restartOf(initial: Pod[], onEvict: (name: string) => Response | undefined, timing = {}) {
  let pods = initial
  const listeners = new Set<() => void>()
  const set = (next: Pod[]) => {
    pods = next
    for (const listener of listeners) listener()
  }
  const server = setupServer(
    http.post(
      '*/eviction',
      ({ request }) => onEvict(/pods\/([^/]+)\//.exec(request.url)?.[1] ?? '') ?? HttpResponse.json({}),
    ),
  )
  server.listen()
  setApiRoot('http://api.test/')
  onTestFinished(() => {
    setApiRoot(undefined)
    server.close()
  })
  const restarter = createPodRestart({
    pods: () => pods,
    onPods: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    retryMs: 1,
    ...timing,
  })
  return { restarter, set, pods: () => pods, kinds: () => [...restarter.get().steps.values()].map(({ kind }) => kind) }
}

test('pods that do not run well go first; those that go or have ended are left out', () => {
  const pods = [
    pod('good'),
    pod('going', true, { metadata: { name: 'going', deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    pod('ended', false, { status: { phase: 'Failed' } }),
    pod('bad', false),
  ]
  expect(restartable(pods).map(({ metadata }) => metadata.name)).toEqual(['bad', 'good'])
})

test('a replacement that never becomes Ready ends the restart, and says why; going on waits for it and evicts no other twice', async () => {
  const evicted: string[] = []
  const cluster = restartOf(
    [pod('a'), pod('b')],
    (name) => {
      evicted.push(name)
      const waiting = { state: { waiting: { reason: 'CreateContainerError', message: 'no volume' } } }
      cluster.set([
        ...cluster.pods().filter(({ metadata }) => metadata.name !== name),
        pod(`${name}2`, name === 'b', {
          status: {
            containerStatuses: [waiting],
            conditions: [{ type: 'Ready', status: name === 'b' ? 'True' : 'False' }],
          },
        }),
      ])
      return undefined
    },
    { patienceMs: 30 },
  )
  const troubles: string[] = []
  cluster.restarter.subscribe(() => {
    for (const step of cluster.restarter.get().steps.values())
      if (step.kind === 'replacing' && step.trouble) troubles.push(step.trouble.reason)
  })
  expect((await cluster.restarter.run()).phase).toBe('failed')
  expect(troubles).toContain('CreateContainerError')
  expect(cluster.restarter.get().steps.get('a')).toMatchObject({ kind: 'failed', evicted: true })
  expect(evicted).toEqual(['a'])
  cluster.set(cluster.pods().map((each) => (each.metadata.name === 'a2' ? pod('a2') : each)))
  expect((await cluster.restarter.run()).phase).toBe('done')
  expect(evicted).toEqual(['a', 'b'])
})

test('a pod whose name another one has by now is gone', async () => {
  const message = 'Precondition failed: UID in precondition: a, UID in object meta: other'
  const cluster = restartOf([pod('a')], () =>
    HttpResponse.json({ kind: 'Status', status: 'Failure', reason: 'Conflict', code: 409, message }, { status: 409 }),
  )
  expect(await cluster.restarter.run()).toMatchObject({ phase: 'done' })
  expect(cluster.kinds()).toEqual(['gone'])
})

test('the budget is asked again until it permits', async () => {
  let tries = 0
  const cluster = restartOf([pod('a')], (name) => {
    if (++tries < 4) return HttpResponse.json({ kind: 'Status', code: 429, message: 'budget' }, { status: 429 })
    cluster.set([pod(`${name}2`)])
    return undefined
  })
  expect((await cluster.restarter.run()).phase).toBe('done')
  expect(tries).toBe(4)
})

test('an answer that is lost ends the restart: whether the pod goes is seen by its replacement', async () => {
  const cluster = restartOf([pod('a'), pod('b')], () => HttpResponse.error())
  expect((await cluster.restarter.run()).phase).toBe('failed')
  expect(cluster.kinds()).toEqual(['failed', 'waiting'])
  expect(cluster.restarter.get().steps.get('a')).toMatchObject({ error: { code: 0 } })
})

test('stopping evicts no further pod', async () => {
  const evicted: string[] = []
  const cluster = restartOf([pod('a'), pod('b')], (name) => {
    evicted.push(name)
    cluster.restarter.stop()
    cluster.set([pod('a2'), pod('b')])
    return undefined
  })
  expect((await cluster.restarter.run()).phase).not.toBe('done')
  expect(evicted).toEqual(['a'])
})
