import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askEarly } from './early.ts'
import { logLines } from './logs.ts'
import { getJson } from './request.ts'
import { ConfigMap } from './resources/configMap.ts'
import { forgetSite } from './site.ts'
import { startTestApi, status, type TestApi } from './testApi.ts'
import { watch } from './watch.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => {
  forgetSite()
  api.close()
})
beforeEach(() => forgetSite())

const page = (code: number) =>
  new Response('<!DOCTYPE html><title>Log In</title>', { status: code, headers: { 'Content-Type': 'text/html' } })
const plain = (code: number, text: string) => new Response(text, { status: code })
const nobody =
  'imagestreams.image.openshift.io is forbidden: User "system:anonymous" cannot list resource "imagestreams"'

/** What each of these becomes: as the code of the error, and its reason. */
const answers: [what: string, answer: () => Response, withSignIn: string, without: string][] = [
  ['the page of oauth-proxy', () => page(403), '401 Unauthorized', '403 Forbidden'],
  ['a login page in place of an answer', () => page(200), '401 Unauthorized', '200 UnreadableAnswer'],
  [
    'a redirect to a login page',
    () => new Response(null, { status: 302, headers: { Location: '/login' } }),
    '401 Unauthorized',
    '302 UnreadableAnswer',
  ],
  ['a proxy that says no in plain words', () => plain(403, 'no session'), '401 Unauthorized', '403 Forbidden'],
  ['a request that nobody vouches for', () => status(403, 'Forbidden', nobody), '401 Unauthorized', '403 Forbidden'],
  [
    'a token that has expired',
    () => status(401, 'Unauthorized', 'Unauthorized'),
    '401 Unauthorized',
    '401 Unauthorized',
  ],
  ['a right that is missing', () => status(403, 'Forbidden', 'User "dev" cannot'), '403 Forbidden', '403 Forbidden'],
  ['a router without an application', () => page(503), '503 ServiceUnavailable', '503 ServiceUnavailable'],
  ['an address that is not there', () => page(404), '404 NotFound', '404 NotFound'],
]

const ways: [way: string, ask: () => Promise<unknown>][] = [
  ['a request', () => getJson('/apis/x')],
  [
    'one that was asked for early',
    () => {
      askEarly('/apis/early')
      return getJson('/apis/early')
    },
  ],
]

const failure = async (asking: Promise<unknown>) => {
  const error: unknown = await asking.then(
    () => 'let in',
    (thrown: unknown) => thrown,
  )
  return typeof error === 'object' && error && 'code' in error && 'reason' in error
    ? `${String(error.code)} ${String(error.reason)}`
    : error
}

describe.each(ways)('%s', (_way, ask) => {
  it.each(answers)('tells no session from no right: %s', async (_what, answer, withSignIn, without) => {
    api.answer = (_request, { pathname }) =>
      pathname === '/config.json' ? Response.json({ signIn: 'oauth/start?rd={path}' }) : answer()
    expect(await failure(ask())).toBe(withSignIn)
    forgetSite()
    api.answer = (_request, { pathname }) => (pathname === '/config.json' ? plain(404, 'not found') : answer())
    expect(await failure(ask())).toBe(without)
  })
})

it.each<[string, () => AsyncGenerator]>([
  ['a watch', () => watch(ConfigMap, { namespace: 'demo' }, {})],
  ['a log', () => logLines({ namespace: 'demo', pod: 'web', follow: true })],
])('%s that meets a login page knows that nobody is signed in', async (_way, stream) => {
  api.answer = (_request, { pathname }) =>
    pathname === '/config.json' ? Response.json({ signIn: 'oauth/start?rd={path}' }) : page(200)
  expect(await failure(stream().next())).toBe('401 Unauthorized')
})

it('asks for /config.json once, and past every cache', async () => {
  let asked = 0
  api.answer = (_request, { pathname }) => {
    if (pathname !== '/config.json') return page(403)
    asked++
    return Response.json({ signIn: 'oauth/start?rd={path}' })
  }
  await Promise.all([failure(getJson('/a')), failure(getJson('/b'))])
  await failure(getJson('/c'))
  expect(asked).toBe(1)
})

it.each(['javascript:alert(1)', 'data:text/html,x', 'http://['])(
  'an address that is none is not gone to: %s',
  async (signIn) => {
    api.answer = (_request, { pathname }) => (pathname === '/config.json' ? Response.json({ signIn }) : page(403))
    expect(await failure(getJson('/a'))).toBe('403 Forbidden')
  },
)
