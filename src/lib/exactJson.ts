// Numbers hold whole numbers up to 2^53 exactly, the API's up to 2^63: those beyond are bigints here.
// Digests are no numbers, though some begin like one.
const longNumber = /[:,[\s]-?\d{16,}[\s,}\]]/
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Parses JSON. Whole numbers that a number cannot hold exactly become bigints, digit for digit. Throws a SyntaxError. */
export function parseExactJson(text: string): unknown {
  // Nearly all texts hold none; looking costs a fraction of parsing.
  if (!longNumber.test(text)) return JSON.parse(text)
  const mark = newMark()
  let found = false
  const marked = text.replaceAll(stringOrNumber, (token) => {
    if (token.length < 16 || !/^-?\d+$/.test(token) || Number.isSafeInteger(Number(token))) return token
    found = true
    return `"${mark}${token}"`
  })
  if (!found) return JSON.parse(text)
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  )
}

/** A value as JSON; bigints as numbers, digit for digit. */
export function exactJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent)
  } catch (error) {
    // Thrown for bigints, and for what holds itself.
    if (!(error instanceof TypeError)) throw error
  }
  const mark = newMark()
  const text = JSON.stringify(
    value,
    (_key, field: unknown) => (typeof field === 'bigint' ? `${mark}${field}` : field),
    indent,
  )
  return text.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1')
}

/** What no text has by accident or on purpose. */
function newMark(): string {
  return `bigint ${Math.random()} `
}
