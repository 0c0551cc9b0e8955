/** Why Go's encoding/json refuses a text, in its words; undefined for valid JSON. */
export function goJsonError(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1]
    const end = at === undefined || Number(at) >= text.length
    if (end) return 'unexpected end of JSON input'
    const index = Number(at)
    const before = text.slice(0, index).trimEnd().at(-1)
    return `invalid character ${quote(text[index] ?? '')} ${place(before)}`
  }
}

function place(before: string | undefined): string {
  if (before === undefined || before === ':' || before === '[') return 'looking for beginning of value'
  if (before === '{') return 'looking for beginning of object key string'
  if (before === ',') return 'looking for beginning of value'
  return 'after top-level value'
}

/** Go's %q of one character in single quotes. */
function quote(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `'\\u${code.toString(16).padStart(4, '0')}'`
  return character === "'" ? `'\\''` : `'${character}'`
}
