import { afterEach, describe, expect, it, vi } from 'vitest'
import { onPageVisibility } from './keepLive.ts'
import { eventually } from '../lib/eventually.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.restoreAllMocks()
})

const turn = (state: DocumentVisibilityState) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)
  document.dispatchEvent(new Event('visibilitychange'))
}

function openChannel(): BroadcastChannel {
  const channel = new BroadcastChannel('registry-console-shown')
  stops.push(() => channel.close())
  return channel
}

function showAnother(): void {
  const channel = openChannel()
  const tell = channel.postMessage.bind(channel)
  tell('shown')
}

function follow(hiddenMs: number): boolean[] {
  const changes: boolean[] = []
  stops.push(onPageVisibility(hiddenMs, (visible) => changes.push(visible)))
  return changes
}

describe('a page that is hidden', () => {
  it('keeps awake for a while', async () => {
    const changes = follow(20)
    turn('hidden')
    expect(changes).toEqual([])
    await eventually(() => expect(changes).toEqual([false]))
    turn('visible')
    expect(changes).toEqual([false, true])
  })

  it('sleeps at once when another tab is shown', async () => {
    const changes = follow(600_000)
    turn('hidden')
    showAnother()
    await eventually(() => expect(changes).toEqual([false]))
  })

  it('does so too when it hears of the other tab before it is hidden', async () => {
    const changes = follow(600_000)
    const heard = openChannel()
    const arrived = new Promise((resolve) => heard.addEventListener('message', resolve, { once: true }))
    showAnother()
    await arrived
    expect(changes).toEqual([])
    turn('hidden')
    await eventually(() => expect(changes).toEqual([false]))
  })

  it('tells the others when it is shown again', async () => {
    const other = openChannel()
    const told = new Promise<unknown>((resolve) =>
      other.addEventListener('message', ({ data }) => resolve(data), { once: true }),
    )
    follow(600_000)
    turn('hidden')
    turn('visible')
    expect(await told).toBe('shown')
  })
})
