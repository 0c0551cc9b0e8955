import { describe, expect, it } from 'vitest'
import { nextRuns, parseCron } from './cron.ts'

/** When the next runs are, as the minutes that people read. */
function runs(schedule: string, after: string, count = 1, anchor?: string): string[] {
  const parsed = parseCron(schedule)
  if ('error' in parsed) return [parsed.error]
  return nextRuns(parsed.cron, Date.parse(after), count, anchor === undefined ? undefined : Date.parse(anchor)).map(
    (run) => new Date(run).toISOString().replace(/(:00)?\.000Z$/, ''),
  )
}

describe('a schedule is refused in the words of the API server', () => {
  it.each([
    ['', 'empty spec string'],
    [' ', 'expected exactly 5 fields, found 0: []'],
    ['every day', 'expected exactly 5 fields, found 2: [every day]'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['0 0 0 * * *', 'expected exactly 5 fields, found 6: [0 0 0 * * *]'],
    ['\t0 0\n* *', 'expected exactly 5 fields, found 4: [0 0 * *]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['* 24 * * *', 'end of range (24) above maximum (23): 24'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * 32 * *', 'end of range (32) above maximum (31): 32'],
    ['* * * 0 *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * 13 *', 'end of range (13) above maximum (12): 13'],
    ['0 0 * * 7', 'end of range (7) above maximum (6): 7'],
    ['0 0 * * mon-7', 'end of range (7) above maximum (6): mon-7'],
    ['0 0 * * sat-sun', 'beginning of range (6) beyond end of range (0): sat-sun'],
    ['30-10 * * * *', 'beginning of range (30) beyond end of range (10): 30-10'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['*/-12 * * * *', 'negative number (-12) not allowed: -12'],
    ['*/ * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
    ['-5 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
    ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
    ['1.5 * * * *', 'failed to parse int from 1.5: strconv.Atoi: parsing "1.5": invalid syntax'],
    ['"0 0 * * *', String.raw`failed to parse int from "0: strconv.Atoi: parsing "\"0": invalid syntax`],
    ['0\u200b 0 * * *', `failed to parse int from 0\u200b: strconv.Atoi: parsing "0\\u200b": invalid syntax`],
    ['é * * * *', 'failed to parse int from é: strconv.Atoi: parsing "é": invalid syntax'],
    ['jan * * * *', 'failed to parse int from jan: strconv.Atoi: parsing "jan": invalid syntax'],
    ['0 0 * january *', 'failed to parse int from january: strconv.Atoi: parsing "january": invalid syntax'],
    ['L * * * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
    ['0 0 * * 1#2', 'failed to parse int from 1#2: strconv.Atoi: parsing "1#2": invalid syntax'],
    [
      '9223372036854775808 * * * *',
      'failed to parse int from 9223372036854775808: strconv.Atoi: parsing "9223372036854775808": value out of range',
    ],
    ['9007199254740993 * * * *', 'end of range (9007199254740993) above maximum (59): 9007199254740993'],
    ['@dayly', 'unrecognized descriptor: @dayly'],
    ['@Daily', 'unrecognized descriptor: @Daily'],
    ['@daily ', 'unrecognized descriptor: @daily '],
    ['@reboot', 'unrecognized descriptor: @reboot'],
    ['@every', 'unrecognized descriptor: @every'],
    ['@every day', 'failed to parse duration @every day: time: invalid duration "day"'],
    ['@every 2d', 'failed to parse duration @every 2d: time: unknown unit "d" in duration "2d"'],
    ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
    ['CRON_TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
    ['TZ=UTC ', 'expected exactly 5 fields, found 0: []'],
    ['TZ=Mars/Olympus 0 0 * * *', 'provided bad location Mars/Olympus: unknown time zone Mars/Olympus'],
    ['TZ=+02:00 0 0 * * *', 'provided bad location +02:00: unknown time zone +02:00'],
    ['TZ=../etc 0 0 * * *', 'provided bad location ../etc: time: invalid location name'],
    ['tz=UTC 0 0 * * *', 'expected exactly 5 fields, found 6: [tz=UTC 0 0 * * *]'],
  ])('%j', (schedule, error) => {
    expect(parseCron(schedule)).toEqual({ error })
  })
})

describe('a schedule is understood as Kubernetes does', () => {
  const monday = '2026-11-23T12:10:20Z'
  it.each([
    ['* * * * *', '2026-11-23T12:11'],
    ['*/15 * * * *', '2026-11-23T12:15'],
    ['20/15 * * * *', '2026-11-23T12:20'],
    ['0-10/5 * * * *', '2026-11-23T13:00'],
    ['+5 * * * *', '2026-11-23T13:05'],
    ['*/61 * * * *', '2026-11-23T13:00'],
    ['0 0 * * *', '2026-11-24T00:00'],
    ['  0\t0  * * * ', '2026-11-24T00:00'],
    ['0 0 ? * ?', '2026-11-24T00:00'],
    ['0 0 * * 0', '2026-11-29T00:00'],
    ['0 0 * * SUN', '2026-11-29T00:00'],
    ['0 9 * * mon-fri', '2026-11-24T09:00'],
    ['0 0 1 * *', '2026-12-01T00:00'],
    ['0 0 1 Jan *', '2027-01-01T00:00'],
    ['0 0 29 feb *', '2028-02-29T00:00'],
    ['59 23 31 12 *', '2026-12-31T23:59'],
    ['10 12 * * *', '2026-11-24T12:10'],
    ['11 12 * * *', '2026-11-23T12:11'],
    ['1,,3 * * * *', '2026-11-23T13:01'],
    ['*-5 * * * *', '2026-11-23T12:11'],
    // Days of the month and of the week: either, unless one is a star.
    ['0 0 1 * 3', '2026-11-25T00:00'],
    ['0 0 24 * 3', '2026-11-24T00:00'],
    ['0 0 * * 3', '2026-11-25T00:00'],
    ['0 0 13 * *', '2026-12-13T00:00'],
    // A step takes the star away: from the 1st on every other day, or on Sunday.
    ['0 0 */2 * 0', '2026-11-25T00:00'],
    ['0 0 */1 * 0', '2026-11-29T00:00'],
    ['0 0 25 * */2', '2026-11-24T00:00'],
    ['@hourly', '2026-11-23T13:00'],
    ['@daily', '2026-11-24T00:00'],
    ['@midnight', '2026-11-24T00:00'],
    ['@weekly', '2026-11-29T00:00'],
    ['@monthly', '2026-12-01T00:00'],
    ['@yearly', '2027-01-01T00:00'],
    ['@annually', '2027-01-01T00:00'],
  ])('%s', (schedule, run) => {
    expect(runs(schedule, monday)).toEqual([run])
  })

  it('gives several runs', () => {
    expect(runs('*/30 22-23 * * *', '2026-12-31T22:30:00Z', 4)).toEqual([
      '2026-12-31T23:00',
      '2026-12-31T23:30',
      '2027-01-01T22:00',
      '2027-01-01T22:30',
    ])
  })

  it.each(['0 0 30 2 *', '0 0 31 4,6,9,11 *', ', * * * *', '* , * * *', '* * * , *', '* * , * *'])(
    '%s never comes',
    (schedule) => {
      expect(runs(schedule, monday)).toEqual([])
    },
  )

  it('looks no further than the end of the fifth year', () => {
    expect(runs('0 0 29 2 *', '2096-03-01T00:00:00Z')).toEqual([])
    expect(runs('0 0 29 2 *', '2099-03-01T00:00:00Z')).toEqual(['2104-02-29T00:00'])
  })

  it('counts @every from the last run', () => {
    expect(runs('@every 1h30m', monday, 2)).toEqual(['2026-11-23T13:40:20', '2026-11-23T15:10:20'])
    expect(runs('@every 1h30m', monday, 2, '2026-11-23T00:00:00.4Z')).toEqual(['2026-11-23T13:30', '2026-11-23T15:00'])
    expect(runs('@every 1h30m', '2026-11-23T13:30:00Z', 1, '2026-11-23T00:00:00Z')).toEqual(['2026-11-23T15:00'])
  })

  it.each([
    ['@every 0s', 1000],
    ['@every -1h', 1000],
    ['@every 10ms', 1000],
    ['@every 1500ms', 1000],
    ['@every 1m', 60_000],
  ])('%s is every %i ms', (schedule, delay) => {
    expect(parseCron(schedule)).toEqual({ cron: { kind: 'every', delay } })
  })
})

describe('a time zone before a schedule', () => {
  it.each([
    ['TZ=Asia/Tokyo 0 0 * * *', '2026-11-23T15:00'],
    ['CRON_TZ=Asia/Tokyo  0 0 * * *', '2026-11-23T15:00'],
    ['TZ=Asia/Kolkata 0 0 * * *', '2026-11-23T18:30'],
    ['TZ=America/New_York @daily', '2026-11-24T05:00'],
    ['TZ= 0 0 * * *', '2026-11-24T00:00'],
    ['TZ=UTC 0 0 * * *', '2026-11-24T00:00'],
    ['TZ=Asia/Tokyo @every 1h', '2026-11-23T13:10:20'],
  ])('%s', (schedule, run) => {
    expect(runs(schedule, '2026-11-23T12:10:20Z')).toEqual([run])
  })

  it('follows the clocks, and leaves out times that they skip', () => {
    expect(runs('TZ=Europe/Berlin 30 2 * * *', '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ])
  })

  it('begins days that have no midnight', () => {
    expect(runs('TZ=America/Sao_Paulo 0 5 4 11 *', '2018-11-01T00:00:00Z')).toEqual(['2018-11-04T07:00'])
    expect(runs('TZ=Asia/Beirut 0 5 * * *', '2021-03-27T12:00:00Z', 2)).toEqual([
      '2021-03-28T02:00',
      '2021-03-29T02:00',
    ])
  })

  it('is known from the result', () => {
    expect(parseCron('TZ=Asia/Tokyo 0 0 * * *')).toMatchObject({ cron: { timeZone: 'Asia/Tokyo' } })
    expect(parseCron('0 0 * * *')).not.toHaveProperty('cron.timeZone')
  })
})
