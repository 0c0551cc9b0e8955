import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derToPem, isForHost, matchKey, parseCertificate, parseCertificates } from './certificate.ts'
import { testPem as pem } from './certificateTesting.ts'

const only = (text: string) => {
  const { certificates, unreadable } = parseCertificates(text)
  expect(unreadable).toBe(0)
  expect(certificates).toHaveLength(1)
  const [certificate] = certificates
  if (!certificate) throw new Error('no certificate')
  return certificate
}
const bytesOf = (text: string) => new Uint8Array(new X509Certificate(text).raw)

describe('what a certificate says', () => {
  test.each([
    ['rootCertificate', 'C=DE, O=Example Corp, CN=Example Root', [], true],
    [
      'leafCertificate',
      'CN=registry.example.com',
      ['registry.example.com', '*.apps.example.com', '192.0.2.7', '2001:db8::1'],
      false,
    ],
    ['rsaCertificate', 'CN=Münich, emailAddress=ops@example.com', ['rsa.example.com'], true],
    ['edwardsCertificate', 'CN=ed', [], true],
  ] as const)('%s', (name, subject, sans, isCa) => {
    const node = new X509Certificate(pem[name])
    const certificate = only(pem[name])
    expect(certificate).toMatchObject({ subject, sans, isCa })
    expect(new Date(certificate.notBefore)).toEqual(node.validFromDate)
    expect(new Date(certificate.notAfter)).toEqual(node.validToDate)
  })

  test('a chain keeps its order, between words and with what cannot be read', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    const text = `# ours\n${pem.leafCertificate}\r\nnoise\n${broken}${pem.rootCertificate}${pem.leafKey}`
    const { certificates, unreadable } = parseCertificates(text)
    expect(certificates.map(({ subject }) => subject)).toEqual([
      'CN=registry.example.com',
      'C=DE, O=Example Corp, CN=Example Root',
    ])
    expect(certificates[0]?.issuer).toBe(certificates[1]?.subject)
    expect(unreadable).toBe(1)
  })

  test.each(['', 'hello', '-----BEGIN CERTIFICATE-----', pem.leafKey])('no certificate in %j', (text) => {
    expect(parseCertificates(text)).toEqual({ certificates: [], unreadable: 0 })
  })
})

test.each([
  ['registry.example.com', true],
  ['REGISTRY.example.com.', true],
  ['a.apps.example.com', true],
  ['a.b.apps.example.com', false],
  ['apps.example.com', false],
  ['192.0.2.7', true],
  ['example.com', false],
  ['', false],
])('the leaf is for %s: %s', (host, expected) => {
  expect(isForHost(only(pem.leafCertificate), host)).toBe(expected)
})

test.each([
  ['leafCertificate', 'leafKey', 'match'],
  ['leafCertificate', 'leafKeyPkcs8', 'match'],
  ['rootCertificate', 'leafKey', 'differs'],
  ['rsaCertificate', 'rsaKey', 'match'],
  ['rsaCertificate', 'rsaKeyPkcs1', 'match'],
  ['rsaCertificate', 'leafKey', 'differs'],
  ['leafCertificate', 'rsaKey', 'differs'],
  ['rsaCertificate', 'rsaKeyEncrypted', 'encrypted'],
  ['edwardsCertificate', 'edwardsKey', 'unknown'],
  ['leafCertificate', 'rootCertificate', 'unreadable'],
] as const)('%s and %s: %s', (certificate, key, expected) => {
  expect(matchKey(only(pem[certificate]), pem[key])).toBe(expected)
})

describe('whatever the bytes are', () => {
  const certificates = [pem.rootCertificate, pem.leafCertificate, pem.rsaCertificate].map(bytesOf)

  test('nothing throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE-----`
        const { certificates: read, unreadable } = parseCertificates(text)
        expect(read.length + unreadable).toBe(1)
        matchKey(only(pem.leafCertificate), text.replaceAll('CERTIFICATE', 'PRIVATE KEY'))
      }),
    )
  })

  test('one that was changed is read as node reads it, or not at all', () => {
    const change = fc.record({ at: fc.nat(1200), to: fc.nat(255), cut: fc.option(fc.nat(1200), { freq: 5 }) })
    fc.assert(
      fc.property(
        fc.constantFrom(...certificates),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (whole, changes) => {
          const bytes = whole.slice(0, changes[0]?.cut ?? whole.length)
          for (const { at, to } of changes) bytes[at % Math.max(1, bytes.length)] = to
          const read = parseCertificate(bytes)
          let node: X509Certificate | undefined
          try {
            node = new X509Certificate(bytes)
          } catch {
            return
          }
          if (!read || !Number.isFinite(node.validToDate.getTime())) return
          expect(new Date(read.notAfter)).toEqual(node.validToDate)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('a great many heads take no longer than their number', () => {
    const started = performance.now()
    parseCertificates('-----BEGIN CERTIFICATE-----'.repeat(40_000))
    parseCertificates(`-----BEGIN CERTIFICATE-----${'MIAw'.repeat(400_000)}-----END CERTIFICATE-----`)
    parseCertificates(`-----BEGIN CERTIFICATE-----${'MAAwAA'.repeat(200_000)}-----END CERTIFICATE-----`)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

test('one certificate as bytes becomes PEM, and nothing else does', () => {
  const { rootCertificate } = pem
  const bytes = Uint8Array.from(atob(rootCertificate.replace(/-----.*-----|\s/g, '')), (character) =>
    character.charCodeAt(0),
  )
  expect(derToPem(bytes)).toBe(rootCertificate)
  expect(derToPem(bytes.slice(1))).toBeUndefined()
})
