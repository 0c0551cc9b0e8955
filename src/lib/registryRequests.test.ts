import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logfmtValue } from './logfmt.ts'
import { parseLogLine } from './logLine.ts'
import { auditOf, auditReport } from './registryAudit.ts'
import { denialOf } from './registryDenial.ts'
import { ProblemFinder } from './registryDiagnosis.ts'
import {
  accessLine,
  allowed,
  authorizedLine,
  badToken,
  completedLine,
  denied,
  handlerLine,
  manifest,
  ping,
  type LoggedRequest,
} from './registryLogTesting.ts'
import { RequestJoiner, type RegistryRequest } from './registryRequests.ts'
import { registryRoute } from './registryRoute.ts'

function joined(lines: readonly string[]): RegistryRequest[] {
  const joiner = new RequestJoiner()
  for (const [ref, line] of lines.entries()) joiner.feed(parseLogLine(line), ref)
  return joiner.take()
}
const start = Date.UTC(2026, 10, 20, 23) * 1000
const push = manifest({
  at: 1,
  id: 'p',
  method: 'PUT',
  repository: 'demo/app',
  reference: 'v1',
  user: 'alice',
  status: 201,
})

test('a request has what its lines say, and its access line', () => {
  expect(joined(allowed({ ...push, written: 7 }))).toEqual([
    {
      id: 'p',
      time: start + 1_000_000,
      method: 'PUT',
      uri: '/v2/demo/app/manifests/v1',
      operation: 'push',
      status: 201,
      durationMs: 8.06,
      written: 7,
      user: 'alice',
      remote: '10.128.0.1:40228',
      userAgent: 'skopeo/1.9.3',
      repository: 'demo/app',
      reference: 'v1',
      noise: false,
      state: 'done',
      lines: [0, 1, 2],
    },
  ])
})

test('each access line of the sample is one request, and each app line is in one', () => {
  const lines = readFileSync('mocks/data/samples/registry.log', 'utf8').split('\n')
  const requests = joined(lines)
  expect(requests).toHaveLength(lines.filter((line) => line.includes(' msg=response ')).length)
  const refs = requests.flatMap((request) => request.lines)
  expect(new Set(refs).size).toBe(refs.length)
  expect(refs).toHaveLength(lines.filter((line) => line.includes('http.request.id=')).length)
  expect(requests.every(({ state, status }) => state === 'done' && status !== undefined)).toBe(true)
  expect(requests.filter(({ noise }) => noise)).toHaveLength(31)
})

test('requests of one address that are alike are told apart by when they began', () => {
  const requests = Array.from({ length: 6 }, (_, index): LoggedRequest => ({
    ...push,
    id: `r${index}`,
    at: 1 + index / 100,
    ms: 500 - index * 60,
    user: `user${index}`,
  }))
  const lines = [
    ...requests.map(authorizedLine),
    ...requests.map(completedLine).toReversed(),
    ...requests.map(accessLine),
  ]
  for (const [index, request] of joined(lines).entries()) {
    expect(request).toMatchObject({ user: `user${index}`, lines: [index, 11 - index, 12 + index] })
    expect(request.durationMs).toBeCloseTo(500 - index * 60 + 0.06)
  }
})

test('one that is turned away at the door does not end another that is alike and under way', () => {
  const refused: LoggedRequest = { ...push, id: 'x', at: 1.01, ms: 0.1, status: 429 }
  const [authorized = '', completed = '', access = ''] = allowed(push)
  const requests = joined([authorized, accessLine(refused), accessLine({ ...refused, at: 1.012 }), completed, access])
  const found = requests.map(({ id, status, user, state, lines }) => ({ id, status, user, state, lines }))
  expect(found).toEqual([
    { id: 'p', status: 201, user: 'alice', state: 'done', lines: [0, 3, 4] },
    { id: undefined, status: 429, user: undefined, state: 'done', lines: [2] },
    { id: undefined, status: 429, user: undefined, state: 'done', lines: [1] },
  ])
  expect(requests.flatMap((request) => auditOf(request) ?? []).map(({ kind }) => kind)).toContain('push')
})

