import { QueryClientProvider, useSuspenseQuery, type QueryClient } from '@tanstack/react-query'
import { render, renderHook, screen, waitFor } from '@testing-library/react'
import { StrictMode, Suspense, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepLive } from './keepLive.ts'
import { useProjects } from './projects.ts'
import { listOf } from './queries.ts'
import { createQueryClient } from './queryClient.ts'
import { createLocks, createStreams } from './streams.ts'
import {
  ConfigMap,
  listAnswer,
  object,
  status,
  stream,
  type TestApi,
  startTestApi,
  type TestStream,
} from './testApi.ts'
import { useNamespacedList } from './useNamespacedList.ts'

let api: TestApi
let client: QueryClient
let stop: () => void
/** Open watches by namespace; '' for the whole cluster. */
let watches: Map<string, TestStream>
/** What a namespace holds; an answer where it may not be listed. '' for the whole cluster. */
let lists: Map<string, string[] | (() => Response)>
let projects: () => Response
let listing = 0
let most = 0

const forbidden = () => status(403, 'Forbidden', 'configmaps is forbidden: User "dev" cannot list resource')

beforeEach(async () => {
  api = await startTestApi()
  client = createQueryClient()
  stop = keepLive(client, { streams: createStreams(createLocks()), graceMs: 50, hiddenMs: 20, pollMs: 50 })
  watches = new Map()
  lists = new Map()
  listing = 0
  most = 0
  projects = () => Response.json({ metadata: {}, items: [object('payments'), object('storefront')] })
  api.answer = async (_request, url) => {
    if (url.pathname.endsWith('/projects')) return projects()
    if (url.pathname.endsWith('selfsubjectaccessreviews'))
      return Response.json({ status: { allowed: false } }, { status: 201 })
    const namespace = /namespaces\/([^/]+)/.exec(url.pathname)?.[1] ?? ''
    if (url.searchParams.get('watch') === 'true') {
      const made = stream()
      watches.set(namespace, made)
      return made.response
    }
    most = Math.max(most, ++listing)
    await new Promise((resolve) => setTimeout(resolve, 5))
    listing--
    const held = lists.get(namespace) ?? []
    return typeof held === 'function'
      ? held()
      : listAnswer(
          url,
          held.map((name) => object(name, '5', { namespace, uid: name })),
        )
  }
})
afterEach(() => {
  stop()
  client.clear()
  api.close()
})

function Names({ project }: { project?: string }) {
  const { items, complete, total, errors, forbidden: no, state, byProject } = useNamespacedList(ConfigMap, project)
  const names = items.map(({ metadata }) => metadata.name).toSorted()
  const facts = {
    names: names.join(),
    complete,
    total,
    errors: errors.map(({ code }) => code),
    forbidden: no?.code,
    state,
    byProject,
  }
  return <output>{JSON.stringify(facts)}</output>
}
const show = (node: ReactNode) =>
  render(
    <StrictMode>
      <QueryClientProvider client={client}>{node}</QueryClientProvider>
    </StrictMode>,
  )
const facts = (): unknown => JSON.parse(screen.getByRole('status').textContent)
const asked = (part: string) => api.asked.filter((line) => line.includes(part) && !line.includes('watch=true'))

