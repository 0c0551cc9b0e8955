import { describe, expect, test } from 'vitest'
import { testPem } from '../../../lib/certificateTesting.ts'
import { certificateWarnings, formOf, routeOf, routeProblems, type RouteForm } from './routeForm.ts'

const now = Date.parse('2026-12-01T00:00:00Z')
const form = (change: Partial<RouteForm>): RouteForm => ({ ...formOf(undefined), name: 'a', ...change })
const pasted = (change: Partial<RouteForm> = {}) =>
  form({ choice: 'new', secretName: 'tls', certificate: testPem.leafCertificate, key: testPem.leafKey, ...change })

test.each<[string, Partial<RouteForm>, Record<string, RegExp>]>([
  ['a name alone', {}, {}],
  ['no name', { name: ' ' }, { name: /Enter a name/ }],
  ['capitals', { name: 'A' }, { name: /lower-case/ }],
  ['dots', { name: 'a.b' }, { name: /lower-case/ }],
  ['too long', { name: 'a'.repeat(64) }, { name: /63 at most/ }],
  ['the default route', { name: 'default-route' }, { name: /default route/ }],
  ['a name twice', { name: 'taken' }, { name: /already/ }],
  ['a host', { hostname: 'Registry.Example.com ' }, {}],
  ['a scheme', { hostname: 'https://registry.example.com' }, { hostname: /scheme/ }],
  ['a path', { hostname: 'registry.example.com/v2' }, { hostname: /path/ }],
  ['a port', { hostname: 'registry.example.com:443' }, { hostname: /port/ }],
  ['a star', { hostname: '*.example.com' }, { hostname: /stars/ }],
  ['one label', { hostname: 'registry' }, { hostname: /whole host name/ }],
  ['an underscore', { hostname: 'a_b.example.com' }, { hostname: /hyphens/ }],
  ['a label that is too long', { hostname: `${'a'.repeat(64)}.example.com` }, { hostname: /63 characters/ }],
  ['no secret', { choice: 'secret' }, { secretName: /Enter the name/ }],
  ['a secret', { choice: 'secret', secretName: 'a.b-c' }, {}],
  ['a secret in capitals', { choice: 'secret', secretName: 'A' }, { secretName: /lower-case/ }],
])('%s', (_, change, expected) => {
  const found = routeProblems(form(change), ['taken'], now)
  expect(Object.keys(found)).toEqual(Object.keys(expected))
  for (const [field, words] of Object.entries(expected)) expect(found[field]).toMatch(words)
})

describe('a pasted certificate', () => {
  test.each<[string, Partial<RouteForm>, Record<string, RegExp>]>([
    ['with its key', {}, {}],
    [
      'with its key in PKCS #8 and its chain',
      { key: testPem.leafKeyPkcs8, certificate: testPem.leafCertificate + testPem.rootCertificate },
      {},
    ],
    ['with a CA', { ca: testPem.rootCertificate }, {}],
    ['of nothing', { certificate: '', key: '' }, { certificate: /in PEM/, key: /private key in PEM/ }],
    ['with another key', { key: testPem.rsaKey }, { key: /does not belong/ }],
    ['with a key behind a password', { key: testPem.rsaKeyEncrypted }, { key: /behind a password/ }],
    [
      'with the key among the certificates',
      { certificate: testPem.leafCertificate + testPem.leafKey },
      { certificate: /private key/ },
    ],
    ['with a key as CA', { ca: testPem.leafKey }, { ca: /private key/ }],
    ['with words as CA', { ca: 'ours' }, { ca: /no certificate/ }],
  ])('%s', (_, change, expected) => {
    const found = routeProblems(pasted(change), [], now)
    expect(Object.keys(found)).toEqual(Object.keys(expected))
    for (const [field, words] of Object.entries(expected)) expect(found[field]).toMatch(words)
  })

  test('one that has expired is refused', () => {
    expect(routeProblems(pasted(), [], Date.parse('2028-01-01T00:00:00Z'))['certificate']).toMatch(/has expired/)
  })

  test.each<[string, Partial<RouteForm>, string, RegExp[]]>([
    ['for its host', { hostname: 'registry.example.com' }, '2026-12-01', []],
    ['for another host', { hostname: 'other.example.com' }, '2026-12-01', [/not for other.example.com/]],
    ['without a host', {}, '2026-12-01', [/shows only then/]],
    ['that ends soon', { hostname: 'registry.example.com' }, '2027-12-01', [/within 30 days/]],
    ['that is not valid yet', { hostname: 'registry.example.com' }, '2026-01-01', [/not valid yet/]],
    [
      'without names',
      { hostname: 'ed', certificate: testPem.edwardsCertificate, key: testPem.edwardsKey },
      '2026-12-01',
      [/not for ed/, /alternative names/, /cannot be told/],
    ],
  ])('a warning about one %s', (_, change, day, expected) => {
    const found = certificateWarnings(pasted(change), Date.parse(`${day}T00:00:00Z`))
    expect(found).toHaveLength(expected.length)
    expected.forEach((words, index) => expect(found[index]).toMatch(words))
  })
})

test('what is left empty is left out, and what nobody here knows is kept', () => {
  expect(routeOf(form({ hostname: ' A.example.com ' }))).toEqual({ name: 'a', hostname: 'a.example.com' })
  const before = Object.assign({ name: 'a', hostname: 'h.example.com', secretName: 's' }, { weight: 3 })
  expect(routeOf({ ...formOf(before), hostname: '', choice: 'router' }, before)).toEqual({ name: 'a', weight: 3 })
  expect(routeOf(formOf(before), before)).toEqual(before)
})
