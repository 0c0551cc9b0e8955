import { describe, expect, it } from 'vitest'
import { growthOf, type Growth, type Measured } from '../../../lib/growth.ts'
import { dailyText, fullForecast, honestyText, percentText } from './growthWords.ts'

const gib = 1024 ** 3
const hour = 3600
const day = 24 * hour
const start = Date.parse('2026-03-01T12:00:00Z') / 1000
const hourly = (days: number, valueOf: (days: number) => number): Measured[] =>
  Array.from({ length: days * 24 + 1 }, (_, index) => [start + index * hour, valueOf(index / 24) * gib])
const grown = (points: Measured[]): Growth => {
  const growth = growthOf(points)
  if (!growth) throw new Error('there is a line')
  return growth
}
const now = start + 10 * day

describe('when a volume is full', () => {
  it.each<[string, (days: number) => number, capacity: number, string, date: string | undefined, string]>([
    ['in months', (days) => 40 + days, 140, 'In ~3 months', 'Jun 9, 2026', 'none'],
    ['in weeks', (days) => 40 + days, 80, 'In ~30 days', 'Apr 10, 2026', 'warning'],
    ['in days', (days) => 40 + days, 53, 'In ~3 days', 'Mar 14, 2026', 'danger'],
    ['at once', (days) => 40 + days, 50.5, 'Within a day', undefined, 'danger'],
    ['never in sight', (days) => 40 + days / 40, 140, 'Not within five years', undefined, 'none'],
    ['without growth', () => 40, 140, 'Not by this course: it stays as it is', undefined, 'none'],
    ['while it shrinks', (days) => 90 - days, 140, 'Not by this course: it shrinks', undefined, 'none'],
  ])('%s', (_, valueOf, capacity, text, date, status) => {
    const growth = grown(hourly(10, valueOf))
    const forecast = fullForecast(growth, { used: valueOf(10) * gib, capacity: capacity * gib }, now)
    expect(forecast).toMatchObject({ text, status })
    expect(forecast.date).toBe(date)
  })

  it('is now once it is', () => {
    expect(fullForecast(undefined, { used: 100, capacity: 100 }, now)).toMatchObject({ at: now, status: 'danger' })
  })

  it('is not guessed from too little', () => {
    expect(fullForecast(undefined, { used: 10, capacity: 100 }, now).at).toBeUndefined()
  })
})

describe('the words of a line', () => {
  it('say what it goes by and how well it fits', () => {
    const growth = grown(hourly(10, (days) => 40 + 3 * days))
    expect(dailyText(growth)).toBe('+3.0 GiB a day')
    expect(honestyText(growth)).toBe(
      'By the straight line through the last 10 days that were measured. It explains 100 % of the ups and downs (R²).',
    )
  })

  it('say what went away before it', () => {
    const growth = grown(hourly(10, (days) => 40 + days - (days >= 4 ? 20 : 0)))
    expect(honestyText(growth)).toContain('through the 6 days since 20.0 GiB went away on Mar 5, 2026.')
  })

  it('say that it is a guess', () => {
    const growth = grown(hourly(10, (days) => 40 + days / 10 + ((days * 24) % 2)))
    expect(growth.course).toBe('irregular')
    expect(honestyText(growth)).toContain('It grows irregularly: the line explains only')
  })

  it('say what goes', () => {
    expect(dailyText(grown(hourly(10, (days) => 90 - 2 * days)))).toBe('−2.0 GiB a day')
    expect(dailyText(grown(hourly(10, () => 90)))).toBe('It stays as it is')
  })
})

it.each([
  [0, '0 %'],
  [0.001, '<1 %'],
  [0.123, '12 %'],
  [0.998, '99 %'],
  [1, '100 %'],
  [1.2, '120 %'],
])('%f is %s', (share, text) => {
  expect(percentText(share)).toBe(text)
})
