import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocks, createStreams } from '../k8s/streams.ts'
import { startTestApi, status, until, type TestApi } from '../k8s/testApi.ts'
import { createLogSession } from './logSession.ts'
import { createHolder, hurry } from './logSessionTesting.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

interface Line {
  /** In µs. */
  time: number
  text: string
}

/** How an answer fares: whole, broken off by an error, ended too early as if it were whole, refused. */
interface Fate {
  kind: 'whole' | 'cut' | 'end' | 'refused'
  at: number
  piece: number
}

const stampOf = (time: number) =>
  new Date(Math.floor(time / 1e6) * 1000).toISOString().replace('.000Z', `.${String(time % 1e6).padStart(6, '0')}789Z`)

/** A container on a node: what its present instance has written, and the one before. */
class Container {
  instances: Line[][] = [[]]
  time = Date.UTC(2026, 10, 20) * 1000
  readonly fates: Fate[]
  readonly followers = new Set<() => void>()

  constructor(fates: readonly Fate[]) {
    this.fates = [...fates]
  }

  write(lines: readonly { after: number; text: string }[]): void {
    for (const { after, text } of lines) this.instances.at(-1)?.push({ time: (this.time += after), text })
    this.tell()
  }

  restart(): void {
    this.instances.push([])
    this.time += 1000
    this.tell()
  }

  tell(): void {
    for (const follower of this.followers) follower()
  }

  answer(url: URL): Response {
    const previous = url.searchParams.has('previous')
    const { kind, at, piece } = this.fates.shift() ?? { kind: 'whole', at: 0, piece: 1000 }
    if (kind === 'refused') return status(500, 'InternalError', 'not now')
    const lines = this.instances.at(previous ? -2 : -1)
    if (!lines || (previous && this.instances.length < 2))
      return status(400, 'BadRequest', 'previous terminated container not found')
    const since = Date.parse(url.searchParams.get('sinceTime') ?? '1970-01-01T00:00:00Z') * 1000
    const follow = url.searchParams.has('follow')
    // Nothing tells the end of a finished log that was cut politely.
    const cuts = kind === 'cut' || (kind === 'end' && !previous)
    return new Response(
      this.#body(lines, { since, follow, left: cuts ? at : Infinity, piece, breaks: kind === 'cut' }),
      {
        headers: { 'Content-Type': 'text/plain' },
      },
    )
  }

  #body(lines: Line[], how: { since: number; follow: boolean; left: number; piece: number; breaks: boolean }) {
    let { left } = how
    let next = 0
    let stop = () => {}
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        const send = () => {
          for (; next < lines.length && left > 0; next++) {
            const { time, text } = lines[next] ?? { time: 0, text: '' }
            if (time < how.since) continue
            const bytes = new TextEncoder().encode(`${stampOf(time)} ${text}\n`).subarray(0, left)
            left -= bytes.length
            for (let from = 0; from < bytes.length; from += how.piece)
              controller.enqueue(bytes.slice(from, from + how.piece))
          }
          if (left > 0 && how.follow && lines === this.instances.at(-1)) return
          stop()
          if (left <= 0 && how.breaks) controller.error(new Error('cut'))
          else controller.close()
        }
        stop = () => void this.followers.delete(send)
        this.followers.add(send)
        send()
      },
      cancel: () => stop(),
    })
  }
}

const lineArbitrary = fc.record({
  // Several a second, at the same moment, and with pauses.
  after: fc.constantFrom(0, 1, 300, 150_000, 700_000, 3_000_000),
  text: fc.constantFrom('', 'same', 'ünï © 你好', 'x'.repeat(60), 'time="2026-11-20T00:00:00Z" level=info'),
})
const fateArbitrary: fc.Arbitrary<Fate> = fc.record({
  kind: fc.constantFrom('whole', 'cut', 'cut', 'end', 'refused'),
  at: fc.nat(400),
  piece: fc.integer({ min: 1, max: 40 }),
})
const stepArbitrary = fc.oneof(
  { weight: 5, arbitrary: fc.array(lineArbitrary, { minLength: 1, maxLength: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom('restart', 'retry', 'wait', 'show') },
)

test('whatever breaks, all lines come exactly once, in their order', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stepArbitrary, { minLength: 1, maxLength: 12 }),
      fc.array(fateArbitrary, { maxLength: 12 }),
      fc.boolean(),
      async (steps, fates, polled) => {
        const container = new Container(fates)
        api.answer = (_, url) => container.answer(url)
        const streams = createStreams(createLocks())
        if (polled) await Promise.all([streams.tryAcquire({ leave: 2 }), streams.tryAcquire({ leave: 2 })])
        const holder = createHolder()
        const session = createLogSession({ namespace: 'demo', follow: true }, holder.client, streams, {
          ...hurry,
          seamMs: 25,
        })
        const show = () =>
          session.setPods([
            {
              metadata: { name: 'web', uid: 'web' },
              spec: { containers: [{ name: 'app' }] },
              status: {
                phase: 'Running',
                containerStatuses: [
                  { name: 'app', restartCount: container.instances.length - 1, state: { running: {} } },
                ],
              },
            },
          ])
        const texts = (count: number) =>
          container.instances.slice(0, count).flatMap((lines) => lines.map(({ text }) => text))
        const held = () => holder.lines(0)
        try {
          show()
          for (const step of steps) {
            if (typeof step === 'object') container.write(step)
            else if (step === 'retry') session.retry()
            else if (step === 'show') show()
            else if (step === 'wait') await new Promise((resolve) => setTimeout(resolve, 10))
            else {
              // The node keeps one instance besides the present one; what ran before anything was read is not asked for.
              const [all, before] = [texts(container.instances.length), texts(container.instances.length - 1)]
              await until(() => held().length >= Math.max(before.length, Math.min(1, all.length)))
              container.restart()
            }
          }
          show()
          const all = texts(container.instances.length)
          await until(() => held().length >= all.length)
          await new Promise((resolve) => setTimeout(resolve, 20))
          expect(held()).toEqual(all)
        } finally {
          session.close()
          await until(() => container.followers.size === 0)
        }
      },
    ),
    { numRuns: 20, endOnFailure: true },
  )
})
