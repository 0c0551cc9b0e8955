import { describe, expect, it } from 'vitest'
import { prunerProblems } from './imagePrunerProblems.ts'

const found = (spec: object) =>
  prunerProblems(spec).map(({ path, severity, message }) => `${severity} ${path.join('.')}: ${message}`)

const refused = 'The operator could not update the CronJob and would be degraded, while the old schedule goes on.'
const unreadable =
  'The operator could not read its settings at all any more: nothing would change then, not even by suspending, until this is put right.'

describe('a schedule', () => {
  it.each(['', '0 0 * * *', '@daily', '@every 1h30m', '*/15 * * * *', '0 0 * * sun', '0 0 29 2 *', '0 0 ? * ?'])(
    '%j is well',
    (schedule) => {
      expect(found({ schedule })).toEqual([])
    },
  )

  it.each([
    ['every day', `This is no schedule: expected exactly 5 fields, found 2: [every day]. ${refused}`],
    ['* * * *', `This is no schedule: expected exactly 5 fields, found 4: [* * * *]. ${refused}`],
    [
      '0 0 0 * * *',
      `This is no schedule: expected exactly 5 fields, found 6: [0 0 0 * * *]. There is no field for seconds or years. ${refused}`,
    ],
    ['61 * * * *', `This is no schedule: end of range (61) above maximum (59): 61. ${refused}`],
    ['0 0 * * 7', `This is no schedule: end of range (7) above maximum (6): 7. Sunday is 0. ${refused}`],
    [
      '@daily ',
      `This is no schedule: unrecognized descriptor: @daily . Blanks before or after it do not belong there. ${refused}`,
    ],
    [
      'TZ=UTC',
      `This is no schedule: invalid schedule format: runtime error: slice bounds out of range [:-1]. ${refused}`,
    ],
    [
      'TZ=Europe/Berlin 0 3 * * *',
      'A schedule has no time zone: newer API servers refuse the CronJob, and the operator would be degraded. Without it the times are those of the controller manager, normally UTC: convert them.',
    ],
    ['0 0 30 2 *', 'There is no such day: no run would ever start. To stop pruning, suspend it.'],
    ['@every 0s', 'Runs would follow each other without a pause: what is less than a second becomes one.'],
    ['@every -1h', 'Runs would follow each other without a pause: what is less than a second becomes one.'],
  ])('%j is refused', (schedule, message) => {
    expect(found({ schedule })).toEqual([`error schedule: ${message}`])
  })

  it.each(['* * * * *', '*/5 * * * *', '@every 10m', '0,10 * * * *', '30-31 4 * * *'])('%j is often', (schedule) => {
    expect(found({ schedule })).toEqual([expect.stringMatching(/^warning schedule: This is often:/)])
  })
})

describe('an age', () => {
  it.each(['60m', '72h', '1h30m', '1752000h', '2562047h', '1ns'])('%j is well', (keepYoungerThanDuration) => {
    expect(found({ keepYoungerThanDuration })).toEqual([])
  })

  it.each([
    ['3 days', 'time: unknown unit " days" in duration "3 days". Write 72h.'],
    ['2w', 'time: unknown unit "w" in duration "2w". Write 336h.'],
    ['200 years', 'time: unknown unit " years" in duration "200 years". Write 1752000h.'],
    ['300 years', 'time: unknown unit " years" in duration "300 years". The longest is 2562047h, about 292 years.'],
    ['3600', 'time: missing unit in duration "3600". Units are s, m and h: 90m, 72h, 1h30m.'],
    ['1 hour', 'time: unknown unit " hour" in duration "1 hour". Units are s, m and h: 90m, 72h, 1h30m.'],
    ['', 'time: invalid duration "". Units are s, m and h: 90m, 72h, 1h30m.'],
    ['3000000h', 'time: invalid duration "3000000h". The longest is 2562047h, about 292 years.'],
  ])('%j is refused', (keepYoungerThanDuration, message) => {
    expect(found({ keepYoungerThanDuration })).toEqual([
      `error keepYoungerThanDuration: This is no duration: ${message} ${unreadable}`,
    ])
  })

  const fails = 'Every run would fail: --keep-younger-than must be greater than or equal to 0.'
  it('below 0 fails every run', () => {
    expect(found({ keepYoungerThanDuration: '-1h' })).toEqual([`error keepYoungerThanDuration: ${fails}`])
    expect(found({ keepYoungerThan: -1 })).toEqual([`error keepYoungerThan: ${fails}`])
    expect(found({ keepYoungerThan: -9_223_372_036_854_775_808n })).toEqual([`error keepYoungerThan: ${fails}`])
  })

  it('of 0 is warned of', () => {
    const warned = [expect.stringMatching(/^warning keepYounger\w+: Nothing is too young then/)]
    expect(found({ keepYoungerThanDuration: '0' })).toEqual(warned)
    expect(found({ keepYoungerThanDuration: '0s' })).toEqual(warned)
    expect(found({ keepYoungerThan: 0 })).toEqual(warned)
  })

  it('in nanoseconds does not count beside a duration', () => {
    expect(found({ keepYoungerThan: -1, keepYoungerThanDuration: '1h' })).toEqual([])
    expect(found({ keepYoungerThan: 6_307_200_000_000_000_001n })).toEqual([])
  })
})

