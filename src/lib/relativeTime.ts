import { locale, t } from './t.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, or how soon, in the largest unit that fits: "2 min ago", "in 3 h". Undefined when it is no time. */
export function relativeTime(value: string, now: number): string | undefined {
  const time = Date.parse(value)
  if (Number.isNaN(time)) return undefined
  const distance = now - time
  // Clocks of servers and browsers differ by seconds: nothing has just happened in the future.
  if (Math.abs(distance) < 10_000) return t('just now')
  const span = timeSpan(Math.abs(distance))
  return distance > 0 ? t('{{span}} ago', { span }) : t('in {{span}}', { span })
}

/** A time in the largest unit that fits: "2 min", "5 days". */
export function timeSpan(ms: number): string {
  // Steps of ten seconds: a table of new things would flicker otherwise.
  if (ms < minute) return t('{{count}} s', { count: Math.floor(ms / 10_000) * 10 })
  if (ms < hour) return t('{{count}} min', { count: Math.floor(ms / minute) })
  if (ms < day) return t('{{count}} h', { count: Math.floor(ms / hour) })
  if (ms < 60 * day) return t('{{count}} days', { count: Math.floor(ms / day) })
  if (ms < 730 * day) return t('{{count}} months', { count: Math.round(ms / (30.44 * day)) })
  return t('{{count}} years', { count: Math.round(ms / (365.25 * day)) })
}

/** Date and time to the second, with the zone, for the hover text of a relative time. Undefined when it is no time. */
export function absoluteTime(value: string): string | undefined {
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? undefined : formatFor(locale()).format(date)
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format takes far longer than using it.
function formatFor(language: string): Intl.DateTimeFormat {
  let format = formats.get(language)
  if (!format)
    formats.set(language, (format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' })))
  return format
}
