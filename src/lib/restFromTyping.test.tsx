import { expect, onTestFinished, test, vi } from 'vitest'

const { signal } = new AbortController()

// It listens to the document that there is when it is first asked: not to one of an earlier file.
vi.resetModules()
const { restFromTyping } = await import('./restFromTyping.ts')

test('what runs in the background waits while somebody types', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  // Nobody has typed yet.
  await restFromTyping(signal)
  const press = () => document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  let rested = false
  press()
  const waiting = restFromTyping(signal).then(() => (rested = true))
  await vi.advanceTimersByTimeAsync(300)
  press()
  await vi.advanceTimersByTimeAsync(300)
  expect(rested).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  await waiting
  expect(rested).toBe(true)
})

test('it does not wait when it is given up', async () => {
  await restFromTyping(signal)
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
  const controller = new AbortController()
  const waiting = restFromTyping(controller.signal)
  controller.abort(new Error('given up'))
  await expect(waiting).rejects.toThrow('given up')
})
