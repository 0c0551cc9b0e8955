import { expect, test } from 'vitest'
import type { ImageConfigSpec } from '../../../k8s/resources/imageConfig.ts'
import { consequencesOf, listed, needWords, type NodeFacts } from './saveConsequences.ts'

const nodes: NodeFacts = { paused: [], degraded: [], noPools: false }
const blocked = (...blockedRegistries: string[]): ImageConfigSpec => ({ registrySources: { blockedRegistries } })
const imports = (...names: string[]): ImageConfigSpec => ({
  allowedRegistriesForImport: names.map((domainName) => ({ domainName })),
})

test.each<[string, ImageConfigSpec, ImageConfigSpec, Partial<NodeFacts>, RegExp[]]>([
  ['nothing', blocked('a.io'), blocked('a.io'), { paused: ['gpu'], degraded: ['worker'] }, []],
  ['blocked', {}, blocked('a.io'), {}, [/drained to other nodes/]],
  ['allowed', {}, { registrySources: { allowedRegistries: ['a.io'] } }, {}, [/no pod moves/]],
  ['search', {}, { registrySources: { containerRuntimeSearchRegistries: ['a.io'] } }, {}, [/drained and started anew/]],
  [
    'pools that take no change',
    {},
    blocked('a.io'),
    { paused: ['gpu'], degraded: ['worker'] },
    [/drained/, /pool gpu is paused/, /pool worker is degraded/],
  ],
  ['no pools', {}, blocked('a.io'), { noPools: true }, [/no machine config pools/]],
  [
    'insecure: only what is added',
    { registrySources: { insecureRegistries: ['a.io'] } },
    { registrySources: { insecureRegistries: ['a.io', 'b.io'] } },
    {},
    [/drained/, /^b\.io: certificates are not checked/],
  ],
  ['imports without the samples', {}, imports('quay.io'), {}, [/API server restarts/, /registry\.redhat\.io/]],
  ['imports with the samples', {}, imports('*.redhat.io'), {}, [/API server restarts/]],
  ['imports: the samples were out before', imports('quay.io'), imports('docker.io'), {}, [/API server restarts/]],
  ['a CA', {}, { additionalTrustedCA: { name: 'ca' } }, {}, [/certificates in ca/]],
  ['no CA', { additionalTrustedCA: { name: 'ca' } }, {}, {}, [/No additional certificates/]],
  ['names', {}, { externalRegistryHostnames: ['r.io', 's.io'] }, {}, [/published under r\.io/, /API server/]],
  ['no names', { externalRegistryHostnames: ['r.io'] }, {}, {}, [/default route/, /API server/]],
  ['the mode', {}, { imageStreamImportMode: 'Legacy' }, {}, [/Those that exist keep theirs/]],
])('%s', (_, before, after, facts, expected) => {
  expect(consequencesOf(before, after, { ...nodes, ...facts })).toEqual(
    expected.map((words) => expect.stringMatching(words)),
  )
})

test('a blocked release is no refusal: nodes leave the entry out', () => {
  const name = 'quay.io/openshift-release-dev/ocp-release'
  expect(needWords({ why: 'release', name, by: 'blockedRegistries', entry: 'quay.io' })).toMatch(/leave the entry out/)
  expect(needWords({ why: 'release', name, by: 'allowedRegistries' })).toMatch(/updates fail/)
})

test('many names are a few and a number', () => {
  expect(listed(['a', 'b'])).toBe('a, b')
  expect(listed(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('a, b, c, d, e and 2 more')
})
