import { describe, expect, test } from 'vitest'
import { Access, users, type User } from './access.ts'
import { storeOf } from './cluster.ts'
import { recordedState, testCluster } from './testCluster.ts'

const access = new Access(storeOf(recordedState))
const user = (name: string): User => users[name] ?? { name, groups: ['system:authenticated'] }
const IMAGE = 'image.openshift.io'
const OPERATOR = 'imageregistry.operator.openshift.io'

test.each([
  ['admin', 'delete', IMAGE, 'images', undefined, undefined, true],
  ['sre', 'list', IMAGE, 'imagestreams', undefined, undefined, true],
  ['sre', 'update', IMAGE, 'imagestreams', undefined, 'payments', false],
  ['sre', 'get', '', 'pods', 'log', 'openshift-image-registry', true],
  ['sre', 'get', OPERATOR, 'configs', undefined, undefined, false],
  ['dedicated', 'get', OPERATOR, 'configs', undefined, undefined, true],
  ['dedicated', 'get', 'config.openshift.io', 'clusteroperators', undefined, undefined, true],
  ['dedicated', 'patch', 'config.openshift.io', 'images', undefined, undefined, false],
  ['dedicated', 'create', 'batch', 'jobs', undefined, 'openshift-image-registry', false],
  ['dedicated', 'patch', OPERATOR, 'imagepruners', undefined, undefined, true],
  ['dedicated', 'patch', OPERATOR, 'configs', undefined, undefined, false],
  ['dedicated', 'list', IMAGE, 'imagestreams', undefined, undefined, true],
  ['dev', 'list', IMAGE, 'imagestreams', undefined, undefined, false],
  ['dev', 'list', IMAGE, 'imagestreams', undefined, 'payments', true],
  ['dev', 'list', IMAGE, 'imagestreams', undefined, 'analytics', false],
  ['dev', 'update', IMAGE, 'imagestreams', 'layers', 'storefront', true],
  ['dev', 'get', IMAGE, 'images', undefined, undefined, false],
])('%s may %s %s/%s/%s in %s: %s', (name, verb, group, resource, subresource, namespace, allowed) => {
  const attributes = { verb, group, resource, ...(subresource && { subresource }), ...(namespace && { namespace }) }
  expect(access.decide(user(name), attributes).allowed).toBe(allowed)
})

test('a rule for one name allows that name only', () => {
  const attributes = { verb: 'get', group: 'user.openshift.io', resource: 'users' }
  expect(access.decide(user('dev'), { ...attributes, name: '~' }).allowed).toBe(true)
  expect(access.decide(user('dev'), { ...attributes, name: 'other' }).allowed).toBe(false)
})

test('the reason names the binding, the role and the subject', () => {
  const attributes = { verb: 'update', group: IMAGE, resource: 'imagestreams', namespace: 'payments' }
  expect(access.decide(user('dev'), attributes).reason).toBe(
    'RBAC: allowed by RoleBinding "edit/payments" of ClusterRole "edit" to User "dev"',
  )
})

describe('who a request is', () => {
  const { ask, read } = testCluster()
  const WHO = '/apis/user.openshift.io/v1/users/~'
  const LIST = '/apis/image.openshift.io/v1/imagestreams'

  test('an unknown token is 401, none is anonymous', async () => {
    expect((await ask(WHO, { as: 'nobody' })).status).toBe(401)
    expect(await read(LIST, { as: '' })).toMatchObject({
      code: 403,
      message: expect.stringContaining('User "system:anonymous"'),
    })
  })

  test('a token goes before a cookie, a cookie before the default', async () => {
    const { cluster } = testCluster({ defaultUser: 'admin' })
    const name = async (headers: Record<string, string>) => {
      const answer: { metadata: { name: string } } = await (
        await cluster.handle(new Request(`http://mock${WHO}`, { headers }))
      ).json()
      return answer.metadata.name
    }
    expect(await name({})).toBe('admin')
    expect(await name({ Cookie: 'a=b; mock-user=dev' })).toBe('dev')
    expect(await name({ Cookie: 'mock-user=dev', Authorization: 'Bearer sre' })).toBe('sre')
  })

  test('who may impersonate is taken for someone else; who may not is refused', async () => {
    const { cluster } = testCluster()
    const status = async (token: string) => {
      const headers = { Authorization: `Bearer ${token}`, 'Impersonate-User': 'dev' }
      return (await cluster.handle(new Request(`http://mock${LIST}`, { headers }))).status
    }
    expect(await status('admin')).toBe(403)
    expect(
      (
        await (
          await cluster.handle(
            new Request(`http://mock${WHO}`, { headers: { Authorization: 'Bearer admin', 'Impersonate-User': 'dev' } }),
          )
        ).json()
      ).metadata.name,
    ).toBe('dev')
    expect(await status('sre')).toBe(403)
  })

  test('a new role binding counts from the next request on', async () => {
    const list = '/apis/image.openshift.io/v1/namespaces/analytics/imagestreams'
    expect((await ask(list, { as: 'dev' })).status).toBe(403)
    const body = {
      metadata: { name: 'dev-view' },
      subjects: [{ kind: 'User', name: 'dev' }],
      roleRef: { kind: 'ClusterRole', name: 'view' },
    }
    expect(
      (await ask('/apis/rbac.authorization.k8s.io/v1/namespaces/analytics/rolebindings', { method: 'POST', body }))
        .status,
    ).toBe(201)
    expect((await ask(list, { as: 'dev' })).status).toBe(200)
  })
})
