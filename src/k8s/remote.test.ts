import { onTestFinished, describe, expect, test, vi } from 'vitest'
import { ApiError } from './ApiError.ts'
import { callRemote, serveRemote, type Call } from './remote.ts'

function connect(methods: Parameters<typeof serveRemote>[1]) {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  port2.start()
  onTestFinished(() => {
    port1.close()
    port2.close()
  })
  serveRemote(port2, methods)
  return callRemote(port1)
}

describe('methods of the other end of a port', () => {
  test('answer, each to its own caller', async () => {
    const call = connect({
      slow: async (text: string) => new Promise((resolve) => setTimeout(() => resolve(`slow ${text}`), 5)),
      fast: (text: string) => `fast ${text}`,
    })
    await expect(Promise.all([call('slow', 'a'), call('fast', 'b')])).resolves.toEqual(['slow a', 'fast b'])
  })

  test('tell how far they are', async () => {
    const call = connect({
      count: (to: number, { report }: Call) => {
        for (let index = 1; index <= to; index++) report(index)
        return 'counted'
      },
    })
    const told: unknown[] = []
    await expect(call('count', 3, { onProgress: (step) => told.push(step) })).resolves.toBe('counted')
    expect(told).toEqual([1, 2, 3])
  })

  test('are given buffers and give others away', async () => {
    let given: Uint8Array<ArrayBuffer> | undefined
    const call = connect({
      turn: (bytes: Uint8Array<ArrayBuffer>, { report }: Call) => {
        given = bytes.toReversed()
        report(given, [given.buffer])
      },
    })
    const bytes = Uint8Array.of(1, 2, 3)
    const told: unknown[] = []
    await call('turn', bytes, { transfer: [bytes.buffer], onProgress: (turned) => told.push(turned) })
    expect(told).toEqual([Uint8Array.of(3, 2, 1)])
    expect([bytes.length, given?.length]).toEqual([0, 0])
  })

  test('fail with all that the API said', async () => {
    const details = {
      code: 403,
      reason: 'Forbidden',
      message: 'images is forbidden',
      url: 'https://api/images',
      method: 'GET',
      status: { kind: 'Status' as const, code: 403, details: { kind: 'images' } },
    }
    const call = connect({
      list: () => {
        throw new ApiError(details)
      },
    })
    const error = await call('list').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject(details)
  })

  test('fail with what went wrong in them', async () => {
    const call = connect({
      add: () => {
        throw new TypeError('not a number')
      },
    })
    await expect(call('add')).rejects.toMatchObject({ name: 'ApiError', code: -1, message: 'not a number' })
    await expect(call('subtract')).rejects.toMatchObject({ message: 'no method subtract' })
  })

  test('hear that their caller has given up', async () => {
    let heard = false
    const call = connect({
      wait: async (_: undefined, { signal }: Call) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => {
            heard = true
            reject(signal.reason)
          }),
        ),
      ping: () => 'pong',
    })
    const abort = new AbortController()
    const waiting = call('wait', undefined, { signal: abort.signal })
    await call('ping')
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await call('ping')
    expect(heard).toBe(true)
    await expect(call('ping', undefined, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a worker', () => {
  class FakeWorker extends EventTarget {
    postMessage() {}
  }
  const begin = () => {
    vi.stubGlobal('Worker', FakeWorker)
    onTestFinished(() => void vi.unstubAllGlobals())
    const worker = new FakeWorker()
    // What it is for a page.
    return { worker, call: callRemote(worker as unknown as Worker) }
  }

  test('whose code cannot be loaded refuses what is asked of it later, too', async () => {
    const { worker, call } = begin()
    const early = call('early')
    worker.dispatchEvent(new Event('error'))
    await expect(early).rejects.toThrow('worker failed')
    await expect(call('late')).rejects.toThrow('worker failed')
  })

  test('goes on after an error of its own', async () => {
    const { worker, call } = begin()
    const first = call('first')
    worker.dispatchEvent(new MessageEvent('message', { data: { id: 1, result: 'yes' } }))
    await expect(first).resolves.toBe('yes')
    const second = call('second')
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'a mistake' }))
    await expect(second).rejects.toThrow('a mistake')
    const third = call('third')
    worker.dispatchEvent(new MessageEvent('message', { data: { id: 3, result: 'again' } }))
    await expect(third).resolves.toBe('again')
  })
})
