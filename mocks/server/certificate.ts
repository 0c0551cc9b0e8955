import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A TLS certificate in PEM that nobody vouches for, of `localhost` and 127.0.0.1, with its key; new each time and good for a year. */
export function selfSigned(now = new Date()): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('mock cluster')))))
  const year = 365 * 24 * 60 * 60 * 1000
  const validity = sequence(time(new Date(now.getTime() - 60_000)), time(new Date(now.getTime() + year)))
  const addresses = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))
  const extensions = der(0xa3, sequence(sequence(subjectAltName, der(0x04, addresses))))
  const version3 = der(0xa0, der(0x02, Buffer.from([2])))
  // The first byte keeps the number positive and of full length.
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)]))
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(version3, serial, ecdsaWithSha256, name, validity, name, spki, extensions)
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const lines =
    sequence(body, ecdsaWithSha256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}

/** One value of ASN.1 in its distinguished encoding (X.690): its tag, its length, what is in it. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents)
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const commonName = objectId('550403')
const subjectAltName = objectId('551d11')
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
/** GeneralizedTime: 20260102030405Z. */
const time = (date: Date) => der(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, '')))
