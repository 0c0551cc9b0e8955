const most = (1n << 63n) - 1n
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

/**
 * A duration as Go's time.ParseDuration reads it ("72h", "1h30m", "-1.5s", "0"), in nanoseconds, or Go's error word for word.
 * There is no unit for days; a number without a unit is refused, but for 0.
 */
export function parseGoDuration(text: string): { nanoseconds: bigint } | { error: string } {
  const invalid = { error: `time: invalid duration ${quote(text)}` }
  const negative = text.startsWith('-')
  let rest = /^[-+]/.test(text) ? text.slice(1) : text
  if (rest === '0') return { nanoseconds: 0n }
  if (rest === '') return invalid
  let total = 0n
  while (rest !== '') {
    const [all, whole = '', point, fraction = ''] = /^([0-9]*)(\.([0-9]*))?/.exec(rest) ?? ['']
    if (all === '' || (whole === '' && fraction === '')) return invalid
    // Go reads the digits up to here only, whatever the unit.
    if (BigInt(whole || '0') > most + 1n) return invalid
    rest = rest.slice(all.length)
    const name = /^[^.0-9]*/.exec(rest)?.[0] ?? ''
    if (name === '') return { error: `time: missing unit in duration ${quote(text)}` }
    rest = rest.slice(name.length)
    const unit = Object.hasOwn(units, name) ? units[name] : undefined
    if (unit === undefined) return { error: `time: unknown unit ${quote(name)} in duration ${quote(text)}` }
    total += BigInt(whole || '0') * unit + (point === undefined ? 0n : partOf(fraction, unit))
    if (total > most + 1n) return invalid
  }
  if (negative) return { nanoseconds: -total }
  return total > most ? invalid : { nanoseconds: total }
}

/** The digits after the point, as far as they fit 63 bits, of a unit. Go computes with 64-bit floating point numbers here. */
function partOf(digits: string, unit: bigint): bigint {
  let fraction = 0n
  let scale = 1
  for (const digit of digits) {
    if (fraction > most / 10n || fraction * 10n + BigInt(digit) > most + 1n) break
    fraction = fraction * 10n + BigInt(digit)
    scale *= 10
  }
  return BigInt(Math.trunc(Number(fraction) * (Number(unit) / scale)))
}

/** Text as Go's package time quotes it in errors: what is not ASCII byte by byte. */
function quote(text: string): string {
  let quoted = ''
  for (const rune of text) {
    if (rune >= '\u0080' || rune < ' ')
      for (const byte of new TextEncoder().encode(rune)) quoted += `\\x${byte.toString(16).padStart(2, '0')}`
    else quoted += rune === '"' || rune === '\\' ? `\\${rune}` : rune
  }
  return `"${quoted}"`
}

/** Nanoseconds as Go's Duration.String prints them: "72h0m0s", "1.5s", "10ms", "0s". Exact for every bigint. */
export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${formatGoDuration(-nanoseconds)}`
  if (nanoseconds === 0n) return '0s'
  for (const [name, unit] of [
    ['ns', 1n],
    ['\u00b5s', 1_000n],
    ['ms', 1_000_000n],
  ] as const)
    if (nanoseconds < unit * 1000n) return decimal(nanoseconds, unit) + name
  const minutes = nanoseconds / 60_000_000_000n
  const seconds = `${decimal(nanoseconds % 60_000_000_000n, 1_000_000_000n)}s`
  if (minutes === 0n) return seconds
  if (minutes < 60n) return `${minutes}m${seconds}`
  return `${minutes / 60n}h${minutes % 60n}m${seconds}`
}

function decimal(amount: bigint, unit: bigint): string {
  const digits = String(unit).length - 1
  const fraction = String(amount % unit)
    .padStart(digits, '0')
    .slice(0, digits)
    .replace(/0+$/, '')
  return `${amount / unit}${fraction && `.${fraction}`}`
}
