import { expect, test } from 'vitest'
import { testCluster, type Sent } from '../server/testCluster.ts'

const API = '/apis/rbac.authorization.k8s.io/v1'
const group = 'rbac.authorization.k8s.io'
const review = { verb: 'get', group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers' }

function access() {
  const { read, ask } = testCluster()
  const may = async (as: string, attributes: Record<string, string>) => {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
    const body = { spec: { resourceAttributes: { ...review, ...attributes } } }
    return (await read<{ status: { allowed: boolean } }>(path, { method: 'POST', as, body })).status.allowed
  }
  const send = async (method: string, path: string, body?: unknown, more: Sent = {}) => {
    const answer = await ask(`${API}${path}`, { method, body, ...more })
    const { message = '' } = (await answer.json()) as { message?: string }
    return { status: answer.status, message }
  }
  return { may, send, read }
}

const binding = (name: string, role: string, user: string) => ({
  metadata: { name },
  roleRef: { kind: 'ClusterRole', name: role },
  subjects: [{ kind: 'User', name: user }],
})

test('a role that is given in a project counts at once, and no more once it is taken', async () => {
  const { may, send, read } = access()
  const where = { namespace: 'analytics' }
  expect(await may('dev', where)).toBe(false)
  const path = '/namespaces/analytics/rolebindings'
  expect(await send('POST', path, binding('pulls', 'system:image-puller', 'dev'))).toMatchObject({ status: 201 })
  expect(await may('dev', where)).toBe(true)
  expect(await may('dev', { namespace: 'openshift-config' })).toBe(false)
  expect(await read(`${API}${path}/pulls`)).toMatchObject({
    roleRef: { apiGroup: group },
    subjects: [{ apiGroup: group, kind: 'User', name: 'dev' }],
  })
  const MERGE = { type: 'application/merge-patch+json' }
  expect(await send('PATCH', `${path}/pulls`, { subjects: [] }, MERGE)).toMatchObject({ status: 200 })
  expect(await may('dev', where)).toBe(false)
  expect(await send('DELETE', `${path}/pulls`)).toMatchObject({ status: 200 })
})

test('a role that is given everywhere counts in every project', async () => {
  const { may, send } = access()
  expect(await send('POST', '/clusterrolebindings', binding('pulls', 'system:image-puller', 'dev'))).toMatchObject({
    status: 201,
  })
  expect(await may('dev', { namespace: 'analytics' })).toBe(true)
  await send('DELETE', '/clusterrolebindings/pulls')
  expect(await may('dev', { namespace: 'analytics' })).toBe(false)
})

test('nobody gives away what they do not have', async () => {
  const { send } = access()
  const path = '/namespaces/payments/rolebindings'
  expect(await send('POST', path, binding('dev-admin', 'admin', 'dev'))).toMatchObject({ status: 201 })
  const mine = await send('POST', path, binding('pulls', 'system:image-puller', 'sre'), { as: 'dev' })
  expect(mine).toMatchObject({ status: 201 })
  const { status, message } = await send('POST', path, binding('all', 'cluster-admin', 'sre'), { as: 'dev' })
  expect(status).toBe(403)
  expect(message).toBe(
    'rolebindings.rbac.authorization.k8s.io "all" is forbidden: user "dev" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
  )
})

test('a binding keeps its role, and needs whole subjects', async () => {
  const { send } = access()
  const path = '/namespaces/payments/rolebindings'
  await send('POST', path, binding('pulls', 'system:image-puller', 'dev'))
  const changed = { roleRef: { kind: 'ClusterRole', name: 'view' } }
  expect(await send('PATCH', `${path}/pulls`, changed, { type: 'application/merge-patch+json' })).toMatchObject({
    status: 422,
    message: expect.stringContaining('cannot change roleRef'),
  })
  const account = { ...binding('sa', 'view', ''), subjects: [{ kind: 'ServiceAccount', name: 'builder' }] }
  expect(await send('POST', path, account)).toMatchObject({
    status: 422,
    message: 'RoleBinding.rbac.authorization.k8s.io "sa" is invalid: subjects[0].namespace: Required value',
  })
})
