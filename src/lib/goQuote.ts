const escapes: Record<string, string | undefined> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

/** A text as Go's %q prints it: what cannot be seen is escaped. */
export function goQuote(text: string): string {
  let quoted = '"'
  for (const character of text)
    quoted += escapes[character] ?? (printable.test(character) ? character : escape(character))
  return `${quoted}"`
}

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16)
  if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, '0')}`
  return code < 0x1_00_00 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
