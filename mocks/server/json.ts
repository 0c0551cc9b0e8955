const MARK = '\u0000integer:'
/** Strings, to pass them over, and integers that may be beyond what a number holds. */
const LONG_INTEGERS = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g
const WRITTEN = /"\\u0000integer:(-?\d+)"/g
const isInt64 = (integer: bigint) => BigInt.asIntN(64, integer) === integer

/** JSON as Kubernetes reads it: integers of 64 bits keep their digits, as bigints where numbers would lose some. */
export function parseJson(text: string): unknown {
  let long = false
  const marked = /\d{16}/.test(text)
    ? text.replaceAll(LONG_INTEGERS, (token) => {
        if (token.startsWith('"') || Number.isSafeInteger(Number(token)) || !isInt64(BigInt(token))) return token
        long = true
        return JSON.stringify(MARK + token)
      })
    : text
  if (!long) return JSON.parse(text)
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  )
}

/** JSON in which bigints are integers. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // The one thing of an object here that JSON cannot hold is a bigint; looking for them beforehand would cost every answer.
    if (!(error instanceof TypeError)) throw error
    return JSON.stringify(value, (_key, entry: unknown) =>
      typeof entry === 'bigint' ? `${MARK}${entry}` : entry,
    ).replaceAll(WRITTEN, '$1')
  }
}
