import { parseGoDuration } from './goDuration.ts'
import { goQuote } from './goQuote.ts'

/** The values of one field. A star (or ?, also with a step of 1) lets days of the month and of the week restrict each other. */
interface CronField {
  values: ReadonlySet<number>
  star: boolean
}

/** A schedule as Kubernetes understands it. */
export type Cron =
  | {
      kind: 'fields'
      minute: CronField
      hour: CronField
      dayOfMonth: CronField
      month: CronField
      dayOfWeek: CronField
      /** The time zone of a TZ= or CRON_TZ= prefix; without it the controller manager's, which is UTC. */
      timeZone?: string
    }
  | { kind: 'every'; /** Milliseconds, whole seconds, at least one. */ delay: number; timeZone?: string }

const minuteMs = 60_000
const hourMs = 3_600_000

interface Bounds {
  min: number
  max: number
  names?: readonly string[]
}

/** What each field may hold. Names stand for numbers from the least on. */
export const cronBounds = {
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  dayOfMonth: { min: 1, max: 31 },
  month: {
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  dayOfWeek: { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
} as const satisfies Record<string, Bounds>

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

// Go's idea of white space (unicode.IsSpace), which is not JavaScript's.
const space = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+'
const spaces = new RegExp(space)
const outerSpaces = new RegExp(`^${space}|${space}$`, 'g')

class Refused extends Error {}

/** A schedule as the API server reads it (robfig/cron v3.0.1 ParseStandard), or its error word for word. */
export function parseCron(schedule: string): { cron: Cron } | { error: string } {
  try {
    return { cron: parse(schedule) }
  } catch (error) {
    if (error instanceof Refused) return { error: error.message }
    throw error
  }
}

function parse(schedule: string): Cron {
  if (schedule === '') throw new Refused('empty spec string')
  let spec = schedule
  let zone: { timeZone?: string } = {}
  if (/^(CRON_)?TZ=/.test(spec)) {
    const end = spec.indexOf(' ')
    // The parser panics here, which newer API servers catch.
    if (end < 0) throw new Refused('invalid schedule format: runtime error: slice bounds out of range [:-1]')
    zone = { timeZone: location(spec.slice(spec.indexOf('=') + 1, end)) }
    spec = spec.slice(end).replace(outerSpaces, '')
  }
  if (spec.startsWith('@')) {
    const fields = Object.hasOwn(descriptors, spec) ? descriptors[spec] : undefined
    return fields === undefined ? { ...parseEvery(spec), ...zone } : { ...parseFields(fields), ...zone }
  }
  return { ...parseFields(spec), ...zone }
}

function location(name: string): string {
  if (name === '' || name === 'UTC' || name === 'Local') return 'UTC'
  // Browsers know offsets as zones, Go does not.
  if (!/^[+-]/.test(name)) {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) && name
    } catch {
      // A RangeError: no such zone.
    }
  }
  const invalid = name.includes('..') || /^[/\\]/.test(name)
  throw new Refused(
    `provided bad location ${name}: ${invalid ? 'time: invalid location name' : `unknown time zone ${name}`}`,
  )
}

function parseEvery(descriptor: string): Cron {
  const prefix = '@every '
  if (!descriptor.startsWith(prefix)) throw new Refused(`unrecognized descriptor: ${descriptor}`)
  const duration = parseGoDuration(descriptor.slice(prefix.length))
  if ('error' in duration) throw new Refused(`failed to parse duration ${descriptor}: ${duration.error}`)
  const seconds = Number(duration.nanoseconds / 1_000_000_000n)
  return { kind: 'every', delay: Math.max(seconds, 1) * 1000 }
}

function parseFields(spec: string): Cron {
  const fields = spec.split(spaces).filter((field) => field !== '')
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields
  if (fields.length !== 5 || !minute || !hour || !dayOfMonth || !month || !dayOfWeek)
    throw new Refused(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`)
  return {
    kind: 'fields',
    minute: parseField(minute, cronBounds.minute),
    hour: parseField(hour, cronBounds.hour),
    dayOfMonth: parseField(dayOfMonth, cronBounds.dayOfMonth),
    month: parseField(month, cronBounds.month),
    dayOfWeek: parseField(dayOfWeek, cronBounds.dayOfWeek),
  }
}

function parseField(field: string, range: Bounds): CronField {
  const values = new Set<number>()
  let star = false
  for (const part of field.split(',')) if (part !== '' && parseRange(part, range, values)) star = true
  return { values, star }
}

/** Adds the values of one range; tells whether it is a star. */
function parseRange(part: string, { min, max, names }: Bounds, values: Set<number>): boolean {
  const [range = '', stepText, ...moreSteps] = part.split('/')
  const [low = '', high, ...more] = range.split('-')
  let star = low === '*' || low === '?'
  let start = BigInt(min)
  let end = BigInt(max)
  if (!star) {
    start = parseNumber(low, names)
    if (more.length > 0) throw new Refused(`too many hyphens: ${part}`)
    end = high === undefined ? start : parseNumber(high, names)
  }
  if (moreSteps.length > 0) throw new Refused(`too many slashes: ${part}`)
  let step = 1n
  if (stepText !== undefined) {
    step = parseNumber(stepText)
    // "5/10" goes on to the end.
    if (high === undefined) end = BigInt(max)
    if (step > 1n) star = false
  }
  if (start < min) throw new Refused(`beginning of range (${start}) below minimum (${min}): ${part}`)
  if (end > max) throw new Refused(`end of range (${end}) above maximum (${max}): ${part}`)
  if (start > end) throw new Refused(`beginning of range (${start}) beyond end of range (${end}): ${part}`)
  if (step === 0n) throw new Refused(`step of range should be a positive number: ${part}`)
  for (let value = start; value <= end; value += step) values.add(Number(value))
  return star
}

function parseNumber(text: string, names?: readonly string[]): bigint {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  // Months are counted from 1, days of the week from 0.
  if (names && named >= 0) return BigInt(named + (names.length === 12 ? 1 : 0))
  if (!/^[+-]?[0-9]+$/.test(text)) throw unreadable(text, 'invalid syntax')
  const number = BigInt(text.replace(/^\+/, ''))
  if (BigInt.asIntN(64, number) !== number) throw unreadable(text, 'value out of range')
  if (number < 0n) throw new Refused(`negative number (${number}) not allowed: ${text}`)
  return number
}

function unreadable(text: string, why: string): Refused {
  return new Refused(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: ${why}`)
}

