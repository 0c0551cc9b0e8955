// Days before each month of a year that is no leap year.
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

const [dash, dot, zero, nine, colon, plus, minus, upperT, upperZ] = [45, 46, 48, 57, 58, 43, 45, 84, 90]

// Where the last timestamp read has ended. Reading happens a million times: an object for each answer would cost more than the reading.
let endOfTime = 0

/** Reads a RFC 3339 timestamp with 0 to 9 digits of a fraction, in µs since 1970 (digits beyond are dropped); NaN where there is none. */
export function readTime(text: string, start: number): number {
  const seconds = readSeconds(text, start, dash, upperT)
  if (Number.isNaN(seconds)) return Number.NaN
  let at = start + 19
  let micros = 0
  if (text.charCodeAt(at) === dot) {
    let unit = 100_000
    for (;;) {
      const digit = text.charCodeAt(++at) - zero
      if (!(digit >= 0 && digit <= 9)) break
      if (unit >= 1) micros += digit * unit
      unit /= 10
    }
  }
  const zone = text.charCodeAt(at)
  let offset = 0
  if (zone === upperZ) at++
  else if (zone === plus || zone === minus) {
    const hours = twoDigits(text, at + 1)
    const minutes = twoDigits(text, at + 4)
    if (text.charCodeAt(at + 3) !== colon || !(hours <= 23 && minutes <= 59)) return Number.NaN
    offset = (hours * 60 + minutes) * (zone === plus ? -60 : 60)
    at += 6
  } else return Number.NaN
  endOfTime = at
  return (seconds + offset) * 1_000_000 + micros
}

/** The index after the timestamp that readTime has just read. */
export function afterTime(): number {
  return endOfTime
}

/** Reads `2026/11/20 23:00:00`, as Go's log package writes it, in µs since 1970 (UTC: what containers run in); NaN where there is none. */
export function readGoLogTime(text: string, start: number): number {
  return readSeconds(text, start, 47, 32) * 1_000_000
}

function readSeconds(text: string, start: number, dateSeparator: number, between: number): number {
  if (
    text.charCodeAt(start + 4) !== dateSeparator ||
    text.charCodeAt(start + 7) !== dateSeparator ||
    text.charCodeAt(start + 10) !== between ||
    text.charCodeAt(start + 13) !== colon ||
    text.charCodeAt(start + 16) !== colon
  )
    return Number.NaN
  const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2)
  const month = twoDigits(text, start + 5)
  const day = twoDigits(text, start + 8)
  const hour = twoDigits(text, start + 11)
  const minute = twoDigits(text, start + 14)
  const second = twoDigits(text, start + 17)
  // Comparisons with NaN are false.
  if (!(
    year >= 1970 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60
  ))
    return Number.NaN
  const leaps = (month > 2 ? year + 1 : year) - 1
  const leapDays = Math.floor(leaps / 4) - Math.floor(leaps / 100) + Math.floor(leaps / 400) - 477
  const days = (year - 1970) * 365 + leapDays + (daysBefore[month - 1] ?? 0) + day - 1
  return ((days * 24 + hour) * 60 + minute) * 60 + second
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at)
  const ones = text.charCodeAt(at + 1)
  return tens >= zero && tens <= nine && ones >= zero && ones <= nine ? (tens - zero) * 10 + ones - zero : Number.NaN
}
