import { describe, expect, it } from 'vitest'
import { atOnce, inSlices, type Steps } from './inSlices.ts'

function* work(turns: number, ms: number): Steps<number> {
  let done = 0
  for (; done < turns; done++) {
    const end = performance.now() + ms
    while (performance.now() < end);
    yield
  }
  return done
}

describe('work in slices', () => {
  it('lets others have their turn', async () => {
    let others = 0
    const timer = setInterval(() => others++, 0)
    expect(await inSlices(work(20, 4))).toBe(20)
    clearInterval(timer)
    expect(others).toBeGreaterThan(2)
  })

  it('ends when nobody wants it any more', async () => {
    const controller = new AbortController()
    const given = inSlices(work(1_000_000, 1), controller.signal)
    controller.abort(new Error('given up'))
    await expect(given).rejects.toThrow('given up')
  })

  it('gives the same at once', () => {
    expect(atOnce(work(3, 0))).toBe(3)
  })
})