/** How times of day and moments belong together. Months are counted from 1, days of the week from Sunday, 0. */
interface Zone {
  read(moment: number): { year: number; month: number; day: number; hour: number; minute: number }
  /** When a day begins. */
  at(year: number, month: number, day: number): number
}

const utc: Zone = {
  read: (moment) => {
    const date = new Date(moment)
    return {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
    }
  },
  at: (year, month, day) => Date.UTC(year, month - 1, day),
}

function zoneOf(timeZone: string): Zone {
  if (timeZone === 'UTC') return utc
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const read = (moment: number) => {
    const parts = format.formatToParts(moment)
    const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
    return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') }
  }
  const offset = (moment: number) => {
    const { year, month, day, hour, minute } = read(moment)
    return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(moment / minuteMs) * minuteMs
  }
  return {
    read,
    at: (year, month, day) => {
      const wall = Date.UTC(year, month - 1, day)
      const moment = wall - offset(wall - offset(wall))
      // Where clocks go forward at midnight, the day begins when they show one; until then they show eleven.
      const { hour } = read(moment)
      return hour > 12 ? moment + (24 - hour) * hourMs : moment
    },
  }
}

/**
 * When a schedule starts the next runs after a moment, as kube-controller-manager has it: milliseconds UTC. Fewer when there
 * is none within five years. "@every" is counted from the anchor: the last run, or the CronJob's creation.
 */
export function nextRuns(cron: Cron, after: number, count: number, anchor = after): number[] {
  const runs: number[] = []
  if (cron.kind === 'every') {
    const from = Math.floor(anchor / 1000) * 1000
    const passed = Math.max(0, Math.floor((after - from) / cron.delay))
    for (let run = passed + 1; runs.length < count; run++) runs.push(from + run * cron.delay)
    return runs
  }
  const zone = zoneOf(cron.timeZone ?? 'UTC')
  let moment: number | undefined = after
  while (runs.length < count && (moment = next(cron, zone, moment)) !== undefined) runs.push(moment)
  return runs
}

type Fields = Extract<Cron, { kind: 'fields' }>

/** The first run after a moment, found as robfig/cron does it: from the month down, beginning anew where one wraps around. */
function next(cron: Fields, zone: Zone, after: number): number | undefined {
  // Fields such as "," hold nothing: looking minute by minute would take long.
  if ([cron.minute, cron.hour, cron.month].some(({ values }) => values.size === 0)) return undefined
  // Schedules have no seconds: a run begins at the next full minute at the earliest.
  let moment = (Math.floor(after / minuteMs) + 1) * minuteMs
  let now = zone.read(moment)
  const go = (to: number) => {
    moment = to
    now = zone.read(to)
  }
  const lastYear = now.year + 5
  while (now.year <= lastYear) {
    const { year, month, day, hour, minute } = now
    if (!cron.month.values.has(month)) go(zone.at(year, month + 1, 1))
    else if (!dayMatches(cron, now)) go(zone.at(year, month, day + 1))
    else if (!cron.hour.values.has(hour)) go(moment - minute * minuteMs + hourMs)
    else if (!cron.minute.values.has(minute)) go(moment + minuteMs)
    else return moment
  }
  return undefined
}

function dayMatches({ dayOfMonth, dayOfWeek }: Fields, { year, month, day }: ReturnType<Zone['read']>): boolean {
  const ofMonth = dayOfMonth.values.has(day)
  const ofWeek = dayOfWeek.values.has(new Date(Date.UTC(year, month - 1, day)).getUTCDay())
  return dayOfMonth.star || dayOfWeek.star ? ofMonth && ofWeek : ofMonth || ofWeek
}
