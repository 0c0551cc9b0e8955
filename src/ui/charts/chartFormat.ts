import { formatBytes } from '../../lib/bytes.ts'
import { locale, t } from '../../lib/t.ts'
import type { ChartUnit } from './chartTypes.ts'

/** A measured value in words: "1.5 KiB", "12 ms", "0.21 %", "3.4/s". */
export function formatValue(value: number, unit: ChartUnit): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value)
    case 'bytesPerSecond':
      return t('{{amount}}/s', { amount: formatBytes(value) })
    case 'seconds':
      return formatSeconds(value)
    case 'ratio':
      return t('{{amount}} %', { amount: significant(value * 100) })
    case 'perSecond':
      return t('{{amount}}/s', { amount: significant(value) })
    case 'count':
      return significant(value)
  }
}

/** A label of an axis: the same, without digits that say nothing. */
export function formatTick(value: number, unit: ChartUnit): string {
  if (value === 0 && unit !== 'ratio') return '0'
  return formatValue(value, unit).replace(/[.,]0(?= [KMGTPE]?i?B)/, '')
}

const secondUnits = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
] as const

/** Seconds in the unit that fits: "250 µs", "12 ms", "1.5 s", "3 h". */
function formatSeconds(value: number): string {
  const size = Math.abs(value)
  // 999.9 ms would be written as 1,000 ms.
  const [scale, unit] = secondUnits.find(([seconds]) => size >= seconds * 0.9995) ?? [1e-6, 'µs']
  return size === 0 ? '0 s' : `${significant(value / scale)} ${unit}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** Three digits that matter; whole numbers from a thousand on. */
function significant(value: number): string {
  const whole = Math.abs(value) >= 1000
  const key = `${locale()} ${String(whole)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(
      locale(),
      whole ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3, maximumFractionDigits: 6 },
    )
    formats.set(key, format)
  }
  return format.format(value)
}

/** Steps of an axis of bytes: powers of two, so that labels are whole. */
export const byteSteps = Array.from({ length: 61 }, (_, power) => 2 ** power)

const times = new Map<string, Intl.DateTimeFormat>()

function timeFormat(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${kind}`
  let format = times.get(key)
  if (!format) times.set(key, (format = new Intl.DateTimeFormat(locale(), options)))
  return format
}

/** Labels of a time axis: the time of day, and the date where a new day begins. Steps in seconds. */
export function timeTicks(splits: readonly number[], step: number): string[] {
  const day = timeFormat('day', { day: 'numeric', month: 'short' })
  const clock = timeFormat(
    step < 60 ? 'seconds' : 'minutes',
    step < 60
      ? { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  )
  let before = ''
  return splits.map((seconds) => {
    const date = new Date(seconds * 1000)
    const today = day.format(date)
    const isNew = before !== '' && today !== before
    before = today
    return step >= 86_400 || isNew ? today : clock.format(date)
  })
}

/** The moment of a point: date and time to the second, with the zone. */
export function formatMoment(seconds: number): string {
  return timeFormat('moment', { dateStyle: 'medium', timeStyle: 'long' }).format(new Date(seconds * 1000))
}
