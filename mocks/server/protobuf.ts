import { SHAPES, type Many, type Shape } from './protobufShapes.ts'

/** Bytes stay as they are here. */
const ENTRY: Shape = { 1: ['key'], 2: ['value'] }
const MAGIC = 'k8s\0'
const ENVELOPE: Shape = { 1: ['type', { 1: ['apiVersion'], 2: ['kind'] }], 2: ['raw'] }

/** The JSON text of a protobuf body; undefined when it is none, or of a kind not known here. */
export function protobufToJson(body: Uint8Array): string | undefined {
  if (latin(body.subarray(0, 4)) !== MAGIC) return undefined
  const { type, raw } = read(body.subarray(4), ENVELOPE) as {
    type?: { apiVersion?: string; kind?: string }
    raw?: string
  }
  const shape = SHAPES[type?.kind ?? '']
  if (!shape) return undefined
  return JSON.stringify({ ...type, ...read(bytes(raw ?? ''), shape) })
}

// Bytes travel as text of one character each, so that a field can be a string or a message.
const latin = (body: Uint8Array) => Array.from(body, (byte) => String.fromCharCode(byte)).join('')
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

function read(body: Uint8Array, shape: Shape): Record<string, unknown> {
  const message: Record<string, unknown> = {}
  let at = 0
  const number = () => {
    let [value, shift] = [0, 0]
    for (;;) {
      const byte = body[at++] ?? 0
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
      shift += 7
    }
  }
  while (at < body.length) {
    const tag = number()
    const wire = tag & 7
    if (wire !== 2) {
      const [name, , many] = shape[tag >> 3] ?? []
      if (wire !== 0) at += wire === 1 ? 8 : 4
      else {
        const value = number()
        if (name) message[name] = many === 'boolean' ? value !== 0 : value
      }
      continue
    }
    const length = number()
    const part = body.subarray(at, at + length)
    at += length
    const [name, inner, many] = shape[tag >> 3] ?? []
    if (name === undefined) continue
    const raw = shape === ENVELOPE || shape === ENTRY
    const value = inner ? read(part, inner) : raw ? latin(part) : new TextDecoder().decode(part)
    const before = message[name]
    if (many === 'inline') Object.assign(message, value)
    else if (!many) message[name] = value
    else if (many === 'list') message[name] = [...(Array.isArray(before) ? before : []), value]
    else message[name] = { ...(typeof before === 'object' ? before : undefined), ...mapEntry(part, many) }
  }
  return message
}

/** One entry of a map. */
function mapEntry(part: Uint8Array, many: Many): Record<string, string> {
  const { key = '', value = '' } = read(part, ENTRY) as { key?: string; value?: string }
  if (many === 'quantities') {
    const { string = '' } = read(bytes(value), { 1: ['string'] }) as { string?: string }
    return { [key]: string }
  }
  const text = (raw: string) => new TextDecoder().decode(bytes(raw))
  return { [text(key)]: many === 'bytes' ? btoa(value) : text(value) }
}