describe('numbers', () => {
  const whole = 'keepTagRevisions has to be a whole number.'
  it.each<[unknown, string]>([
    [-1, 'error keepTagRevisions: Every run would fail: --keep-tag-revisions must be greater than or equal to 0.'],
    [2 ** 31, 'error keepTagRevisions: 2,147,483,647 is the most: no tag has that many revisions.'],
    [9_223_372_036_854_775_807n, 'error keepTagRevisions: 2,147,483,647 is the most: no tag has that many revisions.'],
    [1.5, `error keepTagRevisions: ${whole}`],
    [Number.NaN, `error keepTagRevisions: ${whole}`],
    [
      0,
      'warning keepTagRevisions: Not even the present revision counts: a tag that no workload uses loses its image once that is old enough.',
    ],
  ])('%s revisions', (keepTagRevisions, message) => {
    expect(found({ keepTagRevisions })).toEqual([message])
  })

  it.each<[unknown, string]>([
    [
      -1,
      'error {}: The API refuses a CronJob whose {} is negative: the operator would be degraded, and nothing changes.',
    ],
    [2 ** 31, 'error {}: 2,147,483,647 is the most that the API server takes for {}.'],
    [0.5, 'error {}: {} has to be a whole number.'],
    [0, 'warning {}: None is kept: neither its result nor its log can be looked at when it is over.'],
  ])('a history of %s', (limit, message) => {
    expect(found({ successfulJobsHistoryLimit: limit })).toEqual([
      message.replaceAll('{}', 'successfulJobsHistoryLimit'),
    ])
    expect(found({ failedJobsHistoryLimit: limit })).toEqual([message.replaceAll('{}', 'failedJobsHistoryLimit')])
  })

  it.each<[unknown]>([[1], [3], [2 ** 31 - 1]])('%s is well', (value) => {
    expect(
      found({ keepTagRevisions: value, successfulJobsHistoryLimit: value, failedJobsHistoryLimit: value }),
    ).toEqual([])
  })
})

it('warns of what is suspended', () => {
  expect(found({ suspend: true })).toEqual([
    'warning suspend: While it is suspended no run starts by itself: images and history only become more.',
  ])
})

it('leaves values of the wrong type to the schema', () => {
  const spec = { schedule: 5, keepYoungerThanDuration: 60, keepTagRevisions: '3', resources: 1, tolerations: 'x' }
  expect(found({ ...spec, nodeSelector: null, affinity: [], successfulJobsHistoryLimit: {} })).toEqual([])
  expect(found({ tolerations: [1, null], affinity: { nodeAffinity: 5 }, resources: { requests: [] } })).toEqual([])
})

it('says where in lists and maps', () => {
  const spec = {
    resources: { requests: { cpu: 'much' } },
    nodeSelector: { 'a b': '' },
    tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b c' }],
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{}] } },
  }
  expect(prunerProblems(spec).map(({ path }) => path.join('.'))).toEqual([
    'resources.requests.cpu',
    'nodeSelector.a b',
    'tolerations.1.value',
    'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.0.topologyKey',
  ])
})
