const two = (value: number) => String(value).padStart(2, '0')

/** The time of day of a moment (µs since 1970), here, to the millisecond: "23:33:12.204". */
export function logTime(micros: number): string {
  const date = new Date(Math.floor(micros / 1000))
  if (Number.isNaN(date.getTime())) return ''
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}

/** A moment (µs since 1970) in full, as the API writes it: "2026-11-20T23:33:09.208051Z". */
export function logTimeTitle(micros: number): string {
  const date = new Date(Math.floor(micros / 1000))
  if (Number.isNaN(date.getTime())) return ''
  return date.toISOString().replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`)
}
