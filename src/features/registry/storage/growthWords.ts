import { formatBytes } from '../../../lib/bytes.ts'
import { reaches, type Growth } from '../../../lib/growth.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { formatNumber, t, locale } from '../../../lib/t.ts'

const daySeconds = 86_400
/** Beyond that a straight line says nothing. */
const farSeconds = 5 * 365 * daySeconds

/** A day, without the time: nobody knows that of the future. */
export function dayText(seconds: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(seconds * 1000))
}

/** Bytes a day with their sign: "+3.1 GiB a day". */
export function dailyText({ line, course }: Growth): string {
  const bytes = line.perSecond * daySeconds
  if (course === 'even') return t('It stays as it is')
  const sign = bytes > 0 ? '+' : '−'
  return t('{{bytes}} a day', { bytes: `${sign}${formatBytes(Math.abs(bytes))}` })
}

/** When it is full. `at` only when that can be said, in seconds since 1970. */
export interface FullForecast {
  at?: number
  /** "In ~94 days", or why not. */
  text: string
  /** The day of it. */
  date?: string
  status: 'danger' | 'warning' | 'none'
}

/** When a volume is full by the line, in words: "in ~94 days", with how much that is worth. `now` in seconds. */
export function fullForecast(
  growth: Growth | undefined,
  use: { used: number; capacity: number },
  now: number,
): FullForecast {
  const { used, capacity } = use
  if (used >= capacity) return { at: now, text: t('It is full'), status: 'danger' }
  if (!growth) return { text: t('Not known: too little was measured to draw a line'), status: 'none' }
  const at = reaches(growth, capacity, now)
  if (at === undefined) {
    return {
      text: growth.course === 'even' ? t('Not by this course: it stays as it is') : t('Not by this course: it shrinks'),
      status: 'none',
    }
  }
  const left = at - now
  if (left > farSeconds) return { text: t('Not within five years'), status: 'none' }
  const span = timeSpan(left * 1000)
  const date = dayText(at)
  const status = left <= 14 * daySeconds ? 'danger' : left <= 45 * daySeconds ? 'warning' : 'none'
  // The line is above what is used now, or about to be.
  if (left < daySeconds) return { at, text: t('Within a day'), status: 'danger' }
  return { at, text: t('In ~{{span}}', { span }), date, status }
}

/** What the line goes by, and how well: said beside every date that comes from it. */
export function honestyText({ line, from, to, since, drops, course }: Growth): string {
  const span = timeSpan((to - from) * 1000)
  const sentences = [
    since
      ? t('By the straight line through the {{span}} since {{bytes}} went away on {{date}}.', {
          span,
          bytes: formatBytes(since.by),
          date: dayText(since.at),
        })
      : t('By the straight line through the last {{span}} that were measured.', { span }),
  ]
  if (drops.length > 0) {
    sentences.push(t('It goes through {{count}} falls, as pruning makes them.', { count: drops.length }))
  }
  if (course === 'irregular') {
    sentences.push(
      t(
        'It grows irregularly: the line explains only {{percent}} of the ups and downs, and any date from it is a guess.',
        {
          percent: percentText(line.rSquared),
        },
      ),
    )
  } else if (course === 'steady') {
    sentences.push(t('It explains {{percent}} of the ups and downs (R²).', { percent: percentText(line.rSquared) }))
  }
  return sentences.join(sentenceGap())
}

/** A share of one in percent; never 100 % before it is all. */
export function percentText(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.5) return t('<1 %')
  return `${formatNumber(share < 1 ? Math.min(99, Math.round(percent)) : Math.round(percent))} %`
}
