import { expect, test } from 'vitest'
import { testCluster } from '../server/testCluster.ts'

const OPENSHIFT = '/apis/authorization.openshift.io/v1'
const KUBERNETES = '/apis/authorization.k8s.io/v1'
const layers = { group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers' }

function asking() {
  const { ask } = testCluster()
  const send = async (path: string, body: object, as = 'admin') => {
    const answer = await ask(path, { method: 'POST', as, body })
    // What a review answers, or a Status.
    type Answer = { message?: string; users?: string[]; evalutionError?: string; status?: { reason?: string } }
    return { code: answer.status, ...((await answer.json()) as Answer) }
  }
  return { send, ask }
}

const local = (namespace: string, spec: object) =>
  [`${KUBERNETES}/namespaces/storefront/localsubjectaccessreviews`, { metadata: { namespace }, spec }] as const

test('a review in a project is of that project only, and of somebody', async () => {
  const { send } = asking()
  const push = { ...layers, verb: 'update' }
  const dev = { user: 'dev', resourceAttributes: { ...push, namespace: 'storefront' } }
  expect(await send(...local('storefront', dev))).toMatchObject({ code: 201, status: { allowed: true } })
  const elsewhere = { user: 'dev', resourceAttributes: { ...push, namespace: 'payments' } }
  expect(await send(...local('storefront', elsewhere))).toMatchObject({
    code: 422,
    message:
      'LocalSubjectAccessReview.authorization.k8s.io "" is invalid: spec.resourceAttributes.namespace: Invalid value: "payments": must match metadata.namespace',
  })
  const nobody = { resourceAttributes: { ...push, namespace: 'storefront' } }
  expect((await send(...local('storefront', nobody))).message).toContain('at least one of user or group')
})

test('who may do something to one object: roles for its name count', async () => {
  const { send, ask } = asking()
  const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/storefront'
  const rules = [
    { verbs: ['get'], apiGroups: [layers.group], resources: ['imagestreams/layers'], resourceNames: ['web'] },
  ]
  await ask(`${rbac}/roles`, { method: 'POST', body: { metadata: { name: 'web-puller' }, rules } })
  const binding = {
    metadata: { name: 'web' },
    roleRef: { kind: 'Role', name: 'web-puller' },
    subjects: [{ kind: 'User', name: 'visitor' }],
  }
  await ask(`${rbac}/rolebindings`, { method: 'POST', body: binding })
  const who = (resourceName?: string) =>
    send(`${OPENSHIFT}/namespaces/storefront/localresourceaccessreviews`, {
      verb: 'get',
      resourceAPIGroup: layers.group,
      resource: 'imagestreams/layers',
      ...(resourceName && { resourceName }),
    })
  expect((await who('web')).users).toContain('visitor')
  expect((await who('api')).users).not.toContain('visitor')
  expect((await who()).users).not.toContain('visitor')
  expect(await who('web')).toMatchObject({ evalutionError: '', groups: expect.arrayContaining(['system:masters']) })
})

test('a role that is not there is told', async () => {
  const { send, ask } = asking()
  const binding = {
    metadata: { name: 'gone' },
    roleRef: { kind: 'ClusterRole', name: 'gone' },
    subjects: [{ kind: 'User', name: 'visitor' }],
  }
  await ask('/apis/rbac.authorization.k8s.io/v1/namespaces/storefront/rolebindings', { method: 'POST', body: binding })
  const path = `${OPENSHIFT}/namespaces/storefront/localresourceaccessreviews`
  const why = 'clusterrole.rbac.authorization.k8s.io "gone" not found'
  const target = { verb: 'get', resourceAPIGroup: layers.group, resource: 'imagestreams/layers' }
  expect(await send(path, target)).toMatchObject({ code: 201, evalutionError: why })
  const asked = { user: 'visitor', resourceAttributes: { ...layers, verb: 'get', namespace: 'storefront' } }
  expect((await send(...local('storefront', asked))).status).toEqual({ allowed: false, reason: `RBAC: ${why}` })
  expect(await send(path, { ...target, verb: '' })).toMatchObject({ code: 422 })
  expect(await send(path, { ...target, namespace: 'payments' })).toMatchObject({ code: 400 })
})
