import { describe, expect, test } from 'vitest'
import { testPem } from '../../lib/certificateTesting.ts'
import type { TrustEntry } from './imageConfigTrust.ts'
import {
  createTrustCommand,
  hostOfKey,
  keyOfHost,
  newTrust,
  pemProblem,
  putTrust,
  removeTrust,
  trustEntries,
  trustHostProblem,
} from './imageConfigTrust.ts'

const { rootCertificate: root, leafCertificate: leaf, leafKey } = testPem
const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const in2027 = Date.parse('2027-01-01T00:00:00Z')

test.each([
  ['registry.example.com', 'registry.example.com'],
  ['registry.example.com..5000', 'registry.example.com:5000'],
])('the key %s is for %s', (key, host) => {
  expect([hostOfKey(key), keyOfHost(host)]).toEqual([host, key])
})

test('the update service has a key of its own', () => {
  expect(hostOfKey('updateservice-registry')).toBeUndefined()
})

describe('entries', () => {
  test.each<[string, string, number, TrustEntry['state'], number, number]>([
    ['one', root, in2027, 'valid', 1, 0],
    ['in base64, as nodes take it too', btoa(root), in2027, 'valid', 1, 0],
    ['two, the first of which has ended', leaf + root, Date.parse('2028-01-01T00:00:00Z'), 'valid', 2, 1],
    ['ended', leaf, Date.parse('2028-01-01T00:00:00Z'), 'expired', 1, 1],
    ['about to end', leaf, Date.parse('2027-12-10T00:00:00Z'), 'soon', 1, 0],
    ['garbage', 'hello', in2027, 'garbage', 0, 0],
    ['empty', '', in2027, 'garbage', 0, 0],
    ['cut off', broken, in2027, 'garbage', 0, 0],
    ['one of two cut off', broken + root, in2027, 'partly', 1, 0],
  ])('%s', (_, pem, now, state, certificates, expired) => {
    const [entry] = trustEntries({ data: { 'r.example.com..5000': pem } }, now)
    expect(entry).toMatchObject({ host: 'r.example.com:5000', state, expired })
    expect(entry?.chain.certificates.length).toBe(certificates)
  })

  test('what needs somebody stands first, binary ones too', () => {
    const data = { 'b.io': root, 'a.io': root, 'soon.io': leaf, 'bad.io': 'x' }
    const found = trustEntries({ data, binaryData: { 'bin.io': btoa(leaf) } }, Date.parse('2027-12-10T00:00:00Z'))
    expect(found.map(({ key }) => key)).toEqual(['bad.io', 'bin.io', 'soon.io', 'a.io', 'b.io'])
  })
})

test.each([
  ['registry.example.com:5000', true],
  ['localhost', true],
  ['', false],
  ['registry.example.com..5000', false],
  ['https://registry.example.com', false],
  ['registry.example.com/path', false],
  ['*.example.com', false],
])('the host %j', (host, fine) => {
  expect(trustHostProblem(host) === undefined).toBe(fine)
})

test.each([
  ['a chain', leaf + root, true],
  ['nothing', ' ', false],
  ['no PEM', 'hello', false],
  ['a key', root + leafKey, false],
  ['cut off', root + broken, false],
])('what is pasted: %s', (_, pem, fine) => {
  expect(pemProblem(pem) === undefined).toBe(fine)
})

test('an entry is put, in place of a binary one too, and taken out of where it is', () => {
  const map = { metadata: { name: 'registry-ca' }, data: { 'a.io': root }, binaryData: { 'b.io': btoa(root) } }
  expect(putTrust(map, 'c.io', ` ${root}`)).toEqual({ data: { 'c.io': root } })
  expect(putTrust(map, 'b.io', root)).toEqual({ data: { 'b.io': root }, binaryData: { 'b.io': null } })
  expect(removeTrust(map, 'a.io')).toEqual({ data: { 'a.io': null } })
  expect(removeTrust(map, 'b.io')).toEqual({ binaryData: { 'b.io': null } })
  expect(newTrust('ca', 'a.io..5000', root)).toEqual({
    metadata: { name: 'ca', namespace: 'openshift-config' },
    data: { 'a.io..5000': root },
  })
  expect(createTrustCommand('registry-ca', 'host..5000')).toBe(
    'oc create configmap registry-ca -n openshift-config --from-file=host..5000=ca.crt',
  )
})
