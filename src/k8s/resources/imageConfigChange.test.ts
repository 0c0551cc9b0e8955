import { describe, expect, test } from 'vitest'
import type { ImageConfigSpec } from './imageConfig.ts'
import {
  entriesOf,
  formOf,
  imageConfigCommand,
  patchOf,
  rebasedEdits,
  specOf,
  type ImageConfigEdits,
} from './imageConfigChange.ts'

// A field that this console does not know.
const future = { sigstore: { mode: 'strict' } } as ImageConfigSpec
const spec: ImageConfigSpec = {
  ...future,
  registrySources: {
    blockedRegistries: ['a.example.com', 'b.example.com'],
    insecureRegistries: ['c.example.com:5000'],
  },
  allowedRegistriesForImport: [{ domainName: 'quay.io' }],
  additionalTrustedCA: { name: 'registry-ca' },
}

test('entries are lines; spaces around them and empty lines count for nothing', () => {
  expect(entriesOf('quay.io\n\n  *.example.com \r\n')).toEqual([
    { line: 1, entry: 'quay.io' },
    { line: 3, entry: '*.example.com' },
  ])
})

describe('the patch', () => {
  test.each<[string, ImageConfigSpec | null, ImageConfigEdits, object | undefined]>([
    ['nothing changed', spec, {}, undefined],
    ['the same typed again', spec, { blockedRegistries: ' a.example.com\nb.example.com\n\n' }, undefined],
    [
      'an entry added',
      spec,
      { blockedRegistries: 'a.example.com\nb.example.com\nd.example.com' },
      { registrySources: { blockedRegistries: ['a.example.com', 'b.example.com', 'd.example.com'] } },
    ],
    [
      'a list emptied is null, never []',
      spec,
      { blockedRegistries: '\n' },
      { registrySources: { blockedRegistries: null } },
    ],
    [
      'blocked for allowed',
      spec,
      { blockedRegistries: '', allowedRegistries: 'quay.io' },
      { registrySources: { blockedRegistries: null, allowedRegistries: ['quay.io'] } },
    ],
    [
      'an empty list of an older client stays',
      { registrySources: { blockedRegistries: [] } },
      { insecureRegistries: '' },
      undefined,
    ],
    [
      'into an empty spec',
      {},
      { insecureRegistries: 'x:5000' },
      { registrySources: { insecureRegistries: ['x:5000'] } },
    ],
    [
      'into no spec',
      null,
      { externalRegistryHostnames: 'r.example.com' },
      { externalRegistryHostnames: ['r.example.com'] },
    ],
    ['imports emptied', spec, { allowedRegistriesForImport: [] }, { allowedRegistriesForImport: null }],
    [
      'secure is the default',
      spec,
      { allowedRegistriesForImport: [{ domainName: 'quay.io', insecure: false }] },
      undefined,
    ],
    [
      'insecure',
      spec,
      { allowedRegistriesForImport: [{ domainName: ' quay.io ', insecure: true }] },
      { allowedRegistriesForImport: [{ domainName: 'quay.io', insecure: true }] },
    ],
    ['no CA', spec, { additionalTrustedCA: '' }, { additionalTrustedCA: null }],
    ['another CA', spec, { additionalTrustedCA: ' other ' }, { additionalTrustedCA: { name: 'other' } }],
    ['an empty CA of a newer server', { additionalTrustedCA: { name: '' } }, { additionalTrustedCA: '' }, undefined],
    ['the mode', {}, { imageStreamImportMode: 'Legacy' }, { imageStreamImportMode: 'Legacy' }],
    [
      'the mode as the cluster decides',
      { imageStreamImportMode: 'Legacy' },
      { imageStreamImportMode: '' },
      { imageStreamImportMode: null },
    ],
  ])('%s', (_, before, edits, expected) => {
    expect(patchOf({ spec: before }, edits)).toEqual(expected && { spec: expected })
  })

  test('what the form does not know stays', () => {
    const after = specOf(spec, { blockedRegistries: '', allowedRegistriesForImport: [] })
    expect(after).toEqual({
      ...future,
      registrySources: { insecureRegistries: ['c.example.com:5000'] },
      additionalTrustedCA: { name: 'registry-ca' },
    })
  })

  test('as a command that a shell takes', () => {
    expect(imageConfigCommand({ spec: { registrySources: { blockedRegistries: ["it's"] } } })).toBe(
      String.raw`oc patch image.config.openshift.io/cluster --type=merge -p '{"spec":{"registrySources":{"blockedRegistries":["it'\''s"]}}}'`,
    )
  })
})

describe('changes over a newer version', () => {
  test('entries of others stay, and those that they took away stay away', () => {
    const latest = { ...spec, registrySources: { blockedRegistries: ['b.example.com', 'theirs.example.com'] } }
    const edits = { blockedRegistries: 'a.example.com\nmine.example.com', additionalTrustedCA: 'mine' }
    expect(rebasedEdits(spec, edits, latest)).toEqual({
      blockedRegistries: 'theirs.example.com\nmine.example.com',
      additionalTrustedCA: 'mine',
    })
  })

  test('a list that nobody else touched keeps the order that was typed', () => {
    const edits = { blockedRegistries: 'b.example.com\na.example.com' }
    expect(rebasedEdits(spec, edits, { ...spec, externalRegistryHostnames: ['x'] })).toEqual(edits)
  })

  test('imports are told apart by both fields', () => {
    const latest = { allowedRegistriesForImport: [{ domainName: 'quay.io' }, { domainName: 'theirs' }] }
    const mine = [{ domainName: 'quay.io', insecure: true }]
    expect(rebasedEdits(spec, { allowedRegistriesForImport: mine }, latest).allowedRegistriesForImport).toEqual([
      { domainName: 'theirs' },
      { domainName: 'quay.io', insecure: true },
    ])
  })
})

test('a spec of nulls is an empty form', () => {
  const empty = formOf({ registrySources: null, allowedRegistriesForImport: null, additionalTrustedCA: null })
  expect(empty).toEqual(formOf({}))
  expect(Object.values(empty).flat().filter(Boolean)).toEqual([])
})