test('requests on their way change until they are over', () => {
  const joiner = new RequestJoiner()
  const [first = '', second = '', third = ''] = allowed(push)
  joiner.feed(parseLogLine(first), 0)
  const [request] = joiner.take()
  expect(request).toMatchObject({ state: 'running', user: 'alice' })
  expect(joiner.take()).toEqual([])
  joiner.feed(parseLogLine(second), 1)
  joiner.feed(parseLogLine(third), 2)
  const taken = joiner.take()
  expect(taken).toHaveLength(1)
  expect(taken[0]).toBe(request)
  expect(request).toMatchObject({ state: 'done', status: 201, lines: [0, 1, 2] })
  // Mirroring goes on in the background.
  joiner.feed(parseLogLine(handlerLine({ ...push, at: 9 }, 'info', 'Completed mirroring of "sha256:1"')), 3)
  expect(joiner.take()).toEqual([request])
  expect(request?.lines).toEqual([0, 1, 2, 3])
})

test('an access line alone began before it was written', () => {
  const probe = { at: 5, id: 'h', method: 'GET', uri: '/healthz', ms: 250 }
  const [request] = joined([accessLine(probe)])
  expect(request).toMatchObject({ operation: 'probe', status: 200, noise: true, state: 'done', lines: [0] })
  expect(request?.time).toBeCloseTo(start + 5_000_000, -1)
  expect(request).not.toHaveProperty('id')
})

test.each<[string, string[], Partial<RegistryRequest>]>([
  [
    'a ping',
    ping(1, 'a'),
    { operation: 'ping', status: 401, noise: true, denial: 'error authorizing context: authorization header required' },
  ],
  [
    'a ping with a token that expired',
    denied({ at: 1, id: 'a', method: 'GET', uri: '/v2/' }, 'Get user failed with error: Unauthorized'),
    { operation: 'ping', status: 401, noise: false, denial: 'Get user failed with error: Unauthorized' },
  ],
  [
    'a bad token',
    badToken(1, 'a'),
    { operation: 'token', status: 401, denial: 'invalid token: Unauthorized', noise: false },
  ],
  [
    'no permission',
    denied(push),
    { user: 'alice', status: 401, denial: 'OpenShift access denied: no opinion', repository: 'demo/app' },
  ],
  [
    'a push that the API refuses',
    [
      authorizedLine(push),
      handlerLine(
        push,
        'error',
        'manifestService.Put: imagestreammapping got access denied: exceeds the maximum limit',
      ),
      completedLine({
        ...push,
        status: 403,
        error: { code: 'denied', message: 'requested access to the resource is denied' },
      }),
    ],
    {
      status: 403,
      error: {
        code: 'denied',
        message: 'requested access to the resource is denied',
        detail: 'manifestService.Put: imagestreammapping got access denied: exceeds the maximum limit',
      },
    },
  ],
  [
    'a full disk',
    [
      authorizedLine(push),
      handlerLine(push, 'error', 'unknown error reading request payload: write /registry/x: no space left on device'),
      completedLine({
        ...push,
        status: 500,
        error: { code: 'unknown', message: 'unknown error', detail: 'write /registry/x: no space left on device' },
      }),
    ],
    { error: { code: 'unknown', message: 'unknown error', detail: 'write /registry/x: no space left on device' } },
  ],
])('%s', (_, lines, expected) => {
  const requests = joined(lines)
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject(expected)
})

test('what is remembered is bounded', () => {
  const joiner = new RequestJoiner()
  for (let number = 0; number < 30_000; number++) {
    joiner.feed(parseLogLine(authorizedLine({ ...push, id: `r${number}`, at: number })), number)
    if (number % 1000 === 0) joiner.take()
  }
  // The first was given up: its end is that of another that nobody knows.
  joiner.feed(parseLogLine(completedLine({ ...push, id: 'r0', at: 40_000 })), 40_000)
  expect(joiner.take().at(-1)).toMatchObject({ id: 'r0', lines: [40_000] })
})

