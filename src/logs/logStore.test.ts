import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LogStore } from './logStore.ts'
import { LogOrder } from './logStoreOrder.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** The lines that are held of a log, as they came. */
function heldOf(store: LogStore, id: number): string[] {
  const decoder = new TextDecoder()
  return (store.logs.get(id)?.chunks ?? []).flatMap((chunk) =>
    Array.from({ length: chunk.count }, (_, index) =>
      decoder.decode(chunk.bytes.subarray(chunk.offsets[index], chunk.next(index) - 1)),
    ),
  )
}

const stamp = (nanos: number) => {
  const time = new Date(1_800_000_000_000 + Math.floor(nanos / 1_000_000)).toISOString().slice(0, -4)
  return `${time}${String(nanos % 1e9).padStart(9, '0')}Z`
}

const textAndStep = fc.record({
  // Equal lines within one nanosecond, within a second, and later.
  step: fc.constantFrom(0, 0, 1, 300_000_000, 1_000_000_000),
  text: fc.constantFrom('', 'a', 'b', 'ä 漢', 'goroutine 1 [running]:', 'x'.repeat(40)),
})

/** What the kubelet has written, and what it answers to `sinceTime`. */
function kubelet(lines: readonly { step: number; text: string }[]) {
  let nanos = 0
  const written = lines.map(({ step, text }) => ({ nanos: (nanos += step), line: `${stamp(nanos)} ${text}` }))
  const since = (newest: number | undefined, end: number) => {
    const second = newest === undefined ? -1 : Math.floor((newest - 1_800_000_000_000_000) / 1_000_000) * 1e9
    return written
      .slice(0, end)
      .filter((one) => one.nanos >= second)
      .map(({ line }) => `${line}\n`)
      .join('')
  }
  return { since, lines: written.map(({ line }) => line) }
}

describe('a log that breaks and is read on', () => {
  const turns = fc.array(
    fc.record({
      /** How much is written by then, and how much of it comes before the stream breaks. */
      written: fc.integer({ min: 0, max: 20 }),
      comes: fc.integer({ min: 0, max: 600 }),
      cut: fc.integer({ min: 1, max: 90 }),
      after: fc.constantFrom('nothing', 'clear', 'makeRoom'),
    }),
    { maxLength: 6 },
  )

  test('has every line once, wherever it broke and whatever was let go', () => {
    fc.assert(
      fc.property(fc.array(textAndStep, { maxLength: 20 }), turns, fc.constantFrom(3, 1000), (lines, breaks, most) => {
        const { since, lines: all } = kubelet(lines)
        const store = new LogStore({ lines: most })
        const order = new LogOrder(store)
        const seen: string[] = []
        const take = (before: readonly string[]) => {
          const held = heldOf(store, 1)
          expect(held.slice(0, before.length)).toEqual(before)
          seen.push(...held.slice(before.length))
        }
        let newest: number | undefined
        let written = 0
        for (const turn of [...breaks, { written: Infinity, comes: Infinity, cut: 50, after: 'nothing' }]) {
          written = Math.max(written, turn.written)
          let rest = bytesOf(since(newest, written)).slice(0, turn.comes)
          while (rest.length > 0) {
            const before = heldOf(store, 1)
            store.append(1, rest.slice(0, turn.cut))
            take(before)
            rest = rest.slice(turn.cut)
          }
          if (turn.after === 'clear') store.clear(1)
          if (turn.after === 'makeRoom') store.makeRoom()
          order.update(store.hasGone)
          store.forget()
          newest = store.resume(1)
        }
        expect(seen).toEqual(all)
        expect(order.length).toBe(store.lines)
      }),
      { numRuns: 200 },
    )
  })

  test('counts equal lines of one moment: one more of them is new', () => {
    const line = `${stamp(5_000_000_000)} the same\n`
    const store = new LogStore()
    store.append(1, bytesOf(line.repeat(2)))
    store.resume(1)
    store.append(1, bytesOf(line.repeat(3)))
    expect(heldOf(store, 1)).toHaveLength(3)
  })

  test('does not begin before the tail that was asked for', () => {
    const { since, lines } = kubelet(Array.from({ length: 5 }, (_, index) => ({ step: 1000, text: `${index}` })))
    const store = new LogStore()
    store.append(1, bytesOf(`${lines.slice(2).join('\n')}\n`))
    store.append(1, bytesOf(since(store.resume(1), 5)))
    expect(heldOf(store, 1)).toEqual(lines.slice(2))
  })

  test('gives up what had begun, and knows nothing to go on from before its first line', () => {
    const store = new LogStore()
    store.append(1, bytesOf(`${stamp(0)} beg`))
    expect(store.resume(1)).toBeUndefined()
    store.append(1, bytesOf(`${stamp(0)} begun anew\nwithout an end`))
    store.finish(1)
    store.finish(1)
    expect(heldOf(store, 1)).toEqual([`${stamp(0)} begun anew`, 'without an end'])
  })
})

describe('lines of any length', () => {
  test('are held whole, up to many megabytes', () => {
    const store = new LogStore()
    const lengths = [70_001, 1_048_575, 3, 1_048_577, 20_003, 5_000_001, 0, 999]
    const lines = lengths.map((length, index) => String(index).repeat(length))
    const bytes = bytesOf(lines.map((line) => `${line}\n`).join(''))
    for (let at = 0; at < bytes.length; at += 65_537) store.append(1, bytes.subarray(at, at + 65_537))
    expect(heldOf(store, 1)).toEqual(lines)
    expect(store.bytes).toBe(bytes.length)
  })
})

describe('lines of several logs', () => {
  test('stand by time, and keep the inside of a stack trace with its head', () => {
    const store = new LogStore()
    const order = new LogOrder(store)
    const add = (id: number, ...lines: string[]) => {
      store.append(id, bytesOf(lines.map((line) => `${line}\n`).join('')))
      order.update(store.hasGone)
    }
    add(1, `${stamp(100_000)} one`, `${stamp(200_000)} panic: two`)
    add(2, `${stamp(250_000)} other`, `${stamp(300_000)} last`)
    add(1, `${stamp(260_000)} goroutine 1 [running]:`, `${stamp(400_000)} \tmain.go:1`, `${stamp(500_000)} three`)
    const texts = Array.from(order.places.subarray(0, order.length), (place) => order.chunk(place).text(place & 0xffff))
    expect(texts).toEqual(['one', 'panic: two', 'goroutine 1 [running]:', '\tmain.go:1', 'other', 'last', 'three'])
  })

  test('are let go from the oldest on, wherever these came from', () => {
    const store = new LogStore({ bytes: 3 * 2 ** 20 })
    const order = new LogOrder(store)
    const long = 'x'.repeat(1000)
    for (const [id, first] of [
      [1, 5_000_000],
      [2, 0],
    ] as const) {
      const lines = Array.from({ length: 2048 }, (_, index) => `${stamp((first + index * 1000) * 1000)} ${long}\n`)
      store.append(id, bytesOf(lines.join('')))
      order.update(store.hasGone)
    }
    store.makeRoom()
    expect(order.update(store.hasGone)).toBe(0)
    store.forget()
    expect(store.bytes).toBeLessThanOrEqual(3 * 2 ** 20)
    expect(store.dropped + store.lines).toBe(4096)
    expect(store.logs.get(1)?.lines).toBe(2048)
    expect(order.length).toBe(store.lines)
    const keys = Array.from(order.places.subarray(0, order.length), (place) => order.chunk(place).keys[place & 0xffff])
    expect(keys).toEqual(keys.toSorted((a = 0, b = 0) => a - b))
  })
})
