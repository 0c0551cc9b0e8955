import { expect, test } from 'vitest'
import { parseJson, writeJson } from './json.ts'
import { testCluster } from './testCluster.ts'

test.each([
  '{"a":9007199254740993,"b":[-9223372036854775808,1],"c":"9007199254740993"}',
  '{"a":"say \\"12345678901234567890\\"","b":1.5,"c":9007199254740993}',
  '{"a":1234567890123456}',
])('keeps the digits of %s', (text) => {
  expect(writeJson(parseJson(text))).toBe(text)
})

test('numbers of more than 64 bits and fractions are numbers', () => {
  const text = '[92233720368547758070, 12345678901234567.5, 9007199254740993e1]'
  expect(parseJson(text)).toEqual(JSON.parse(text))
})

test('an object keeps the digits a person wrote, in answers, lists and watches', async () => {
  const { ask, cluster } = testCluster()
  const path = '/apis/imageregistry.operator.openshift.io/v1/imagepruners/cluster'
  const sent = new Request(`http://mock${path}`, {
    method: 'PATCH',
    headers: { Authorization: 'Bearer admin', 'Content-Type': 'application/merge-patch+json' },
    body: '{"spec":{"keepYoungerThan":9223372036854775807}}',
  })
  const answer = await cluster.handle(sent)
  expect(answer.status).toBe(200)
  const text = '"keepYoungerThan":9223372036854775807'
  expect(await answer.text()).toContain(text)
  expect(await (await ask(path.replace('/cluster', ''))).text()).toContain(text)
  const watched = await ask(`${path.replace('/cluster', '')}?watch=1&timeoutSeconds=1`)
  expect(await watched.text()).toContain(text)
})
