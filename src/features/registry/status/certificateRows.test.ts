import { expect, test } from 'vitest'
import { testPem } from '../../../lib/certificateTesting.ts'
import { expiryState } from '../../../lib/expiryState.ts'
import { certificateRows, type CertificateSource } from './certificateRows.ts'

const source = (key: string, kind: CertificateSource['kind'], pem: string): CertificateSource => ({
  key,
  kind,
  pem,
  name: key,
  object: '',
  renewal: 'you',
})

test.each([
  ['2027-01-01T00:00:00Z', 'expired'],
  ['2027-01-01T00:00:01Z', 'soon'],
  ['2027-01-30T23:59:59Z', 'soon'],
  ['2027-01-31T00:00:00Z', 'valid'],
])('%s is %s', (notAfter, expected) => {
  expect(expiryState(notAfter, Date.parse('2027-01-01T00:00:00Z'))).toBe(expected)
})

test('a chain ends with its first link, what is trusted with its last; the first to end is above', () => {
  const both = testPem.rootCertificate + testPem.rsaCertificate
  const rows = certificateRows(
    [
      source('trusted', 'trusted', both),
      source('leaf', 'shown', testPem.leafCertificate),
      source('empty', 'trusted', ''),
      source('broken', 'shown', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'),
      source('chain', 'shown', both),
    ],
    Date.parse('2027-06-01T00:00:00Z'),
  )
  expect(rows.map(({ key, notAfter, expired }) => [key, notAfter?.slice(0, 10), expired])).toEqual([
    ['broken', undefined, 0],
    ['chain', '2027-02-19', 1],
    ['leaf', '2027-12-26', 0],
    ['trusted', '2036-11-18', 1],
    ['empty', undefined, 0],
  ])
})
