import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextRuns, parseCron, type Cron } from './cron.ts'

const number = (min: number, max: number) => fc.integer({ min, max })
const part = (min: number, max: number) =>
  fc.oneof(
    fc.constant('*'),
    number(min, max).map(String),
    fc.tuple(number(min, max), number(min, max)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    number(1, max).map((step) => `*/${step}`),
    fc.tuple(number(min, max), number(1, max)).map(([start, step]) => `${start}/${step}`),
  )
const field = (min: number, max: number) =>
  fc.array(part(min, max), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','))
const schedule = fc
  .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
  .map((fields) => fields.join(' '))
const after = number(Date.UTC(2024, 0, 1) / 1000, Date.UTC(2028, 0, 1) / 1000).map((seconds) => seconds * 1000)

/** Whether a run starts in the minute of a moment, by the rule of the two days. */
function starts(cron: Cron, moment: number): boolean {
  if (cron.kind !== 'fields') return false
  const date = new Date(moment)
  const [day, weekday] = [cron.dayOfMonth, cron.dayOfWeek]
  const [isDay, isWeekday] = [day.values.has(date.getUTCDate()), weekday.values.has(date.getUTCDay())]
  return (
    cron.minute.values.has(date.getUTCMinutes()) &&
    cron.hour.values.has(date.getUTCHours()) &&
    cron.month.values.has(date.getUTCMonth() + 1) &&
    (day.star || weekday.star ? isDay && isWeekday : isDay || isWeekday)
  )
}

test('the next runs are the first minutes that the schedule names', () => {
  fc.assert(
    fc.property(schedule, after, (text, from) => {
      const parsed = parseCron(text)
      if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`)
      const until = from + 3 * 24 * 3_600_000
      const named: number[] = []
      const first = (Math.floor(from / 60_000) + 1) * 60_000
      for (let moment = first; moment < until && named.length < 20; moment += 60_000)
        if (starts(parsed.cron, moment)) named.push(moment)
      const runs = nextRuns(parsed.cron, from, 20).filter((run) => run < until)
      expect(runs).toEqual(named)
    }),
    { numRuns: 200 },
  )
})

test('runs come later and later, and each at a time of the schedule', () => {
  fc.assert(
    fc.property(schedule, after, (text, from) => {
      const parsed = parseCron(text)
      if ('error' in parsed) throw new Error(`${text}: ${parsed.error}`)
      const runs = nextRuns(parsed.cron, from, 5)
      expect(runs).toEqual(runs.toSorted((a, b) => a - b))
      expect(runs.every((run) => run > from && starts(parsed.cron, run))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('UTC by its name is UTC', () => {
  fc.assert(
    fc.property(schedule, after, (text, from) => {
      const [plain, zoned] = [parseCron(text), parseCron(`TZ=Etc/UTC ${text}`)]
      if ('error' in plain || 'error' in zoned) throw new Error(text)
      expect(nextRuns(zoned.cron, from, 2)).toEqual(nextRuns(plain.cron, from, 2))
    }),
    { numRuns: 15 },
  )
})
