import { describe, expect, it } from 'vitest'
import { align, hiddenAtFirst, isEmpty, lastPlace, loneAt, tablePlaces, topOf } from './chartModel.ts'

describe('align', () => {
  it('puts lines on one axis, with gaps where one has nothing', () => {
    const aligned = align([
      {
        name: 'a',
        points: [
          [1, 10],
          [2, 20],
          [4, 40],
        ],
      },
      {
        name: 'b',
        points: [
          [4, 4],
          [2, 2],
        ],
      },
    ])
    expect(aligned).toEqual({
      times: [1, 2, 4],
      columns: [
        [10, 20, 40],
        [null, 2, 4],
      ],
    })
  })

  it('makes gaps of NaN, infinity and null', () => {
    const points = [
      [1, Number.NaN],
      [2, Number.POSITIVE_INFINITY],
      [3, null],
      [4, 0],
      [Number.NaN, 5],
    ] as const
    expect(align([{ name: 'a', points }])).toEqual({ times: [1, 2, 3, 4], columns: [[null, null, null, 0]] })
  })

  it('makes a gap where no line has anything for longer than a step', () => {
    const points = [
      [0, 1],
      [30, 1],
      [120, 1],
      [150, 1],
    ] as const
    expect(align([{ name: 'a', points }], 30)).toEqual({
      times: [0, 30, 60, 120, 150],
      columns: [[1, 1, null, 1, 1]],
    })
  })

  it('takes nothing', () => {
    expect(align([])).toEqual({ times: [], columns: [] })
    expect(isEmpty(align([{ name: 'a', points: [[1, Number.NaN]] }]))).toBe(true)
    expect(isEmpty(align([{ name: 'a', points: [[1, 0]] }]))).toBe(false)
  })
})

it('finds points that no line would show', () => {
  expect(loneAt([1, null, 2, 3, null, 4, null, null, 5])).toEqual([0, 5, 8])
  expect(loneAt([])).toEqual([])
})

it('hides the lowest of many lines at first', () => {
  expect(hiddenAtFirst(Array.from({ length: 12 }, () => [1])).size).toBe(0)
  const columns = Array.from({ length: 15 }, (_, index) => [index === 14 ? 99 : index, null])
  expect([...hiddenAtFirst(columns)]).toEqual([2, 1, 0])
})

it('knows the last moment with a value', () => {
  const times = [1, 2, 3]
  expect(
    lastPlace({
      times,
      columns: [
        [1, null, null],
        [1, 2, null],
      ],
    }),
  ).toBe(1)
  expect(lastPlace({ times, columns: [[null, null, null]] })).toBeUndefined()
})

it.each([
  [0, 0, 1],
  [1, 1, 1],
  [200, 200, 1],
  [201, 101, 2],
  [1500, 188, 8],
  [11_000, 200, 55],
])('thins a table of %d points to %d rows', (count, rows, every) => {
  const thinned = tablePlaces(count)
  expect(thinned.every).toBe(every)
  expect(thinned.places).toHaveLength(rows)
  // The newest comes first, and is always there.
  expect(thinned.places[0]).toBe(count === 0 ? undefined : count - 1)
})

it('leaves room for the highest value and the limit', () => {
  expect(topOf([], undefined)).toBe(1)
  expect(topOf([[0, null]], undefined)).toBe(1)
  expect(topOf([[10]], 5)).toBeCloseTo(10.5)
  expect(topOf([[10]], 100)).toBeCloseTo(105)
})
