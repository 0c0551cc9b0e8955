import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { serveRemote } from '../../../k8s/remote.ts'
import { readingOf } from './previewTesting.ts'
import { previewOf } from './previewStore.ts'
import { eventually } from '../../../lib/eventually.ts'

afterEach(() => vi.unstubAllGlobals())

test('a worker that cannot be loaded is not asked again: the next reading has another one', async () => {
  const workers: EventTarget[] = []
  // The first is as one whose file is gone since the console was updated.
  class FakeWorker extends EventTarget {
    readonly #inside = new MessageChannel()
    constructor() {
      super()
      if (workers.push(this) === 1) return
      const { port1, port2 } = this.#inside
      serveRemote(port2, { read: () => readingOf({}) })
      port1.addEventListener('message', ({ data }) => this.dispatchEvent(new MessageEvent('message', { data })))
      port1.start()
      port2.start()
    }
    postMessage(message: unknown) {
      if (workers[0] === this) this.dispatchEvent(new Event('error', { cancelable: true }))
      else this.#inside.port1.postMessage(message)
    }
    terminate() {
      this.#inside.port1.close()
    }
  }
  vi.stubGlobal('Worker', FakeWorker)
  const store = previewOf(new QueryClient())
  const letGo = store.hold()
  store.want({}, undefined)
  await eventually(() => expect(store.get().state).toBe('failed'))
  store.readAgain()
  await eventually(() => expect(store.get().state).toBe('ready'))
  expect(workers).toHaveLength(2)
  letGo()
})
