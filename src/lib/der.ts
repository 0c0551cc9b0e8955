/** One value of ASN.1 in its distinguished encoding (X.690). */
export interface DerValue {
  tag: number
  content: Uint8Array
}

/** Tags that certificates and keys are made of. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const

/**
 * The values that stand one after the other in these bytes; undefined when they are not whole. It looks at each value's head
 * alone and not into it: how long that takes depends on how many there are, and nothing nests.
 */
export function derValues(bytes: Uint8Array): DerValue[] | undefined {
  const values: DerValue[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes[at]
    const first = bytes[at + 1]
    // Tags of several bytes appear nowhere in what is read here.
    if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined
    at += 2
    let length = first
    if (first >= 0x80) {
      const size = first & 0x7f
      // 0x80 is an end that would have to be looked for; more than four bytes are more than there can be.
      if (size === 0 || size > 4 || at + size > bytes.length) return undefined
      length = 0
      for (let index = 0; index < size; index++) length = length * 256 + (bytes[at + index] ?? 0)
      at += size
    }
    if (at + length > bytes.length) return undefined
    values.push({ tag, content: bytes.subarray(at, at + length) })
    at += length
  }
  return values
}

/** What a value of this tag holds; undefined when it is another one. */
export function derContent(value: DerValue | undefined, tag: number): Uint8Array | undefined {
  return value?.tag === tag ? value.content : undefined
}

/** The values inside a value of this tag. */
export function derInside(value: DerValue | undefined, tag: number): DerValue[] | undefined {
  const content = derContent(value, tag)
  return content && derValues(content)
}

/** The bits of a BIT STRING of whole bytes. */
export function derBits(value: DerValue | undefined): Uint8Array | undefined {
  const content = derContent(value, derTag.bitString)
  return content?.[0] === 0 ? content.subarray(1) : undefined
}

/** An object identifier in dots: `2.5.4.3`. */
export function derObjectId(value: DerValue | undefined): string | undefined {
  const content = derContent(value, derTag.objectId)
  if (!content || content.length === 0 || content.length > 64) return undefined
  const arcs: number[] = []
  let arc = 0
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    arcs.push(arc)
    arc = 0
  }
  const [first = 0, ...rest] = arcs
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}

/** A text in any of the encodings that names have. */
export function derText({ tag, content }: DerValue): string {
  // BMPString and UniversalString have two and four bytes for each character.
  const width = tag === 0x1e ? 2 : tag === 0x1c ? 4 : 0
  if (width > 0) {
    let text = ''
    for (let at = 0; at + width <= content.length; at += width) {
      const code = content.subarray(at, at + width).reduce((sum, byte) => sum * 256 + byte, 0)
      text += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    }
    return text
  }
  // T61String is what old software writes for Latin-1.
  return new TextDecoder(tag === 0x14 ? 'latin1' : 'utf-8').decode(content)
}

/** A UTCTime or GeneralizedTime in RFC 3339; undefined when it is none. */
export function derTime(value: DerValue | undefined): string | undefined {
  if (!value || (value.tag !== derTag.utcTime && value.tag !== derTag.generalizedTime)) return undefined
  const text = new TextDecoder('latin1').decode(value.content)
  const digits = value.tag === derTag.utcTime ? /^\d{12}Z$/.exec(text) : /^\d{14}Z$/.exec(text)
  if (!digits) return undefined
  // Two digits of a year: 1950 to 2049.
  const whole = value.tag === derTag.utcTime ? (text < '50' ? `20${text}` : `19${text}`) : text
  const iso = whole.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  return Number.isNaN(Date.parse(iso)) ? undefined : iso
}
