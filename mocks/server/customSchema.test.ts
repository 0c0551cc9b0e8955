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