test('any lines, cut and mixed: none thrown at, and what is found of them is told', () => {
  const lines = readFileSync('mocks/data/samples/registry.log', 'utf8').split('\n')
  const cut = fc.tuple(fc.constantFrom(...lines), fc.nat(900)).map(([line, length]) => line.slice(0, length))
  const swapped = fc
    .tuple(
      fc.constantFrom(...lines),
      fc.constantFrom('uri', 'method', 'status', 'user', 'name'),
      fc.string({ unit: 'binary' }),
    )
    .map(([line, key, value]) =>
      line.replace(new RegExp(`${key}=(?:"[^"]*"|\\S*)`), () => `${key}=${logfmtValue(value)}`),
    )
  const any = fc.oneof(cut, swapped, fc.constantFrom(...lines), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (some) => {
      const requests = joined(some)
      const finder = new ProblemFinder()
      for (const [ref, line] of some.entries()) finder.feed(parseLogLine(line), ref)
      const events = requests.flatMap((request) => auditOf(request) ?? [])
      expect([...requests, ...events].filter((each) => denialOf(each)?.words === '')).toEqual([])
      expect(auditReport(events).pushes.length).toBe(events.filter(({ kind }) => kind === 'push').length)
      expect(finder.found().every(({ count }) => count > 0)).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('lines in any order, none thrown at, none in two requests', () => {
  const all = [
    ...allowed(push),
    ...allowed({ ...push, id: 'q', user: 'bob' }),
    ...denied({ ...push, id: 'd' }),
    ...ping(2, 'x'),
    ...badToken(3, 'y'),
  ]
  fc.assert(
    fc.property(fc.shuffledSubarray(all), (lines) => {
      const refs = joined(lines).flatMap((request) => request.lines)
      expect(new Set(refs).size).toBe(refs.length)
      expect(refs).toHaveLength(lines.length)
    }),
    { numRuns: 200 },
  )
})

const digest = `sha256:${'a'.repeat(64)}`
test.each([
  ['GET', '/v2/', { operation: 'ping' }],
  ['GET', '/v2', { operation: 'ping' }],
  ['GET', '/healthz', { operation: 'probe' }],
  ['GET', '/openshift/token?account=any&scope=repository%3Aa%2Fb%3Apull', { operation: 'token' }],
  ['PUT', '/v2/a/b/manifests/v1', { operation: 'push', repository: 'a/b', reference: 'v1' }],
  ['GET', `/v2/a/b/manifests/${digest}`, { operation: 'pull', repository: 'a/b', reference: digest, digest }],
  [
    'GET',
    `/v2/a/b/manifests/${encodeURIComponent(digest)}?ns=x`,
    { operation: 'pull', repository: 'a/b', reference: digest, digest },
  ],
  ['HEAD', '/v2/a/manifests/manifests/v1', { operation: 'exists', repository: 'a/manifests', reference: 'v1' }],
  ['GET', `/v2/a/blobs/blobs/${digest}`, { operation: 'layer', repository: 'a/blobs', digest }],
  ['POST', '/v2/a/b/blobs/uploads/', { operation: 'upload', repository: 'a/b' }],
  ['PATCH', '/v2/a/b/blobs/uploads/1234?_state=x', { operation: 'upload', repository: 'a/b' }],
  [
    'PUT',
    `/v2/a/b/blobs/uploads/1234?_state=x&digest=${encodeURIComponent(digest)}`,
    { operation: 'upload', repository: 'a/b', digest },
  ],
  ['POST', `/v2/a/b/blobs/uploads/?from=a%2Fbase&mount=${digest}`, { operation: 'mount', repository: 'a/b', digest }],
  ['DELETE', `/admin/blobs/${digest}`, { operation: 'delete', digest }],
  ['DELETE', `/v2/a/b/blobs/${digest}`, { operation: 'delete', repository: 'a/b', digest }],
  ['GET', '/v2/a/b/tags/list?n=10', { operation: 'tags', repository: 'a/b' }],
  ['GET', '/v2/_catalog?n=1', { operation: 'catalog' }],
  ['GET', '/extensions/v2/metrics', { operation: 'metrics' }],
  ['GET', `/extensions/v2/a/b/signatures/${digest}`, { operation: 'signatures', repository: 'a/b', digest }],
  ['GET', 'https://registry:5000/v2/a/b/manifests/v1', { operation: 'pull', repository: 'a/b', reference: 'v1' }],
  ['GET', '/v2/%zz', { operation: 'other' }],
])('%s %s', (method, uri, route) => {
  expect(registryRoute(method, uri)).toEqual(route)
})