describe('useNamespacedList', () => {
  it('lists the whole cluster for who may, and follows it with one watch', async () => {
    lists.set('', ['a', 'b'])
    show(<Names />)
    await waitFor(() =>
      expect(facts()).toMatchObject({
        names: 'a,b',
        complete: true,
        total: 2,
        errors: [],
        state: 'ready',
        byProject: false,
      }),
    )
    await waitFor(() => expect([...watches.keys()]).toEqual(['']))
    watches.get('')?.send({ type: 'ADDED', object: object('c', '200') })
    await waitFor(() => expect(facts()).toMatchObject({ names: 'a,b,c' }))
  })

  it('gathers project by project, openshift included, where the cluster may not be listed; every part is live', async () => {
    lists.set('', forbidden)
    lists.set('payments', ['api']).set('storefront', ['web']).set('openshift', ['nodejs'])
    show(<Names />)
    await waitFor(() =>
      expect(facts()).toMatchObject({
        names: 'api,nodejs,web',
        complete: true,
        total: 3,
        errors: [],
        state: 'ready',
        byProject: true,
      }),
    )
    await waitFor(() => expect([...watches.keys()].toSorted()).toEqual(['openshift', 'payments', 'storefront']))
    watches.get('payments')?.send({ type: 'ADDED', object: object('new', '200', { namespace: 'payments' }) })
    await waitFor(() => expect(facts()).toMatchObject({ names: 'api,new,nodejs,web' }))
    expect(asked('/api/v1/configmaps')).toHaveLength(1)
  })

  it.each([403, 404])(
    'leaves openshift out silently when it answers %i, and names the others that fail',
    async (code) => {
      lists.set('', forbidden).set('openshift', () => status(code, 'No', 'no'))
      lists.set('payments', ['api']).set('storefront', forbidden)
      show(<Names />)
      await waitFor(() =>
        expect(facts()).toMatchObject({ names: 'api', complete: true, errors: [403], state: 'ready' }),
      )
    },
  )

  it('says forbidden when nothing at all may be seen', async () => {
    lists.set('', forbidden).set('payments', forbidden).set('storefront', forbidden).set('openshift', forbidden)
    show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ names: '', forbidden: 403, state: 'failed' }))
  })

  it('tries openshift even when the projects cannot be listed', async () => {
    projects = () => status(500, 'InternalError', 'etcd is down')
    lists.set('', forbidden).set('openshift', ['nodejs'])
    show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ names: 'nodejs', errors: [500], state: 'ready' }))
  })

  it('asks only for the project it is given, and its 403 is final', async () => {
    lists.set('payments', ['api'])
    const { unmount } = show(<Names project="payments" />)
    await waitFor(() => expect(facts()).toMatchObject({ names: 'api', byProject: false }))
    expect(asked('configmaps')).toEqual(['GET /api/v1/namespaces/payments/configmaps?limit=50'])
    unmount()
    lists.set('analytics', forbidden)
    show(<Names project="analytics" />)
    await waitFor(() => expect(facts()).toMatchObject({ forbidden: 403, state: 'failed', errors: [403] }))
  })

  it('never asks for more than six lists at a time', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `p${index}`)
    projects = () => Response.json({ metadata: {}, items: names.map((name) => object(name)) })
    lists.set('', forbidden)
    for (const name of names) lists.set(name, [`${name}-stream`])
    show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ complete: true, total: 30, state: 'ready' }))
    expect(most).toBeLessThanOrEqual(6)
    expect(most).toBeGreaterThan(3)
  })

  it('a failing cluster is an error, not a missing permission', async () => {
    lists.set('', () => new Response('<html>', { status: 500 }))
    show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ state: 'failed', errors: [500], byProject: false }))
    expect(facts()).not.toHaveProperty('forbidden')
  })

  it('asks again only for what has failed', async () => {
    lists.set('', forbidden).set('payments', ['api']).set('storefront', forbidden)
    const wrapper = ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    )
    const { result } = renderHook(() => useNamespacedList(ConfigMap, undefined), { wrapper })
    await waitFor(() =>
      expect(result.current).toMatchObject({ state: 'ready', complete: true, errors: [{ code: 403 }] }),
    )
    lists.set('storefront', ['web'])
    result.current.retry()
    await waitFor(() => expect(result.current).toMatchObject({ errors: [], items: [{}, {}] }))
    expect(asked('/namespaces/payments/configmaps')).toHaveLength(1)
    expect(asked('/namespaces/storefront/configmaps')).toHaveLength(2)
  })

  it('comes back to a refused cluster list without asking for it again', async () => {
    lists.set('', forbidden).set('payments', ['api'])
    const { unmount } = show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ names: 'api' }))
    unmount()
    show(<Names />)
    await waitFor(() => expect(facts()).toMatchObject({ names: 'api' }))
    expect(asked('/api/v1/configmaps')).toHaveLength(1)
  })
})

describe('useProjects', () => {
  function Projects() {
    const { all, names, state, error } = useProjects()
    return <output>{JSON.stringify({ all, names, state, error: error?.code })}</output>
  }

  it('names what the user may see', async () => {
    show(<Projects />)
    await waitFor(() =>
      expect(facts()).toMatchObject({ all: false, names: ['payments', 'storefront'], state: 'ready' }),
    )
  })

  it('falls back to namespaces where there are no projects', async () => {
    projects = () => new Response('404 page not found', { status: 404 })
    lists.set('', ['default', 'kube-system'])
    show(<Projects />)
    await waitFor(() => expect(facts()).toMatchObject({ names: ['default', 'kube-system'], state: 'ready' }))
    projects = () => status(503, 'ServiceUnavailable', 'the server is currently unable to handle the request')
    await client.resetQueries()
    await waitFor(() => expect(facts()).toMatchObject({ names: [], state: 'failed', error: 503 }))
  })
})

describe('a page', () => {
  function Suspended() {
    const { data } = useSuspenseQuery(listOf(ConfigMap, { namespace: 'demo' }))
    return <output>{JSON.stringify(data.items.map(({ metadata }) => metadata.name))}</output>
  }
  const visibility = (state: 'hidden' | 'visible') => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }

  it('suspends until the first rows are there, is live, and keeps no watch while it is hidden', async () => {
    lists.set('demo', ['a'])
    show(
      <Suspense fallback={<progress />}>
        <Suspended />
      </Suspense>,
    )
    expect(screen.getByRole('progressbar')).toBeInTheDocument()
    await waitFor(() => expect(facts()).toEqual(['a']))
    await waitFor(() => expect(watches.has('demo')).toBe(true))
    watches.get('demo')?.send({ type: 'ADDED', object: object('b', '200') })
    await waitFor(() => expect(facts()).toEqual(['a', 'b']))
    const first = watches.get('demo')
    visibility('hidden')
    await waitFor(() => expect(first?.closed).toBe(true))
    visibility('visible')
    await waitFor(() => expect(watches.get('demo')).not.toBe(first))
    expect(api.asked.at(-1)).toContain('resourceVersion=200')
    expect(asked('configmaps')).toHaveLength(1)
  })

  it('hidden for a moment only, it keeps its watch', async () => {
    lists.set('demo', ['a'])
    show(
      <Suspense>
        <Suspended />
      </Suspense>,
    )
    await waitFor(() => expect(watches.has('demo')).toBe(true))
    visibility('hidden')
    visibility('visible')
    watches.get('demo')?.send({ type: 'ADDED', object: object('b', '200') })
    await waitFor(() => expect(facts()).toEqual(['a', 'b']))
    expect(api.asked.filter((line) => line.includes('watch=true'))).toHaveLength(1)
  })
})
