import { parseGoDuration } from '../../lib/goDuration.ts'
import { sentences } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'

const hoursOf: Record<string, number | undefined> = { d: 24, w: 168, m: 730, y: 8760 }

/** Why a text is no duration for Go, and how it is written; undefined for a duration. What comes of it is for the caller to say. */
export function durationProblem(duration: string): string | undefined {
  const parsed = parseGoDuration(duration)
  if (!('error' in parsed)) return undefined
  return sentences(t('This is no duration: {{error}}.', { error: parsed.error }), durationHint(duration))
}

function durationHint(duration: string): string {
  const [, amount = '', unit = ''] = /^\s*(\d+)\s*(d|w|y|days?|weeks?|months?|years?)\s*$/i.exec(duration) ?? []
  const hours = Number(amount) * (hoursOf[unit.charAt(0).toLowerCase()] ?? 0)
  if (hours > 0 && hours <= 2_562_047) return t('Write {{duration}}.', { duration: `${hours}h` })
  if (/^[+-]?((\d+\.?\d*|\.\d+)(ns|us|\u00b5s|ms|s|m|h))+$/.test(duration) || hours > 0)
    return t('The longest is 2562047h, about 292 years.')
  return t('Units are s, m and h: 90m, 72h, 1h30m.')
}
