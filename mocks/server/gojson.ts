class Invalid extends Error {}

/** Why Go's encoding/json refuses a text, in its words; undefined for valid JSON. */
export function goJsonError(text: string): string | undefined {
  try {
    new Scanner(text).document()
    return undefined
  } catch (error) {
    if (error instanceof Invalid) return error.message
    throw error
  }
}

/** Reads JSON only to say where it stops being JSON. */
class Scanner {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  document() {
    this.#value()
    this.#blank()
    if (this.#at < this.#text.length) this.#fail('after top-level value')
  }

  #fail(where: string): never {
    const character = this.#text[this.#at]
    throw new Invalid(
      character === undefined ? 'unexpected end of JSON input' : `invalid character ${quote(character)} ${where}`,
    )
  }

  #blank() {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++
  }

  #next(): string | undefined {
    this.#blank()
    return this.#text[this.#at]
  }

  #value(): void {
    const first = this.#next()
    if (first === '{') this.#object()
    else if (first === '[') this.#array()
    else if (first === '"') this.#string()
    else if (first === 't') this.#literal('true')
    else if (first === 'f') this.#literal('false')
    else if (first === 'n') this.#literal('null')
    else if (first !== undefined && /[-\d]/.test(first)) this.#number()
    else this.#fail('looking for beginning of value')
  }

  #object() {
    this.#at++
    if (this.#next() === '}') return void this.#at++
    for (;;) {
      if (this.#next() !== '"') this.#fail('looking for beginning of object key string')
      this.#string()
      if (this.#next() !== ':') this.#fail('after object key')
      this.#at++
      this.#value()
      const after = this.#next()
      if (after !== ',' && after !== '}') this.#fail('after object key:value pair')
      this.#at++
      if (after === '}') return
    }
  }

  #array() {
    this.#at++
    if (this.#next() === ']') return void this.#at++
    for (;;) {
      this.#value()
      const after = this.#next()
      if (after !== ',' && after !== ']') this.#fail('after array element')
      this.#at++
      if (after === ']') return
    }
  }

  #string() {
    for (this.#at++; this.#text[this.#at] !== '"'; this.#at++) {
      const character = this.#text[this.#at]
      if (character === undefined || character < ' ') this.#fail('in string literal')
      if (character !== '\\') continue
      this.#at++
      if (!/["\\/bfnrtu]/.test(this.#text[this.#at] ?? '')) this.#fail('in string escape code')
    }
    this.#at++
  }

  #literal(word: string) {
    for (const letter of word) {
      if (this.#text[this.#at] !== letter) this.#fail(`in literal ${word} (expecting '${letter}')`)
      this.#at++
    }
  }

  #number() {
    const digits = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
    digits.lastIndex = this.#at
    if (!digits.test(this.#text)) {
      this.#at++
      this.#fail('in numeric literal')
    }
    this.#at = digits.lastIndex
  }
}

/** Go's %q of one character. */
function quote(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `'\\u${code.toString(16).padStart(4, '0')}'`
  return character === "'" ? `'\\''` : `'${character}'`
}
