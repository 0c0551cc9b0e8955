import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testCluster } from '../../mocks/server/testCluster.ts'
import recordings from '../../mocks/data/recordings/06-pods-logs-access.json' with { type: 'json' }
import { reviewOf, whoCanOf, type ReviewTarget } from './accessReviews.ts'
import { startTestApi, status, type TestApi } from './testApi.ts'

let api: TestApi
beforeEach(async () => {
  api = await startTestApi()
})
afterEach(() => api.close())

/** The recorded cluster, as somebody sees it. */
function answerAs(as: string) {
  const { ask } = testCluster()
  api.answer = async (request, url) =>
    ask(url.pathname, { method: request.method, as, ...(request.method === 'POST' && { body: await request.json() }) })
}

const layers = { group: 'image.openshift.io', resource: 'imagestreams', subresource: 'layers' }
const push = (namespace?: string, name?: string): ReviewTarget => ({
  verb: 'update',
  ...layers,
  ...(namespace !== undefined && { namespace }),
  ...(name !== undefined && { name }),
})
const forbidden = (what: string) => status(403, 'Forbidden', `${what} is forbidden`)
const local = 'POST /apis/authorization.k8s.io/v1/namespaces/storefront/localsubjectaccessreviews'
const whole = 'POST /apis/authorization.k8s.io/v1/subjectaccessreviews'

describe('a review of one user', () => {
  it.each([
    ['dev', push('storefront'), true],
    ['dev', push('analytics'), false],
    ['sre', push('storefront'), false],
    ['sre', { ...push('storefront'), verb: 'get' }, true],
  ])('is of oneself: %s', async (as, target, allowed) => {
    answerAs(as)
    expect(await reviewOf('self', target)).toMatchObject({ allowed, by: 'self' })
    expect(api.asked).toEqual(['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews'])
  })

  it('is of somebody else in a project, with their groups, and has the authorizer’s words', async () => {
    answerAs('admin')
    expect(await reviewOf({ name: 'dev', groups: ['system:authenticated'] }, push('storefront', 'web'))).toEqual({
      allowed: true,
      by: 'local',
      reason:
        'RBAC: allowed by RoleBinding "registry-editor/storefront" of ClusterRole "registry-editor" to User "dev"',
    })
    expect(await api.requests[0]?.json()).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'LocalSubjectAccessReview',
      metadata: { namespace: 'storefront' },
      spec: {
        user: 'dev',
        groups: ['system:authenticated'],
        resourceAttributes: { verb: 'update', ...layers, namespace: 'storefront', name: 'web' },
      },
    })
  })

  it('is of members of a group without a user', async () => {
    answerAs('admin')
    expect(await reviewOf({ name: '', groups: ['system:masters'] }, push('storefront'))).toMatchObject({
      allowed: true,
    })
    expect(await reviewOf({ name: '', groups: ['x'] }, push('storefront'))).toMatchObject({ allowed: false })
  })

  it('asks the cluster where the project’s review is refused, and where there is no project', async () => {
    api.answer = (_request, url) =>
      url.pathname.endsWith('localsubjectaccessreviews')
        ? forbidden('local')
        : Response.json({ status: { allowed: true, reason: 'yes' } }, { status: 201 })
    expect(await reviewOf({ name: 'dev' }, push('storefront'))).toEqual({ allowed: true, reason: 'yes', by: 'cluster' })
    expect(api.asked).toEqual([local, whole])
    await reviewOf({ name: 'dev' }, push())
    expect(api.asked[2]).toBe(whole)
  })

  it.each([
    ['both refused: that of the project is told', 403, 403, { code: 403, message: 'local' }],
    ['a cluster without them', 404, 404, { code: 404 }],
    ['refused, then failing', 403, 500, { code: 500 }],
    ['failing: nothing else is asked', 500, 201, { code: 500 }],
  ])('%s', async (_name, first, second, error) => {
    api.answer = (_request, url) => {
      const isLocal = url.pathname.endsWith('localsubjectaccessreviews')
      return status(isLocal ? first : second, 'X', isLocal ? 'local' : 'whole')
    }
    await expect(reviewOf({ name: 'dev' }, push('storefront'))).rejects.toMatchObject(error)
  })

  it('names that look like parts of an address stay in the body', async () => {
    api.answer = () => Response.json({ status: {} })
    const name = `a'b"c/../d?e=1#é 名`
    expect(await reviewOf({ name }, push('storefront'))).toEqual({ allowed: false, by: 'local' })
    expect(api.asked).toEqual([local])
    expect(await api.requests[0]?.json()).toMatchObject({ spec: { user: name } })
  })

  it('an answer without anything allows nothing', async () => {
    api.answer = () => new Response('null', { status: 201 })
    expect(await reviewOf('self', push('storefront'))).toEqual({ allowed: false, by: 'self' })
  })
})

describe('who may', () => {
  it('is asked and understood as recorded', async () => {
    const recorded = recordings.find(({ id }) => id === 'rar')
    if (!recorded?.response.body || !('users' in recorded.response.body)) throw new Error('no recording')
    const { body } = recorded.response
    api.answer = () => Response.json(body, { status: recorded.response.status })
    expect(await whoCanOf(push('storefront'))).toEqual({ users: body.users, groups: body.groups })
    expect(api.asked).toEqual([`POST ${recorded.request.path}`])
    expect(await api.requests[0]?.json()).toEqual(recorded.request.body)
  })

  it('is the same of the mock cluster', async () => {
    answerAs('admin')
    const found = await whoCanOf(push('storefront'))
    expect(found.users).toContain('dev')
    expect(found.groups).toEqual(['system:cluster-admins', 'system:masters'])
  })

  it('names the image stream, and asks of the whole cluster without a project', async () => {
    api.answer = () => Response.json({ users: null, groups: null, evalutionError: 'clusterrole "x" not found' })
    expect(await whoCanOf(push('storefront', 'web'))).toEqual({
      users: [],
      groups: [],
      evaluationError: 'clusterrole "x" not found',
    })
    expect(await api.requests[0]?.json()).toMatchObject({ resource: 'imagestreams/layers', resourceName: 'web' })
    await whoCanOf(push())
    expect(api.asked[1]).toBe('POST /apis/authorization.openshift.io/v1/resourceaccessreviews')
    expect(await api.requests[1]?.json()).toMatchObject({ kind: 'ResourceAccessReview', namespace: '' })
  })

  it('is refused to who may not ask', async () => {
    answerAs('dev')
    await expect(whoCanOf(push('storefront'))).rejects.toMatchObject({ code: 403 })
  })
})
