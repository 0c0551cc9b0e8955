import { derBits, derContent, derInside, derObjectId, derTag, derText, derTime, derValues } from './der.ts'
import type { DerValue } from './der.ts'

/** What a certificate of X.509 says of itself. Nobody has checked its signature. */
export interface Certificate {
  /** `CN=registry.example.com, O=Example` */
  subject: string
  issuer: string
  /** RFC 3339. */
  notBefore: string
  notAfter: string
  /** The DNS names and IP addresses that it is for. */
  sans: readonly string[]
  isCa: boolean
  /** The public key's own bytes, by which a private key is found to belong to it. */
  publicKey: Uint8Array
}

export interface CertificateChain {
  certificates: readonly Certificate[]
  /** Blocks that say they are certificates and cannot be read. */
  unreadable: number
}

export type KeyMatch = 'match' | 'differs' | 'encrypted' | 'unreadable' | 'unknown'

interface PemBlock {
  label: string
  bytes: Uint8Array | undefined
}

/** All certificates of a text in PEM, in its order: a chain, a bundle. Anything else in it is passed over. Never throws. */
export function parseCertificates(pem: string): CertificateChain {
  const blocks = pemBlocks(pem).filter(({ label }) => label === 'CERTIFICATE' || label === 'TRUSTED CERTIFICATE')
  const parsed = blocks.map(({ bytes }) => bytes && parseCertificate(bytes))
  const certificates = parsed.filter((certificate) => certificate !== undefined)
  return { certificates, unreadable: parsed.length - certificates.length }
}

/** One certificate from its bytes; undefined when they are none. */
export function parseCertificate(bytes: Uint8Array): Certificate | undefined {
  const [body] = derInside(derValues(bytes)?.[0], derTag.sequence) ?? []
  const all = derInside(body, derTag.sequence)
  if (!all) return undefined
  // The version stands first, but not in those of version 1.
  const [, , issuer, validity, subject, key, ...more] = all[0]?.tag === 0xa0 ? all.slice(1) : all
  const [notBefore, notAfter] = (derInside(validity, derTag.sequence) ?? []).map(derTime)
  const publicKey = publicKeyOf(key)
  const [subjectText, issuerText] = [nameOf(subject), nameOf(issuer)]
  if (!notBefore || !notAfter || !publicKey || subjectText === undefined || issuerText === undefined) return undefined
  const extensions = extensionsOf(more)
  return {
    subject: subjectText,
    issuer: issuerText,
    notBefore,
    notAfter,
    sans: sansOf(extensions.get('2.5.29.17')),
    isCa: isCa(extensions.get('2.5.29.19')),
    publicKey,
  }
}

/** Whether a certificate is for this host, as clients compare: by its names alone, a star standing for one label. */
export function isForHost({ sans }: Certificate, host: string): boolean {
  const wanted = host.trim().toLowerCase().replace(/\.$/, '')
  const parent = wanted.replace(/^[^.]+/, '*')
  return sans.some((san) => san.toLowerCase() === wanted || (san.startsWith('*.') && san.toLowerCase() === parent))
}

/** Whether a private key in PEM belongs to a certificate, by the public half that most key files carry. */
export function matchKey({ publicKey }: Certificate, pem: string): KeyMatch {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: ?4,ENCRYPTED/.test(pem)) return 'encrypted'
  const key = pemBlocks(pem).find(({ label }) => label.endsWith('PRIVATE KEY'))
  if (!key) return 'unreadable'
  const fields = key.bytes && derInside(derValues(key.bytes)?.[0], derTag.sequence)
  if (!fields || fields.length < 3) return 'unreadable'
  const found = key.label === 'PRIVATE KEY' ? publicHalfOfPkcs8(fields) : publicHalf(key.label, fields)
  if (!found) return 'unknown'
  return isSame(found, comparable(publicKey)) ? 'match' : 'differs'
}

