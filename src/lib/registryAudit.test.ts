import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLogLine } from './logLine.ts'
import { auditOf, auditReport, type AuditEvent } from './registryAudit.ts'
import {
  accessLine,
  allowed,
  authorizedLine,
  badToken,
  completedLine,
  denied,
  handlerLine,
  logrusLine,
  manifest,
  ping,
} from './registryLogTesting.ts'
import { RequestJoiner } from './registryRequests.ts'

function eventsOf(lines: readonly string[]): AuditEvent[] {
  const joiner = new RequestJoiner()
  for (const [ref, line] of lines.entries()) joiner.feed(parseLogLine(line), ref)
  return joiner.take().flatMap((request) => auditOf(request) ?? [])
}
const reportOf = (...logs: (readonly string[])[]) => auditReport(logs.flatMap(eventsOf))
const nothing = { pushes: [], deniedFor: [], badToken: 0, pulls: [], notFound: [] }
const sample = (name: string) => readFileSync(`mocks/data/samples/${name}`, 'utf8')

const digest = `sha256:${'a1'.repeat(32)}`
const push = manifest({
  at: 1,
  id: 'p',
  method: 'PUT',
  repository: 'demo/app',
  reference: 'v1',
  user: 'alice',
  status: 201,
})
const pull = manifest({ at: 2, id: 'g', method: 'GET', repository: 'demo/app', reference: 'v1', user: 'bob' })
const missing = manifest({
  at: 3,
  id: 'm',
  method: 'GET',
  repository: 'demo/app',
  reference: 'nope',
  user: 'bob',
  status: 404,
  error: { code: 'manifest unknown', message: 'manifest unknown', detail: 'unknown tag=nope' },
})
const pushed = { user: 'alice', repository: 'demo/app', reference: 'v1' }
const pulled = { user: 'bob', repository: 'demo/app', reference: 'v1' }

test('the log of a registry gives what was done to it', () => {
  const { about: _, ...expected } = JSON.parse(sample('registry.expected.json'))
  const report = reportOf(sample('registry.log').split('\n'))
  expect(report).toEqual(expected)
  expect(JSON.stringify(report)).toBe(JSON.stringify(expected))
})

test('the lines of the audit logger change nothing', () => {
  const lines = sample('registry-audit-enabled.log').split('\n')
  const without = lines.filter((line) => !line.includes('openshift.logger=audit'))
  expect(without.length).toBeLessThan(lines.length - 100)
  expect(reportOf(lines)).toEqual(reportOf(without))
  expect(reportOf(lines).pushes).toEqual([
    { user: 'admin', repository: 'payments/api', reference: '1.0.0' },
    { user: 'admin', repository: 'payments/api', reference: '1.0.0' },
    { user: 'admin', repository: 'payments/api', reference: 'latest' },
  ])
})

