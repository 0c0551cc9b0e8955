import { expect, test } from 'vitest'
import type { ScenarioName } from '../seed/scenarios.ts'
import { scenarios } from '../seed/scenarios.ts'
import { testCluster } from '../server/testCluster.ts'

const pods = '/api/v1/namespaces/openshift-image-registry/pods'

async function registry(scenario: ScenarioName) {
  const made = testCluster({}, await scenarios[scenario]())
  const list = () =>
    made.cluster.store
      .list('/pods', 'openshift-image-registry')
      .filter((pod) => pod.metadata.labels?.['docker-registry'])
  const nameOf = (phase: string) =>
    list().find((pod) => 'status' in pod && JSON.stringify(pod.status).includes(`"phase":"${phase}"`))?.metadata.name ??
    ''
  const evict = async (name: string, body: object = {}, query = '') => {
    const response = await made.ask(`${pods}/${name}/eviction${query}`, { method: 'POST', body })
    // What the API answers is a Status, whatever came of it.
    return (await response.json()) as {
      code: number
      status: string
      reason?: string
      message?: string
      details?: object
    }
  }
  return { ...made, list, nameOf, evict }
}

const spent = {
  code: 429,
  reason: 'TooManyRequests',
  message: "Cannot evict pod as it would violate the pod's disruption budget.",
  details: {
    causes: [
      {
        reason: 'DisruptionBudget',
        message: 'The disruption budget image-registry needs 1 healthy pods and has 2 currently',
      },
    ],
  },
}

test('evicts as many pods as the budget allows', async () => {
  const { list, nameOf, evict } = await registry('healthy')
  expect(await evict(nameOf('Running'))).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    code: 201,
  })
  expect(list()).toHaveLength(1)
  expect(await evict(nameOf('Running'))).toMatchObject(spent)
  expect(list()).toHaveLength(1)
})

test.each([
  ['a dry run', 'healthy', 'Running', { deleteOptions: { dryRun: ['All'] } }, { code: 201 }, 2],
  [
    'another pod of that name',
    'healthy',
    'Running',
    { deleteOptions: { preconditions: { uid: 'x' } } },
    { code: 409 },
    2,
  ],
  ['a pod that does not run', 'degraded', 'Pending', {}, { code: 201 }, 1],
  ['the last pod that runs', 'degraded', 'Running', {}, { code: 429 }, 2],
] as const)('%s', async (_what, scenario, phase, body, answer, left) => {
  const { list, nameOf, evict } = await registry(scenario)
  expect(await evict(nameOf(phase), body)).toMatchObject(answer)
  expect(list()).toHaveLength(left)
})

test('a pod that is not there is a 404, and so is another kind of order', async () => {
  const { evict, nameOf } = await registry('healthy')
  expect(await evict('nope')).toMatchObject({ code: 404, message: 'pods "nope" not found' })
  expect(await evict(nameOf('Running'), { kind: 'Pod', apiVersion: 'v1' })).toMatchObject({ code: 400 })
})

test('a webhook has the last word on a hosted cluster, over the roles', async () => {
  const { read, ask } = await registry('hosted')
  const path = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
  const spec = {
    resourceAttributes: { verb: 'patch', group: 'imageregistry.operator.openshift.io', resource: 'configs' },
  }
  const review = await read('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    method: 'POST',
    as: 'dedicated',
    body: { spec },
  })
  expect(review).toMatchObject({ status: { allowed: true } })
  const patch = { method: 'PATCH', type: 'application/merge-patch+json', body: { spec: { readOnly: true } } }
  const refused = await read<{ message: string }>(path, { ...patch, as: 'dedicated' })
  expect(refused).toMatchObject({ code: 403, reason: 'Forbidden' })
  expect(refused.message).toMatch(
    /^admission webhook "regular-user-validation\.managed\.openshift\.io" denied the request: Prevented from/,
  )
  expect((await ask(path, { as: 'dedicated' })).status).toBe(200)
  expect((await ask(path, patch)).status).toBe(200)
})
