import { describe, expect, test } from 'vitest'
import {
  isStuck,
  lastOffset,
  offsetOf,
  rowsInSight,
  scrolledHeight,
  scrolledTo,
  topOf,
  type Extent,
} from './scaledScroll.ts'

const extent = (rows: number): Extent => ({ rows, rowHeight: 20, viewport: 600 })
const small = extent(10_000)
const large = extent(5_000_000)
const lastTop = (of: Extent) => scrolledHeight(of) - of.viewport

test('an element is never taller than browsers have them', () => {
  expect(scrolledHeight(small)).toBe(200_000)
  expect(scrolledHeight(large)).toBe(16_000_000)
})

test('rows that fit are scrolled as any', () => {
  for (const top of [0, 1, 777, 199_400]) {
    expect(offsetOf(small, top)).toBe(top)
    expect(topOf(small, top)).toBe(top)
    expect(scrolledTo(small, { top: 0, offset: 0 }, top)).toBe(top)
  }
})

test('the bar reaches the first and the last of five million rows', () => {
  expect(offsetOf(large, 0)).toBe(0)
  expect(offsetOf(large, lastTop(large))).toBe(lastOffset(large))
  expect(rowsInSight(large, offsetOf(large, 0))).toEqual([0, 30])
  expect(rowsInSight(large, offsetOf(large, lastTop(large)))).toEqual([4_999_970, 5_000_000])
})

test('place of the bar and place of the rows are each the reverse of the other, and never go back', () => {
  let before = -1
  for (let share = 0; share <= 1000; share++) {
    const offset = (lastOffset(large) * share) / 1000
    const top = topOf(large, offset)
    expect(offsetOf(large, top)).toBeCloseTo(offset, 3)
    expect(top).toBeGreaterThan(before)
    before = top
  }
})

describe('five million rows', () => {
  const half = lastTop(large) / 2
  const middle = { top: half, offset: offsetOf(large, half) }
  test.each([1, -1, 100, -240, 540, 3000])('a step of %d pixels moves rows by as many', (step) => {
    expect(scrolledTo(large, middle, half + step)).toBeCloseTo(middle.offset + step, 3)
  })
  test('a pixel of the thumb goes to its share', () => {
    const pixel = lastTop(large) / 600
    expect(scrolledTo(large, middle, half + pixel)).toBeCloseTo(offsetOf(large, half + pixel), 3)
  })
  test('steps end at the first and the last row', () => {
    expect(scrolledTo(large, { top: 300, offset: 50 }, 100)).toBe(0)
    const end = lastOffset(large)
    expect(scrolledTo(large, { top: half, offset: end - 10 }, half + 100)).toBe(end)
  })
  test('a bar at its end before the rows are is stuck', () => {
    expect(isStuck(large, { top: 0, offset: 40 })).toBe(true)
    expect(isStuck(large, { top: 0, offset: 0 })).toBe(false)
    expect(isStuck(large, { top: 900, offset: 3000 })).toBe(true)
    expect(isStuck(large, { top: 900, offset: 900 })).toBe(false)
    expect(isStuck(large, { top: lastTop(large), offset: lastOffset(large) - 40 })).toBe(true)
    expect(isStuck(large, { top: lastTop(large), offset: lastOffset(large) })).toBe(false)
  })
})

test('fewer rows than fit are all in sight', () => {
  expect(lastOffset(extent(3))).toBe(0)
  expect(rowsInSight(extent(3), 0)).toEqual([0, 3])
  expect(rowsInSight(extent(0), 0)).toEqual([0, 0])
})