test.each<[string, string[], object]>([
  ['a push of a tag', allowed(push), { pushes: [pushed] }],
  [
    'a push by digest',
    allowed(manifest({ ...push, repository: 'demo/app', reference: digest })),
    { pushes: [{ ...pushed, reference: digest }] },
  ],
  ['a push that failed', allowed({ ...push, status: 500, error: { code: 'unknown', message: 'unknown error' } }), {}],
  ['a push with another status', allowed({ ...push, status: 202 }), {}],
  ['a pull', allowed(pull), { pulls: [pulled] }],
  [
    'a pull by digest',
    allowed(manifest({ ...pull, repository: 'demo/app', reference: digest })),
    { pulls: [{ ...pulled, reference: digest }] },
  ],
  ['a manifest that has not changed', allowed({ ...pull, status: 304 }), {}],
  ['a HEAD that finds it', allowed({ ...pull, method: 'HEAD' }), {}],
  ['a HEAD that does not', allowed({ ...missing, method: 'HEAD' }), {}],
  ['a manifest that is not there', allowed(missing), { notFound: [{ ...pulled, reference: 'nope' }] }],
  ['an anonymous pull', allowed({ ...pull, user: 'anonymous' }), { pulls: [{ ...pulled, user: 'anonymous' }] }],
  [
    'a service account',
    allowed({ ...push, user: 'system:serviceaccount:demo:builder' }),
    { pushes: [{ ...pushed, user: 'system:serviceaccount:demo:builder' }] },
  ],
  [
    'a name that is quoted',
    allowed({ ...push, user: 'Zoë "Z" O\\Neil\t' }),
    { pushes: [{ ...pushed, user: 'Zoë "Z" O\\Neil\t' }] },
  ],
  ['a query', allowed({ ...pull, uri: `${pull.uri}?ns=docker.io` }), { pulls: [pulled] }],
  [
    'a URI that is percent-encoded',
    allowed({ ...push, uri: `/v2/demo/app/manifests/sha256%3A${'a1'.repeat(32)}`, reference: digest }),
    { pushes: [{ ...pushed, reference: digest }] },
  ],
  ['a layer', allowed({ ...pull, uri: `/v2/demo/app/blobs/${digest}`, reference: '', digest }), {}],
  [
    'a mount',
    allowed({ ...push, method: 'POST', uri: `/v2/demo/app/blobs/uploads/?mount=${digest}&from=demo/base` }),
    {},
  ],
  ['the end of an upload', allowed({ ...push, uri: `/v2/demo/app/blobs/uploads/123?digest=${digest}` }), {}],
  [
    'a delete by the pruner',
    allowed({
      ...push,
      method: 'DELETE',
      uri: `/admin/blobs/${digest}`,
      status: 204,
      user: 'system:serviceaccount:openshift-image-registry:pruner',
    }),
    {},
  ],
  ['the delete of a manifest', allowed({ ...push, method: 'DELETE', status: 202 }), {}],
  ['a ping', ping(1, 'a'), {}],
  ['a bad token', badToken(1, 'a'), { badToken: 1 }],
  ['bad tokens', [...badToken(1, 'a'), ...badToken(2, 'b'), ...badToken(3, 'c')], { badToken: 3 }],
  ['a token that expired', denied(pull, 'Get user failed with error: Unauthorized'), { badToken: 1 }],
  [
    'a token that expired, in newer words',
    denied(pull, 'Self subject review failed with error: Unauthorized'),
    { badToken: 1 },
  ],
  ['an API that does not answer', denied(pull, 'Get user failed with error: dial tcp 172.30.0.1:443: i/o timeout'), {}],
  ['a review that failed', denied(pull, 'OpenShift client error: context deadline exceeded'), {}],
  ['no permission', denied(push), { deniedFor: [{ user: 'alice', repository: 'demo/app' }] }],
  [
    'no permission, with reasons',
    denied(push, 'OpenShift access denied: denied (by webhook): evaluation error'),
    { deniedFor: [{ user: 'alice', repository: 'demo/app' }] },
  ],
  [
    'no permission to many layers',
    [...denied(push), ...denied({ ...push, at: 2, id: 'q' }), ...denied({ ...push, at: 3, id: 'r', user: 'bob' })],
    {
      deniedFor: [
        { user: 'alice', repository: 'demo/app' },
        { user: 'bob', repository: 'demo/app' },
      ],
    },
  ],
  [
    'no permission without a repository',
    denied({ at: 1, id: 'b', method: 'DELETE', uri: `/admin/blobs/${digest}`, digest, user: 'dev' }),
    { deniedFor: [{ user: 'dev', uri: `/admin/blobs/${digest}` }] },
  ],
  [
    'no permission, the repository only in the URI',
    denied({ at: 1, id: 'b', method: 'GET', uri: '/v2/secret/app/tags/list', user: 'dev' }),
    { deniedFor: [{ user: 'dev', repository: 'secret/app' }] },
  ],
  [
    'a right that is only missing for the source of a mount',
    [denied(push)[0] ?? '', ...allowed({ ...push, method: 'POST', status: 202 })],
    {},
  ],
  ['the limiter', [accessLine({ ...push, status: 429 })], {}],
  ['the health check', [accessLine({ ...pull, status: 503 })], {}],
  ['the metrics', allowed({ at: 1, id: 's', method: 'GET', uri: '/extensions/v2/metrics', user: 'prometheus' }), {}],
])('%s', (_, lines, expected) => {
  expect(reportOf(lines)).toEqual({ ...nothing, ...expected })
})

