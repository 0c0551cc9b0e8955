import { describe, expect, test } from 'vitest'
import type { ImageConfigSpec } from './imageConfig.ts'
import type { EntryList, ImageConfigEdits } from './imageConfigChange.ts'
import { entryProblems, imageConfigFindings, importDomainProblem, refusedFields } from './imageConfigProblems.ts'

describe('entries', () => {
  test.each<[EntryList, string, (number | undefined)[]]>([
    ['allowedRegistries', 'quay.io\nquay.io/team\nlocalhost:5000\n*.example.com\nhost.example.com:5000/a/b', []],
    ['blockedRegistries', 'https://quay.io\nquay.io/a:v1\nquay.io/a@sha256:0\nquay.io/', [1, 2, 3, 4]],
    ['insecureRegistries', '*.example.com:5000\na*.example.com\n*', [1, 2, 3]],
    ['allowedRegistries', 'quay.io, docker.io\na b', [1, 2]],
    ['allowedRegistries', 'quay.io\n\nquay.io', [3]],
    ['containerRuntimeSearchRegistries', 'registry.example.com:5000\nquay.io/team\n*.example.com', [2, 3]],
    ['externalRegistryHostnames', 'registry.example.com\nregistry.example.com/x', [2]],
  ])('of %s: %j', (list, text, lines) => {
    expect(entryProblems(list, text).map(({ line }) => line)).toEqual(lines)
  })

  test.each([
    ['quay.io', true],
    ['*.example.com', true],
    ['registry-?.example.com:5000', true],
    ['*', true],
    ['host:*', true],
    ['', false],
    ['https://quay.io', false],
    ['quay.io/team', false],
    ['a:b:c', false],
    ['a b', false],
    ['host:port', false],
  ])('of imports: %j', (name, fine) => {
    expect(importDomainProblem(name) === undefined).toBe(fine)
  })
})

describe('the form', () => {
  const both: ImageConfigSpec = { registrySources: { allowedRegistries: ['a.io'], blockedRegistries: ['b.io'] } }
  test.each<[string, ImageConfigSpec, ImageConfigEdits, string[], string[]]>([
    ['nothing wrong', {}, { allowedRegistries: 'quay.io' }, [], []],
    [
      'both lists',
      { registrySources: { blockedRegistries: ['b.io'] } },
      { allowedRegistries: 'a.io' },
      ['allowedRegistries'],
      [],
    ],
    [
      'one for the other',
      { registrySources: { blockedRegistries: ['b.io'] } },
      { allowedRegistries: 'a.io', blockedRegistries: '' },
      [],
      [],
    ],
    ['both are there, another source changes', both, { insecureRegistries: 'c.io' }, ['blockedRegistries'], []],
    ['both are there, something else changes', both, { externalRegistryHostnames: 'c.io' }, [], ['blockedRegistries']],
    ['both are there, one goes', both, { allowedRegistries: '' }, [], []],
    [
      'wrong before and not touched',
      { registrySources: { insecureRegistries: ['http://x'] } },
      { blockedRegistries: 'c.io' },
      [],
      ['insecureRegistries'],
    ],
    [
      'imports',
      {},
      { allowedRegistriesForImport: [{ domainName: 'a' }, { domainName: '' }] },
      ['allowedRegistriesForImport.1'],
      [],
    ],
    [
      'imports twice',
      {},
      { allowedRegistriesForImport: [{ domainName: 'a' }, { domainName: 'a ' }] },
      ['allowedRegistriesForImport.1'],
      [],
    ],
    [
      'imports by both ports',
      {},
      { allowedRegistriesForImport: [{ domainName: 'a' }, { domainName: 'a', insecure: true }] },
      [],
      [],
    ],
    ['a name', {}, { additionalTrustedCA: 'Registry CA' }, ['additionalTrustedCA'], []],
    [
      'very many',
      {},
      { blockedRegistries: Array.from({ length: 1025 }, (_, n) => `r${n}.io`).join('\n') },
      [],
      ['blockedRegistries'],
    ],
    ['very long', {}, { blockedRegistries: `r.io/${'a'.repeat(260)}` }, [], ['blockedRegistries']],
  ])('%s', (_, spec, edits, problems, warnings) => {
    const found = imageConfigFindings(spec, edits)
    expect([Object.keys(found.problems), Object.keys(found.warnings)]).toEqual([problems, warnings])
  })

  test('names the first line that is wrong, and says how many more are', () => {
    const { problems } = imageConfigFindings({}, { blockedRegistries: 'a.io\nhttp://b\nc d\ne f' })
    expect(problems['blockedRegistries']).toBe(
      'Blocked registries, line 2 (http://b): Leave out the protocol: only host, port and path. 2 more lines have problems.',
    )
  })
})

test('what the server refuses is said at its field', () => {
  const cause = (field: string) => ({ field, message: `${field} is wrong`, reason: 'FieldValueInvalid' })
  const causes = [
    'spec.registrySources.blockedRegistries[3]',
    'spec.registrySources.blockedRegistries[4]',
    'spec.allowedRegistriesForImport[1].domainName',
    'spec.additionalTrustedCA.name',
    'spec.registrySources',
    'metadata.name',
  ].map(cause)
  expect(refusedFields(causes)).toEqual({
    blockedRegistries: 'spec.registrySources.blockedRegistries[3] is wrong',
    'allowedRegistriesForImport.1': 'spec.allowedRegistriesForImport[1].domainName is wrong',
    additionalTrustedCA: 'spec.additionalTrustedCA.name is wrong',
  })
})
