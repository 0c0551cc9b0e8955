import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useCan } from './access.ts'
import { discoveryOf, hasKind, useKind } from './discovery.ts'
import { createQueryClient } from './queryClient.ts'
import { Project } from './resources/project.ts'
import { ConfigMap, startTestApi, status, type TestApi } from './testApi.ts'
import { userQuery } from './whoami.ts'

let api: TestApi
let client: QueryClient
beforeEach(async () => {
  api = await startTestApi()
  client = createQueryClient()
})
afterEach(() => {
  client.clear()
  api.close()
})
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
)

describe('useCan', () => {
  const can = () =>
    renderHook(() => useCan('patch', ConfigMap, { namespace: 'demo', name: 'a', subresource: 'status' }), { wrapper })
  const review = (answer: object) => () =>
    Response.json({ kind: 'SelfSubjectAccessReview', ...answer }, { status: 201 })

  it('asks once what the user may do, and keeps the answer', async () => {
    api.answer = review({ status: { allowed: true, reason: 'RBAC: allowed by ClusterRole "edit"' } })
    const { result } = can()
    expect(result.current.allowed).toBeUndefined()
    await waitFor(() =>
      expect(result.current).toEqual({ allowed: true, reason: 'RBAC: allowed by ClusterRole "edit"' }),
    )
    expect(can().result.current.allowed).toBe(true)
    expect(api.asked).toEqual(['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews'])
    expect(await api.requests[0]?.json()).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: {
        resourceAttributes: {
          verb: 'patch',
          group: '',
          resource: 'configmaps',
          subresource: 'status',
          namespace: 'demo',
          name: 'a',
        },
      },
    })
  })

  it.each([
    ['denied', { status: { allowed: false } }, { allowed: false }],
    [
      'denied with an evaluation error',
      { status: { allowed: false, evaluationError: 'no role' } },
      { allowed: false, reason: 'no role' },
    ],
    ['without a status', {}, { allowed: false }],
  ])('understands an answer %s', async (_name, answer, expected) => {
    api.answer = review(answer)
    const { result } = can()
    await waitFor(() => expect(result.current).toEqual(expected))
  })

  it('does not know when the review fails', async () => {
    api.answer = () => status(500, 'InternalError', 'the authorizer is down')
    const { result } = can()
    await waitFor(() => expect(result.current).toEqual({ allowed: undefined, reason: 'the authorizer is down' }))
  })
})

describe('discovery', () => {
  it('knows the kinds of a group, asked once', async () => {
    api.answer = () =>
      Response.json({
        kind: 'APIResourceList',
        resources: [{ name: 'projects', kind: 'Project', namespaced: false, verbs: ['list'] }],
      })
    expect(await hasKind(client, Project)).toBe(true)
    expect(await hasKind(client, { ...Project, plural: 'projectrequests' })).toBe(false)
    const { result } = renderHook(() => useKind(Project), { wrapper })
    expect(result.current).toBe('present')
    expect(api.asked).toEqual(['GET /apis/project.openshift.io/v1'])
  })

  it.each([
    ['text', () => new Response('404 page not found\n', { status: 404 })],
    ['a Status', () => status(404, 'NotFound', 'the server could not find the requested resource')],
  ])('knows a missing group by %s', async (_name, answer) => {
    api.answer = answer
    expect(await hasKind(client, Project)).toBe(false)
    expect((await client.fetchQuery(discoveryOf('project.openshift.io', 'v1'))).state).toBe('missing')
  })

  it('tells an aggregated API that is down from a missing one', async () => {
    api.answer = () => new Response('service unavailable', { status: 503 })
    expect(await client.fetchQuery(discoveryOf('project.openshift.io', 'v1'))).toMatchObject({
      state: 'unavailable',
      error: { code: 503, message: 'service unavailable' },
    })
  })

  it('does not guess when discovery itself fails, and survives an empty answer', async () => {
    api.answer = () => status(403, 'Forbidden', 'no')
    await expect(hasKind(client, Project)).rejects.toMatchObject({ code: 403 })
    api.answer = () => new Response('null')
    expect(await hasKind(client, ConfigMap)).toBe(false)
    expect(api.asked[1]).toBe('GET /api/v1')
  })
})

describe('the user', () => {
  const answers = (...codes: (number | object)[]) => {
    api.answer = () => {
      const next = codes.shift()
      return typeof next === 'object' ? Response.json(next) : status(next ?? 500, 'No', 'no')
    }
  }

  it.each([
    [
      'is who OpenShift says',
      [{ metadata: { name: 'sre' }, groups: ['dedicated-admins'] }],
      { name: 'sre', groups: ['dedicated-admins'], byOpenShift: true },
    ],
    [
      'is who a review says elsewhere',
      [404, { status: { userInfo: { username: 'me', groups: null } } }],
      { name: 'me', groups: [], byOpenShift: false },
    ],
    ['is unknown where nothing says', [403, 404], { name: undefined, groups: [], byOpenShift: false }],
    ['may have no name', [{}], { name: undefined, groups: [], byOpenShift: true }],
  ])('%s', async (_name, codes, expected) => {
    answers(...codes)
    expect(await client.fetchQuery(userQuery())).toEqual(expected)
  })

  it('is not guessed when nobody is logged in or nothing answers', async () => {
    answers(401)
    await expect(client.fetchQuery(userQuery())).rejects.toMatchObject({ code: 401 })
    answers(404, 500)
    await expect(client.fetchQuery(userQuery())).rejects.toMatchObject({ code: 500 })
  })
})
