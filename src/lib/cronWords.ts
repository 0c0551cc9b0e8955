import cronstrue from 'cronstrue'
import 'cronstrue/locales/de'
import 'cronstrue/locales/es'
import 'cronstrue/locales/fr'
import 'cronstrue/locales/ja'
import 'cronstrue/locales/ko'
import 'cronstrue/locales/zh_CN'
import { cronBounds, type Cron } from './cron.ts'
import { formatGoDuration } from './goDuration.ts'
import { locale, t } from './t.ts'

/**
 * A schedule in words: "At 00:00, every day". They are made from what Kubernetes understands and not from what was typed, which
 * means something else elsewhere: the hours of 0 0/5 * * * are not five apart at midnight, minutes of 0/61 come hourly.
 */
export function cronWords(cron: Cron): string {
  const words = cron.kind === 'every' ? everyWords(cron.delay) : fieldWords(cron)
  return cron.timeZone === undefined ? words : t('{{words}}, in the time zone {{zone}}', { words, zone: cron.timeZone })
}

function everyWords(delay: number): string {
  return t('Every {{duration}} after the run before', { duration: formatGoDuration(BigInt(delay) * 1_000_000n) })
}

function fieldWords({ minute, hour, dayOfMonth, month, dayOfWeek }: Extract<Cron, { kind: 'fields' }>): string {
  const [minutes, hours, months] = [text('minute', minute), text('hour', hour), text('month', month)]
  const [days, weekdays] = [text('dayOfMonth', dayOfMonth), text('dayOfWeek', dayOfWeek)]
  if (!minutes || !hours || !months) return t('Never')
  const say = (day: string, weekday: string) =>
    cronstrue.toString(`${minutes} ${hours} ${day} ${months} ${weekday}`, {
      use24HourTimeFormat: true,
      verbose: true,
      locale: cronLocales[locale()] ?? 'en',
    })
  const either = !dayOfMonth.star && !dayOfWeek.star
  if (!either) return days && weekdays ? say(days, weekdays) : t('Never')
  // A day has to be in one of the two only.
  if (days === '*' || weekdays === '*') return say('*', '*')
  if (!days || !weekdays) return days || weekdays ? say(days || '*', weekdays || '*') : t('Never')
  return t('{{one}}; also {{other}}', { one: say(days, '*'), other: lowerFirst(say('*', weekdays)) })
}

/** The library's names of the languages it is given above. */
const cronLocales: Readonly<Record<string, string>> = {
  de: 'de',
  es: 'es',
  fr: 'fr',
  ja: 'ja',
  ko: 'ko',
  zh: 'zh_CN',
}

/** The values of a field as the shortest text that says the same everywhere. Empty when it has none. */
function text(name: keyof typeof cronBounds, { values }: { values: ReadonlySet<number> }): string {
  const { min, max } = cronBounds[name]
  const sorted = [...values].toSorted((a, b) => a - b)
  const [first = 0, second = 0] = sorted
  const count = max - min + 1
  if (sorted.length === count) return '*'
  const step = second - first
  const isEven = count % step === 0 || name === 'dayOfMonth'
  const goesOn = sorted.length > 1 && step > 1 && first + step * sorted.length > max
  if (goesOn && first === min && isEven && sorted.every((value, index) => value === first + step * index))
    return `*/${step}`
  return ranges(sorted).join(',')
}

function ranges(sorted: readonly number[]): string[] {
  const found: string[] = []
  for (let from = 0, at = 0; at < sorted.length; at++) {
    if (sorted[at + 1] === (sorted[at] ?? 0) + 1) continue
    const run = sorted.slice(from, at + 1)
    found.push(...(run.length > 2 ? [`${run[0]}-${run.at(-1)}`] : run.map(String)))
    from = at + 1
  }
  return found
}

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)
