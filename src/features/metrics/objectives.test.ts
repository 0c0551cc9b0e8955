import { describe, expect, it } from 'vitest'
import {
  bucketsOf,
  budgetLeft,
  budgetSpan,
  bucketSeconds,
  burnLine,
  defaultObjectives,
  objectiveParams,
  objectivesOf,
  reachOf,
  shareWithin,
  windowResult,
} from './objectives.ts'

const end = 1_795_000_000
const buckets = (count: number, counted: number, failed: (place: number) => number) =>
  Array.from({ length: count }, (_, place) => ({
    time: end - (count - 1 - place) * bucketSeconds,
    counted,
    failed: failed(place),
  }))

describe('windowResult', () => {
  it('counts the buckets that end in the window', () => {
    const all = buckets(100, 10, (place) => (place >= 96 ? 1 : 0))
    expect(windowResult(all, { end, seconds: 3600, availability: 0.99 })).toEqual({
      counted: 20,
      failed: 2,
      ratio: 0.1,
      burn: expect.closeTo(10, 9),
    })
    expect(windowResult(all, { end, seconds: 6 * 3600, availability: 0.99 })).toMatchObject({ counted: 120, failed: 4 })
  })

  it('knows nothing without requests', () => {
    const idle = buckets(10, 0, () => 0)
    const result = windowResult(idle, { end, seconds: 3600, availability: 0.99 })
    expect(result).toEqual({ counted: 0, failed: 0, ratio: undefined, burn: undefined })
    expect(budgetLeft(result)).toBeUndefined()
  })

  it('says what is left of the budget, and that it is overspent', () => {
    const month = (failed: number) =>
      windowResult(
        buckets(1440, 1000, () => failed),
        { end, seconds: budgetSpan, availability: 0.999 },
      )
    expect(budgetLeft(month(0))).toBe(1)
    expect(budgetLeft(month(0.25))).toBeCloseTo(0.75, 9)
    expect(budgetLeft(month(3))).toBeCloseTo(-2, 9)
  })
})

describe('burnLine', () => {
  it('moves along', () => {
    const all = buckets(12, 10, (place) => (place === 4 ? 1 : 0))
    const burns = burnLine(all, 3600, 0.9).map(([, value]) => value)
    expect(burns.map((value) => value && Math.round(value * 100) / 100)).toEqual([
      0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0,
    ])
  })

  it('agrees with the window of the same end', () => {
    const all = buckets(400, 7, (place) => place % 5)
    const line = burnLine(all, 6 * 3600, 0.99)
    for (const place of [50, 200, 399]) {
      const [time, value] = line[place] ?? [0, null]
      expect(value).toBeCloseTo(windowResult(all, { end: time, seconds: 6 * 3600, availability: 0.99 }).burn ?? 0, 6)
    }
  })

  it('has gaps without requests', () => {
    expect(
      burnLine(
        buckets(3, 0, () => 0),
        3600,
        0.99,
      ).map(([, value]) => value),
    ).toEqual([null, null, null])
  })
})

describe('bucketsOf', () => {
  it('leaves out what has no value, and takes no failure for granted', () => {
    const found = bucketsOf(
      [
        [1, 5],
        [2, Number.NaN],
        [3, 4],
        [4, Number.POSITIVE_INFINITY],
        [5, 2],
      ],
      [
        [1, 1],
        [3, Number.NaN],
        [5, 9],
      ],
    )
    expect(found).toEqual([
      { time: 1, counted: 5, failed: 1 },
      { time: 3, counted: 4, failed: 0 },
      { time: 5, counted: 2, failed: 2 },
    ])
  })
})

it('counts only times with a value for latency', () => {
  const points = [
    [end - 7200, 9],
    [end - 900, 0.5],
    [end - 600, Number.NaN],
    [end - 300, 1],
    [end, Number.POSITIVE_INFINITY],
  ] as const
  expect(shareWithin(points, { end, seconds: 3600, limit: 1 })).toBeCloseTo(2 / 3, 9)
  expect(shareWithin([], { end, seconds: 3600, limit: 1 })).toBeUndefined()
})

it('says how far data reaches', () => {
  expect(
    reachOf(
      buckets(48, 1, () => 0),
      end,
    ),
  ).toBe(86_400)
  expect(
    reachOf(
      buckets(4000, 1, () => 0),
      end,
    ),
  ).toBe(budgetSpan)
  expect(reachOf([], end)).toBe(0)
})

describe('objectivesOf', () => {
  const of = (search: string, kept: string | null = null) => objectivesOf(new URLSearchParams(search), kept)

  it('prefers the address, then what is kept, then the defaults', () => {
    expect(of('')).toEqual(defaultObjectives)
    expect(of('', 'objective=99.5&latency=2&share=95')).toEqual({ availability: 0.995, latency: 2, share: 0.95 })
    expect(of('latency=0.25', 'latency=2')).toMatchObject({ latency: 0.25 })
  })

  it.each([
    'objective=100',
    'objective=0',
    'objective=abc',
    'latency=0',
    'latency=-1',
    'latency=9999',
    'share=',
    'share=NaN',
  ])('passes over %s', (search) => expect(of(search, search)).toEqual(defaultObjectives))

  it('reads what it writes', () => {
    const wanted = { availability: 0.99999, latency: 0.3, share: 0.951 }
    expect(objectivesOf(objectiveParams(wanted), null)).toEqual(wanted)
    expect(objectiveParams(wanted).toString()).toBe('objective=99.999&latency=0.3&share=95.1')
  })
})
