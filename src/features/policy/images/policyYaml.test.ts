import { expect, test } from 'vitest'
import type { ImageConfig } from '../../../k8s/resources/imageConfig.ts'
import { policyYamlProblems, specOfText } from './policyYaml.ts'

const origin: ImageConfig = {
  metadata: { name: 'cluster' },
  spec: { registrySources: { blockedRegistries: ['http://was.wrong'] } },
}
const withSources = (registrySources: unknown) => ({ spec: { registrySources } })

test.each<[string, object, [string, string][]]>([
  ['as before', origin, [['spec.registrySources.blockedRegistries.0', 'warning']]],
  [
    'a wrong entry',
    withSources({ blockedRegistries: ['http://was.wrong', 'a b'] }),
    [
      ['spec.registrySources.blockedRegistries.0', 'error'],
      ['spec.registrySources.blockedRegistries.1', 'error'],
    ],
  ],
  [
    'both lists',
    withSources({ blockedRegistries: ['a.io'], allowedRegistries: ['b.io'] }),
    [['spec.registrySources', 'error']],
  ],
  ['an empty list is none here', withSources({ blockedRegistries: [], allowedRegistries: ['b.io'] }), []],
  [
    'names from outside',
    { spec: { externalRegistryHostnames: ['r.io/path'] } },
    [['spec.externalRegistryHostnames.0', 'error']],
  ],
  [
    'imports',
    { spec: { allowedRegistriesForImport: [{ domainName: 'a:b:c' }] } },
    [['spec.allowedRegistriesForImport.0', 'error']],
  ],
  [
    'what is of another type is the schema’s',
    { spec: { registrySources: 3, allowedRegistriesForImport: ['x', null, {}] } },
    [],
  ],
  ['no spec', {}, []],
])('%s', (_, edited, expected) => {
  expect(policyYamlProblems(edited, origin).map(({ path, severity }) => [path.join('.'), severity])).toEqual(expected)
})

test('of a text only what is of the right type is taken', () => {
  const spec = {
    registrySources: { blockedRegistries: ['a.io', 3], allowedRegistries: 'b.io' },
    allowedRegistriesForImport: [{ domainName: 'c.io', insecure: 'yes' }, 'd.io'],
    additionalTrustedCA: { name: 5 },
    externalRegistryHostnames: [null],
    imageStreamImportMode: 'Other',
  }
  expect(specOfText({ spec })).toEqual({
    registrySources: { blockedRegistries: ['a.io'], allowedRegistries: [] },
    allowedRegistriesForImport: [{ domainName: 'c.io' }],
    externalRegistryHostnames: [],
  })
})
