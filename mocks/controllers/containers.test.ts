import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds/pod.ts'
import { Clock } from '../server/clock.ts'
import { testCluster } from '../server/testCluster.ts'
import type { Crash } from './containers.ts'

const NAMESPACE = 'openshift-image-registry'
const NAME = 'image-registry-56cd4786f4-qkd54'
const id = `${NAMESPACE}/${NAME}`
const POD = `/api/v1/namespaces/${NAMESPACE}/pods/${NAME}`

interface Event {
  reason: string
  message: string
  count: number
}

function container() {
  const clock = Clock.still('2026-11-21T08:00:00Z')
  const made = testCluster({ clock, logs: { registry: 'first words\n' } })
  const crash = async (how: Partial<Crash>) =>
    made.ask('/__mock__/crash', { method: 'POST', body: { pod: id, ...how } })
  const pod = async () => made.read<Pod>(POD)
  const status = async () => (await pod()).status?.containerStatuses?.[0]
  const log = async (query = '') => (await made.ask(`${POD}/log${query}`)).text()
  const events = async () => {
    const { items } = await made.read<{ items: Event[] }>(
      `/api/v1/namespaces/${NAMESPACE}/events?fieldSelector=involvedObject.name%3D${NAME}`,
    )
    return items.map(({ reason, count }) => `${reason} ${count}`)
  }
  return { ...made, clock, crash, pod, status, log, events }
}

describe('a container that ends', () => {
  test('is started again at once the first time, with what became of it', async () => {
    const { crash, status, clock, log, pod, events } = container()
    await crash({ reason: 'OOMKilled', lines: ['last words'] })
    expect(await status()).toMatchObject({
      ready: false,
      state: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
    })
    expect((await pod()).status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'False',
      message: 'containers with unready status: [registry]',
    })
    clock.advance(500)
    expect(await status()).toMatchObject({
      restartCount: 1,
      ready: false,
      state: { running: {} },
      lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
    })
    expect(await log('?previous=true')).toBe('first words\nlast words\n')
    expect(await log()).toBe('')
    clock.advance(3000)
    expect(await status()).toMatchObject({ ready: true })
    expect((await pod()).status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({ status: 'True' })
    expect(await events()).toEqual(expect.arrayContaining(['Started 1', 'Created 1']))
  })

  test('waits longer each time, and is counted', async () => {
    const { crash, status, clock, events } = container()
    await crash({ times: 3, lines: ['panic: no'] })
    clock.advance(1500)
    expect(await status()).toMatchObject({
      restartCount: 1,
      state: { waiting: { reason: 'CrashLoopBackOff', message: expect.stringContaining('back-off 10s restarting') } },
      lastState: { terminated: { reason: 'Error', exitCode: 1 } },
    })
    clock.advance(3200)
    expect(await status()).toMatchObject({
      restartCount: 2,
      state: { waiting: { message: expect.stringContaining('back-off 20s restarting') } },
    })
    expect(await events()).toContain('BackOff 3')
    clock.advance(20_000)
    expect(await status()).toMatchObject({ restartCount: 3, ready: true })
  })

  test('may stay so', async () => {
    const { crash, status, clock, log } = container()
    await crash({ stay: true, exitCode: 2, lines: ['fatal'] })
    clock.advance(60_000)
    expect(await status()).toMatchObject({
      restartCount: 0,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 2 } },
    })
    expect(await log()).toBe('first words\nfatal\n')
  })

  test('sends its followers away', async () => {
    const { crash, ask, clock } = container()
    const answer = await ask(`${POD}/log?follow=true&tailLines=0`)
    await crash({ lines: ['last words'] })
    clock.advance(5000)
    expect(await answer.text()).toBe('last words\n')
  })
})

test('a pod that takes its time is seen going, and says its last words at once', async () => {
  const clock = Clock.still('2026-11-21T08:00:00Z')
  const { ask, read } = testCluster({ clock, logs: { registry: 'first words\n' } })
  await ask('/__mock__/pod-end', { method: 'POST', body: { seconds: 5 } })
  const answer = await ask(`${POD}/log?follow=true&tailLines=0`)
  await ask(POD, { method: 'DELETE' })
  expect(await read<Pod>(POD)).toHaveProperty('metadata.deletionTimestamp')
  expect(await (await ask(`${POD}/log?tailLines=1`)).text()).toContain('server shutdown, bye.')
  clock.advance(6000)
  expect((await ask(POD)).status).toBe(404)
  expect(await answer.text()).toContain('server shutdown, bye.')
  // By force it goes at once.
  const other = POD.replace(NAME, 'image-registry-56cd4786f4-zs728')
  await ask(`${other}?gracePeriodSeconds=0`, { method: 'DELETE' })
  expect((await ask(other)).status).toBe(404)
})
