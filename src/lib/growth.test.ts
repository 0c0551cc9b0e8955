import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropsIn, growthOf, lineThrough, reaches, valueAt, type Measured } from './growth.ts'

const hour = 3600
const day = 24 * hour
const start = 1_760_000_000
/** A measurement every hour. */
const hourly = (days: number, valueOf: (hours: number) => number): Measured[] =>
  Array.from({ length: days * 24 + 1 }, (_, index) => [start + index * hour, valueOf(index)])

describe('the straight line', () => {
  it.each<[string, Measured[], number, number]>([
    ['two points', [[0, 5], [10, 25]], 2, 1], // prettier-ignore
    ['points on a line', [[0, 1], [1, 3], [2, 5]], 2, 1], // prettier-ignore
    ['what does not change', [[0, 7], [1, 7], [2, 7]], 0, 1], // prettier-ignore
    ['what goes up and down', [[0, 0], [1, 1], [2, 0], [3, 1]], 0.2, 0.2], // prettier-ignore
  ])('through %s', (_, points, perSecond, rSquared) => {
    const line = lineThrough(points)
    expect(line?.perSecond).toBeCloseTo(perSecond, 10)
    expect(line?.rSquared).toBeCloseTo(rSquared, 10)
  })

  it.each<[string, Measured[]]>([
    ['nothing', []],
    ['one point', [[1, 1]]],
    ['one moment', [[1, 1], [1, 2]]], // prettier-ignore
  ])('is not to be had through %s', (_, points) => {
    expect(lineThrough(points)).toBeUndefined()
  })

  it('is no further from the points than any other', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: -1000, max: 1000 }))
    const slight = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 20 }), slight, slight, (points, turn, lift) => {
        const line = lineThrough(points)
        fc.pre(line !== undefined)
        const away = (of: typeof line) => points.reduce((sum, [at, value]) => sum + (valueAt(of, at) - value) ** 2, 0)
        const other = { ...line, perSecond: line.perSecond + turn, value: line.value + lift }
        expect(away(line)).toBeLessThanOrEqual(away(other) * (1 + 1e-9) + 1e-6)
        expect(line.rSquared).toBeGreaterThanOrEqual(0)
        expect(line.rSquared).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('falls', () => {
  it.each<[string, number[], [at: number, by: number][]]>([
    ['none in what rises', [1, 2, 3], []],
    ['none in noise', [100, 99, 100, 99.5], []],
    ['one at once', [100, 60, 61], [[1, 40]]],
    ['one over several measurements', [100, 90, 70, 60, 65, 66], [[3, 40]]],
    ['a second one after it has risen', [100, 60, 80, 50], [[1, 40], [3, 30]]], // prettier-ignore
    ['one that begins slowly', [100, 99, 98.5, 97, 60, 62], [[4, 40]]],
    ['nothing left', [100, 0, 0], [[1, 100]]],
    ['nothing measured', [], []],
    ['one, and what shrinks slowly after it', [100, 60, 59.9, 59.8, 59.7], [[1, 40]]],
  ])('%s', (_, values, expected) => {
    expect(dropsIn(values.map((value, at): Measured => [at, value])).map(({ at, by }) => [at, by])).toEqual(expected)
  })
})

describe('growth', () => {
  const gib = 1024 ** 3
  const rising = (hours: number) => 40 * gib + (hours / 24) * 3 * gib

  it('is what is added in a day, and full where the line meets the limit', () => {
    const growth = growthOf(hourly(30, rising))
    if (!growth) throw new Error('it grows')
    expect(growth).toMatchObject({ course: 'steady', from: start, to: start + 30 * day, drops: [] })
    expect(growth.line.perSecond * day).toBeCloseTo(3 * gib, 0)
    // 40 GiB and 3 a day reach 160 GiB after 40 days.
    expect(reaches(growth, 160 * gib, start + 30 * day)).toBeCloseTo(start + 40 * day, 0)
    expect(growth.since).toBeUndefined()
  })

  it('begins anew after a lone fall', () => {
    const growth = growthOf(hourly(30, (hours) => rising(hours) - (hours >= 20 * 24 ? 50 * gib : 0)))
    expect(growth?.from).toBe(start + 20 * day)
    expect(growth?.since).toMatchObject({ at: start + 20 * day })
    expect((growth?.line.perSecond ?? 0) * day).toBeCloseTo(3 * gib, 0)
  })

  it('says nothing right after a fall', () => {
    expect(growthOf(hourly(30, (hours) => rising(hours) - (hours >= 30 * 24 - 3 ? 50 * gib : 0)))).toBeUndefined()
  })

  it('goes through falls that come every night', () => {
    // 3 GiB a day come, 2 go every night.
    const growth = growthOf(hourly(30, (hours) => rising(hours) - Math.floor(hours / 24) * 2 * gib))
    expect(growth).toMatchObject({ from: start, course: 'steady' })
    expect(growth?.drops.length).toBeGreaterThan(20)
    expect((growth?.line.perSecond ?? 0) * day).toBeGreaterThan(0.9 * gib)
    expect((growth?.line.perSecond ?? 0) * day).toBeLessThan(1.1 * gib)
  })

  it('does not take a nightly prune that keeps all as it is for growth', () => {
    const growth = growthOf(hourly(30, (hours) => 40 * gib + ((hours % 24) / 24) * 3 * gib))
    expect(growth?.from).toBe(start)
    expect(growth && reaches(growth, 160 * gib, start)).toBeUndefined()
  })

  it('begins anew after the one fall that is far larger than the nightly ones', () => {
    const nightly = (hours: number) => rising(hours) - Math.floor(hours / 24) * 2 * gib
    const growth = growthOf(hourly(30, (hours) => nightly(hours) - (hours >= 14 * 24 ? 30 * gib : 0)))
    expect(growth?.from).toBe(start + 14 * day)
  })

  it('is irregular where the line says little', () => {
    const growth = growthOf(hourly(7, (hours) => 40 * gib + hours * 1e6 + (hours % 2) * 0.5 * gib))
    expect(growth?.course).toBe('irregular')
  })

  it.each<[string, Measured[]]>([
    ['nothing', []],
    ['an hour', hourly(1, rising).slice(0, 2)],
    ['few measurements', hourly(5, rising).filter((_, index) => index % 48 === 0)],
    ['NaN alone', hourly(5, () => Number.NaN)],
  ])('is not known from %s', (_, points) => {
    expect(growthOf(points)).toBeUndefined()
  })

  it('is a course and no fall while it shrinks slowly', () => {
    const shrinking = growthOf(hourly(10, (hours) => (90 - hours / 12) * gib))
    expect(shrinking).toMatchObject({ from: start, course: 'steady', drops: [] })
    expect((shrinking?.line.perSecond ?? 0) * day).toBeCloseTo(-2 * gib, 0)
  })

  it.each<[string, (hours: number) => number]>([
    ['what stays', () => 5],
    ['nothing at all', () => 0],
    ['what shrinks', (hours) => 1000 - hours / 100],
  ])('never fills the volume with %s', (_, valueOf) => {
    const growth = growthOf(hourly(7, valueOf))
    expect(growth && reaches(growth, 10_000, start)).toBeUndefined()
  })

  it('is the same whenever it was measured and in whatever unit', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 20, maxLength: 60 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 1e6 }), (by, unit, later) => {
        let value = 100_000
        const points = by.map((step, index): Measured => [start + index * hour, (value += step)])
        const moved = points.map(([at, of]): Measured => [at + later, of * unit])
        const [one, other] = [growthOf(points), growthOf(moved)]
        expect(other?.course).toBe(one?.course)
        expect((other?.line.perSecond ?? 0) / unit).toBeCloseTo(one?.line.perSecond ?? 0, 6)
        expect((other?.from ?? 0) - later).toBe(one?.from ?? -later)
        const full = one && reaches(one, 1e9, start)
        // What only grows reaches a limit at some time, and not in the past.
        expect(one === undefined || one.course === 'even' || (full ?? 0) >= start).toBe(true)
      }),
    )
  })
})
