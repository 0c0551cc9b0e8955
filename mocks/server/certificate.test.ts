import { X509Certificate, createPrivateKey } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { expect, test } from 'vitest'
import { selfSigned } from './certificate.ts'

test('a certificate is valid for this machine, signed by itself, and every one can be used', () => {
  // Signatures differ in length: one certificate proves little.
  for (let made = 0; made < 50; made++) {
    const { cert, key } = selfSigned(new Date('2026-05-06T07:08:09Z'))
    const parsed = new X509Certificate(cert)
    expect(parsed.verify(parsed.publicKey)).toBe(true)
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(parsed.checkHost('localhost')).toBe('localhost')
    expect(parsed.validFromDate).toEqual(new Date('2026-05-06T07:07:09Z'))
    expect(() => createSecureContext({ cert, key })).not.toThrow()
  }
})