/** Text in base64 between lines that name it. */
function pemBlocks(pem: string): PemBlock[] {
  const blocks: PemBlock[] = []
  for (const [, label = '', begun = '', ended] of pem.matchAll(
    /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----/g,
  ))
    blocks.push({ label, bytes: label === ended ? fromBase64(begun) : undefined })
  return blocks
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function publicKeyOf(value: DerValue | undefined): Uint8Array | undefined {
  const [, bits] = derInside(value, derTag.sequence) ?? []
  return derBits(bits)
}

/** Of an RSA key its modulus, which both halves have; of others the point. */
function comparable(publicKey: Uint8Array): Uint8Array {
  const [modulus] = derInside(derValues(publicKey)?.[0], derTag.sequence) ?? []
  return derContent(modulus, derTag.integer) ?? publicKey
}

function publicHalfOfPkcs8(fields: readonly DerValue[]): Uint8Array | undefined {
  const [, algorithm, key, ...more] = fields
  const inner = derContent(key, derTag.octetString)
  const inside = inner && derInside(derValues(inner)?.[0], derTag.sequence)
  const algorithmId = derObjectId(derInside(algorithm, derTag.sequence)?.[0])
  if (algorithmId === '1.2.840.113549.1.1.1') return publicHalf('RSA PRIVATE KEY', inside ?? [])
  if (algorithmId === '1.2.840.10045.2.1') return publicHalf('EC PRIVATE KEY', inside ?? [])
  // Newer files say the public half beside the private one.
  const bits = more.find(({ tag }) => tag === 0x81)?.content
  return bits?.[0] === 0 ? bits.subarray(1) : undefined
}

function publicHalf(label: string, fields: readonly DerValue[]): Uint8Array | undefined {
  if (label === 'RSA PRIVATE KEY') return derContent(fields[1], derTag.integer)
  if (label !== 'EC PRIVATE KEY') return undefined
  const wrapped = fields.find(({ tag }) => tag === 0xa1)
  return wrapped && derBits(derValues(wrapped.content)?.[0])
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

const attributes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

function nameOf(value: DerValue | undefined): string | undefined {
  const parts = derInside(value, derTag.sequence)
  return parts
    ?.flatMap((part) => derInside(part, 0x31) ?? [])
    .map((attribute) => {
      const [id, text] = derInside(attribute, derTag.sequence) ?? []
      const known = derObjectId(id) ?? '?'
      return `${attributes[known] ?? known}=${text ? derText(text) : ''}`
    })
    .join(', ')
}

/** What each extension holds, by its identifier. */
function extensionsOf(fields: readonly DerValue[]): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  const wrapped = fields.find(({ tag }) => tag === 0xa3)
  for (const extension of derInside(wrapped && derValues(wrapped.content)?.[0], derTag.sequence) ?? []) {
    const parts = derInside(extension, derTag.sequence)
    const id = derObjectId(parts?.[0])
    const content = derContent(parts?.at(-1), derTag.octetString)
    if (id && content) found.set(id, content)
  }
  return found
}

function sansOf(content: Uint8Array | undefined): string[] {
  const names = content && derInside(derValues(content)?.[0], derTag.sequence)
  return (names ?? []).flatMap(({ tag, content: name }) => {
    if (tag === 0x82) return [derText({ tag: 0x16, content: name })]
    if (tag === 0x87 && (name.length === 4 || name.length === 16)) return [addressOf(name)]
    return []
  })
}

function addressOf(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += 2)
    groups.push(((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)).toString(16))
  // The longest row of zeros is left out, as addresses are written.
  const zeros = [...groups.join(':').matchAll(/(?:^|:)(?:0(?::|$)){2,}/g)].map(([run]) => run)
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest === '' ? groups.join(':') : groups.join(':').replace(longest, '::')
}

function isCa(content: Uint8Array | undefined): boolean {
  const [flag] = (content && derInside(derValues(content)?.[0], derTag.sequence)) ?? []
  return derContent(flag, derTag.boolean)?.[0] === 0xff
}

/** One certificate from its bytes as a text in PEM; undefined when they are none. */
export function derToPem(bytes: Uint8Array): string | undefined {
  if (!parseCertificate(bytes)) return undefined
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return `-----BEGIN CERTIFICATE-----\n${text.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`
}
