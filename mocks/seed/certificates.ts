// X.509 in its distinguished encoding, with what a browser has: seeds are made there too.

/** One value of ASN.1 (X.690): its tag, its length, what is in it. */
function der(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, each) => sum + each.length, 0)
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  const whole = new Uint8Array(1 + size.length + length)
  whole.set([tag, ...size])
  let at = 1 + size.length
  for (const each of contents) {
    whole.set(each, at)
    at += each.length
  }
  return whole
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const text = (value: string) => new TextEncoder().encode(value)
const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents)
const objectId = (hex: string) => der(0x06, bytes(hex))
const commonName = (name: string) => sequence(der(0x31, sequence(objectId('550403'), der(0x0c, text(name)))))
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
/** GeneralizedTime: 20260102030405Z. */
const time = (date: Date) => der(0x18, text(date.toISOString().replaceAll(/[-:T]|\.\d+/g, '')))

/** A key of the curve P-256 whose other half nobody has kept. */
const PUBLIC_KEY = bytes(
  '3059301306072a8648ce3d020106082a8648ce3d03010703420004' +
    '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
    '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
)

interface CertificateSpec {
  subject: string
  issuer: string
  /** Names it is for; none for an authority. */
  names?: string[]
  from: Date
  until: Date
  /** Makes it another certificate than one with the same names. */
  serial: number
}

/** A certificate in PEM that can be read like any other; its signature is not one. */
export function certificate({ subject, issuer, names, from, until, serial }: CertificateSpec): string {
  const validity = sequence(time(from), time(until))
  const purpose = names
    ? sequence(objectId('551d11'), der(0x04, sequence(...names.map((name) => der(0x82, text(name))))))
    : sequence(objectId('551d13'), der(0x01, Uint8Array.of(0xff)), der(0x04, sequence(der(0x01, Uint8Array.of(0xff)))))
  const version3 = der(0xa0, der(0x02, Uint8Array.of(2)))
  // The first byte keeps the number positive.
  const number = der(0x02, Uint8Array.of(1, (serial >> 16) & 0xff, (serial >> 8) & 0xff, serial & 0xff))
  const body = sequence(
    version3,
    number,
    ecdsaWithSha256,
    commonName(issuer),
    validity,
    commonName(subject),
    PUBLIC_KEY,
    der(0xa3, sequence(purpose)),
  )
  const one = der(0x02, Uint8Array.of(1))
  const signature = der(0x03, Uint8Array.of(0), sequence(one, one))
  const lines = base64(sequence(body, ecdsaWithSha256, signature)).match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

const base64 = (content: Uint8Array) => btoa(String.fromCharCode(...content))

/** A text as secrets hold it. */
export const encoded = (value: string): string => base64(text(value))