test.each<[string, string[], object]>([
  ['the end is not in the log', [authorizedLine(push)], {}],
  [
    'the beginning is not in the log',
    [completedLine(push), accessLine(push)],
    { pushes: [{ repository: 'demo/app', reference: 'v1' }] },
  ],
  ['only the access line is in the log', [accessLine(push), accessLine(pull)], {}],
  [
    'only the end of an error is in the log',
    [completedLine(missing)],
    { notFound: [{ ...pulled, reference: 'nope' }] },
  ],
  ['the line of the end is lost', [authorizedLine(push), accessLine(push)], { pushes: [pushed] }],
  [
    'the line of the end is cut in its status',
    [authorizedLine(push), completedLine(push).replace(/(status=20).*/, '$1')],
    {},
  ],
  [
    'the line of the end is cut after its status',
    [authorizedLine(push), completedLine(push).replace(/(status=201).*/, '$1')],
    { pushes: [pushed] },
  ],
  [
    'the last line is cut in the reference',
    [completedLine(missing).slice(0, -2)],
    { notFound: [{ ...pulled, reference: 'nope' }] },
  ],
  [
    'only who was denied is in the log',
    denied(push).slice(0, 1),
    { deniedFor: [{ user: 'alice', repository: 'demo/app' }] },
  ],
  ['only that somebody was denied is in the log', denied(push).slice(1), {}],
  [
    'a handler says who it was',
    [handlerLine(push, 'debug', 'PutImageManifest'), completedLine(push)],
    { pushes: [pushed] },
  ],
  [
    'the audit logger says who it was',
    [handlerLine(push, 'info', 'ManifestService.Put', { 'openshift.logger': 'audit' }), completedLine(push)],
    { pushes: [{ repository: 'demo/app', reference: 'v1' }] },
  ],
])('a request of which %s', (_, lines, expected) => {
  expect(reportOf(lines)).toEqual({ ...nothing, ...expected })
})

test('requests alike that run side by side', () => {
  const [a, b] = [push, { ...push, id: 'q', at: 1.002, user: 'bob', ms: 20 }]
  const lines = [authorizedLine(a), authorizedLine(b), completedLine(b), completedLine(a), accessLine(a), accessLine(b)]
  expect(reportOf(lines).pushes).toEqual([pushed, { ...pushed, user: 'bob' }])
})

test('an id that is used again', () => {
  const again = manifest({ ...push, at: 9, repository: 'demo/other', reference: 'v2', user: 'bob' })
  expect(reportOf([...allowed(push), ...allowed(again)]).pushes).toEqual([
    pushed,
    { user: 'bob', repository: 'demo/other', reference: 'v2' },
  ])
})

test('lines that are in the log twice', () => {
  const lines = [...allowed(push), ...allowed(pull), ...badToken(3, 'b'), ...denied({ ...push, at: 4, id: 'd' })]
  expect(reportOf([...lines, ...lines])).toEqual(reportOf(lines))
})

test('pods have ids of their own, and their events are merged by time', () => {
  const other = manifest({ ...push, at: 0.5, repository: 'demo/other', reference: 'v2', user: 'bob' })
  const { pushes } = reportOf([...allowed(push), ...allowed(pull)], allowed(other))
  expect(pushes).toEqual([{ user: 'bob', repository: 'demo/other', reference: 'v2' }, pushed])
})

test('other lines between change nothing', () => {
  const [first = '', ...rest] = [
    ...allowed(push),
    ...allowed(pull),
    ...allowed(missing),
    ...badToken(5, 'x'),
    ...denied({ ...push, id: 'd', at: 6 }),
  ]
  const others = [
    'E1120 23:00:00.000000       1 reflector.go:40] failed to list',
    '2026/11/20 23:00:00 http: TLS handshake error from 10.0.0.1:5: EOF',
    'panic: runtime error',
    'goroutine 1 [running]:',
    '\t/go/src/main.go:1 +0x1',
    '',
    '{"level":"error","msg":"authorized request"}',
    '\u0000\u0001\u001b[31mred\u001b[0m',
    'x'.repeat(1_000_000),
    'time="2026-11-20',
    'time="2026-11-20T23:00:00Z" level=debug msg="authorizing request"',
    logrusLine(1, 'debug', 'filesystem.Stat("/docker")', { 'trace.duration': '1ms' }),
    handlerLine(push, 'debug', 'authorizing request'),
    handlerLine(push, 'info', 'Trying to stat "sha256:1" from "demo/app"'),
  ]
  const lines = [first, ...others, ...rest.flatMap((line) => [...others, line])]
  const expected = reportOf([first, ...rest])
  expect(expected.pushes).toEqual([pushed])
  expect(reportOf(lines)).toEqual(expected)
  expect(reportOf(lines.map((line) => `${line}\r`))).toEqual(expected)
  expect(reportOf(lines.map((line) => `\u001b[33m${line}\u001b[0m`))).toEqual(expected)
})
