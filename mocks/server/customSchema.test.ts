import { expect, test } from 'vitest'
import { testCluster } from './testCluster.ts'

const path = '/apis/imageregistry.operator.openshift.io/v1/imagepruners/cluster'

/** What the definition of ImagePruners says of a change of its spec, or the code of the answer. */
async function refusal(spec: object): Promise<unknown> {
  const { ask } = testCluster()
  const type = 'application/merge-patch+json'
  const answer = await ask(path, { method: 'PATCH', type, body: { spec } })
  const { details }: { details?: { causes: { message: string; field: string }[] } } = await answer.json()
  return details?.causes.map(({ field, message }) => `${field}: ${message}`) ?? answer.status
}

test.each([
  { schedule: 'every day' },
  { keepTagRevisions: -1 },
  { keepTagRevisions: 2 ** 31 },
  { successfulJobsHistoryLimit: -5 },
  { keepYoungerThanDuration: '3 days' },
  { keepYoungerThanDuration: '-1h' },
  { keepYoungerThan: -1 },
  { logLevel: '' },
])('the definition has nothing against %j', async (spec) => {
  expect(await refusal(spec)).toBe(200)
})

test.each([
  [
    { keepYoungerThanDuration: 'soon' },
    'spec.keepYoungerThanDuration: Invalid value: "soon": spec.keepYoungerThanDuration in body must be of type duration: "soon"',
  ],
  [
    { failedJobsHistoryLimit: 2 ** 31 },
    '<nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.failedJobsHistoryLimit',
  ],
  [
    { keepTagRevisions: 1.5 },
    'spec.keepTagRevisions: Invalid value: "number": spec.keepTagRevisions in body must be of type integer: "number"',
  ],
  [
    { logLevel: 'Loud' },
    'spec.logLevel: Unsupported value: "Loud": supported values: "", "Normal", "Debug", "Trace", "TraceAll"',
  ],
])('%j is refused', async (spec, why) => {
  expect(await refusal(spec)).toEqual([why])
})

/** What the cluster says of a mirror set or of a change of the configuration of images. */
async function refusalOf(plural: string, kind: string, spec: object): Promise<unknown> {
  const { ask } = testCluster()
  const config = '/apis/config.openshift.io/v1'
  const answer =
    plural === 'images'
      ? await ask(`${config}/images/cluster`, { method: 'PATCH', type: 'application/merge-patch+json', body: { spec } })
      : await ask(`${config}/${plural}`, { method: 'POST', body: { kind, metadata: { name: 'acme' }, spec } })
  const { details }: { details?: { causes: { message: string; field: string }[] } } = await answer.json()
  return (
    details?.causes.map(({ field, message }) => `${field}: ${message.replace(/should match.*/s, 'should match')}`) ??
    answer.status
  )
}

const digestMirrors = (...imageDigestMirrors: object[]) =>
  ['imagedigestmirrorsets', 'ImageDigestMirrorSet', { imageDigestMirrors }] as const
const at = 'spec.imageDigestMirrors[0]'

test.each([
  [digestMirrors({ source: 'quay.io/acme', mirrors: ['mirror.acme.example:5000/acme'] }), 201],
  [digestMirrors({ source: '*.redhat.io' }), 201],
  [digestMirrors({ mirrors: ['a.example'] }), [`${at}.source: Required value`]],
  [
    digestMirrors({ source: 'https://quay.io', mirrors: ['*.acme.example', 'a.example', 'a.example'] }),
    [
      `${at}.source: Invalid value: "https://quay.io": ${at}.source in body should match`,
      `${at}.mirrors[0]: Invalid value: "*.acme.example": ${at}.mirrors[0] in body should match`,
      `${at}.mirrors[2]: Duplicate value: "a.example"`,
    ],
  ],
  [
    digestMirrors({ source: 'quay.io', mirrorSourcePolicy: 'Never' }),
    [
      `${at}.mirrorSourcePolicy: Unsupported value: "Never": supported values: "NeverContactSource", "AllowContactingSource"`,
    ],
  ],
  // Both at once: this version takes it.
  [
    [
      'images',
      'Image',
      { registrySources: { allowedRegistries: ['a.example'], blockedRegistries: ['b.example'] } },
    ] as const,
    200,
  ],
  [
    ['images', 'Image', { registrySources: { containerRuntimeSearchRegistries: [] } }] as const,
    [
      'spec.registrySources.containerRuntimeSearchRegistries: Invalid value: 0: spec.registrySources.containerRuntimeSearchRegistries in body should have at least 1 items',
    ],
  ],
  [
    ['images', 'Image', { allowedRegistriesForImport: [{ insecure: true }] }] as const,
    ['spec.allowedRegistriesForImport[0].domainName: Required value'],
  ],
])('what definitions check beyond their published schema: %j', async ([plural, kind, spec], expected) => {
  expect(await refusalOf(plural, kind, spec)).toEqual(expected)
})
