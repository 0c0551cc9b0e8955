import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseLogLine } from './logLine.ts'
import { ProblemFinder, type LogProblem } from './registryDiagnosis.ts'
import {
  accessLine,
  allowed,
  badToken,
  completedLine,
  denied,
  handlerLine,
  logrusLine,
  manifest,
} from './registryLogTesting.ts'

function problemsIn(lines: readonly string[]): LogProblem[] {
  const finder = new ProblemFinder()
  for (const [ref, line] of lines.entries()) finder.feed(parseLogLine(line), ref)
  return finder.found()
}
const second = Date.UTC(2026, 10, 20, 23) * 1000
const push = manifest({
  at: 1,
  id: 'p',
  method: 'PUT',
  repository: 'demo/app',
  reference: 'v1',
  user: 'alice',
  status: 500,
})
const failed = (detail: string, code = 'unknown', status = 500, id = 'p', at = 1) =>
  completedLine({ ...push, id, at, status, error: { code, message: 'unknown error', detail } })

test.each<[string, string, string | undefined]>([
  [
    'write /registry/docker/registry/v2/repositories/demo/app/_uploads/1/data: no space left on device',
    'diskFull',
    undefined,
  ],
  ['filesystem: write /registry: disk quota exceeded', 'diskFull', undefined],
  [
    's3aws: InvalidAccessKeyId: The AWS Access Key Id you provided does not exist\n\tstatus code: 403, request id: 1',
    'storageCredentials',
    undefined,
  ],
  ['s3aws: SignatureDoesNotMatch: x\n\tstatus code: 403', 'storageCredentials', undefined],
  ['s3aws: AccessDenied: Access Denied status code: 403', 'storageCredentials', undefined],
  [
    'azure: storage: service returned error: StatusCode=403, ErrorCode=AuthenticationFailed',
    'storageCredentials',
    undefined,
  ],
  ['gcs: oauth2: cannot fetch token: 400 Bad Request invalid_grant', 'storageCredentials', undefined],
  ['gcs: googleapi: Error 403: x does not have storage.objects.create access', 'storageCredentials', undefined],
  ['s3aws: NoSuchBucket: The specified bucket does not exist status code: 404', 'storageFailing', undefined],
  ['s3aws: SlowDown: Please reduce your request rate. status code: 503', 'storageFailing', undefined],
  [
    's3aws: RequestError: send request failed caused by: Put "https://b.s3.eu.amazonaws.com/x": dial tcp: lookup b.s3.eu.amazonaws.com: no such host',
    'storageFailing',
    'b.s3.eu.amazonaws.com',
  ],
  [
    's3aws: Put "https://minio.example:9000/x": x509: certificate signed by unknown authority',
    'certificate',
    'minio.example:9000',
  ],
  ['filesystem: mkdir /registry/docker: permission denied', 'storageFailing', undefined],
  ['open /registry/docker/registry/v2/blobs/x: input/output error', 'storageFailing', undefined],
  [
    'Get "https://quay.io/v2/": dial tcp: lookup quay.io on 172.30.0.10:53: no such host',
    'upstreamUnreachable',
    'quay.io',
  ],
  ['Get "https://quay.io/v2/": dial tcp 1.2.3.4:443: connect: connection refused', 'upstreamUnreachable', 'quay.io'],
  ['Get "https://quay.io/v2/": net/http: TLS handshake timeout', 'upstreamUnreachable', 'quay.io'],
  ['Get "https://old.example/v2/": x509: certificate has expired or is not yet valid', 'certificate', 'old.example'],
  [
    'toomanyrequests: You have reached your pull rate limit. https://www.docker.com/increase-rate-limit',
    'rateLimited',
    'www.docker.com',
  ],
  ['exceeded quota: images, requested: openshift.io/images=1, used: 10, limited: 10', 'quota', undefined],
])('%s', (detail, kind, host) => {
  expect(problemsIn([failed(detail)])).toMatchObject([{ kind, count: 1, ...(host && { host }) }])
})

test.each<[string, string[], string[]]>([
  [
    'a client that has gone',
    [failed('context canceled'), handlerLine(push, 'error', 'unknown error reading request payload: unexpected EOF')],
    [],
  ],
  ['what is not there', [failed('unknown tag=nope', 'manifest unknown', 404)], []],
  ['the limiter', [accessLine({ ...push, status: 429 })], ['tooManyRequests']],
  [
    'a limit upstream',
    [failed('toomanyrequests: slow', 'toomanyrequests', 429), accessLine({ ...push, status: 429 })],
    ['rateLimited'],
  ],
  ['the health check', [accessLine({ ...push, status: 503 }), accessLine({ ...push, status: 503 })], ['healthCheck']],
  [
    'an error of the storage',
    [failed('s3aws: x', 'unknown', 503), accessLine({ ...push, status: 503 })],
    ['storageFailing'],
  ],
  ['tokens', badToken(1, 'a'), ['tokenExpired']],
  ['permissions', denied(push), ['noPermission']],
  ['an API that does not answer', denied(push, 'OpenShift client error: dial tcp 172.30.0.1:443: i/o timeout'), []],
  [
    'a limit range',
    [handlerLine(push, 'error', 'refusing to write blob exceeding limit range openshift.io/Image')],
    ['quota'],
  ],
  [
    'a panic of a request',
    ['2026/11/20 23:00:00 http: panic serving 10.0.0.1:1: boom', 'goroutine 7 [running]:'],
    ['panic'],
  ],
  ['a panic', ['panic: runtime error', '', 'goroutine 1 [running]:'], ['panic']],
  [
    'a client that does not trust',
    ['2026/11/20 23:00:00 http: TLS handshake error from 1.1.1.1:1: remote error: tls: unknown certificate authority'],
    ['tlsHandshake'],
  ],
  ['a port that is looked at', ['2026/11/20 23:00:00 http: TLS handshake error from 1.1.1.1:1: EOF'], []],
  [
    'secrets',
    [handlerLine(push, 'error', 'error getting secrets: dial tcp 172.30.0.1:443: connect: connection refused')],
    [],
  ],
  [
    'mirroring',
    [logrusLine(1, 'error', 'Background mirroring failed: error committing to storage: s3aws: AccessDenied', {})],
    ['storageCredentials'],
  ],
])('%s', (_, lines, kinds) => {
  expect(problemsIn(lines).map(({ kind }) => kind)).toEqual(kinds)
})

test('a panic that was logged is one', () => {
  const lines = [
    logrusLine(1, 'panic', 'no storage', {}),
    'panic: (*logrus.Entry) 0xc000',
    '',
    'goroutine 1 [running]:',
  ]
  expect(problemsIn(lines)).toMatchObject([{ kind: 'panic', count: 1, sample: 'no storage' }])
})

test('requests are counted once, from the first to the last', () => {
  const full = 'write /registry/x: no space left on device'
  const lines = ['a', 'b', 'c'].flatMap((id, index) => [
    handlerLine({ ...push, id, at: index }, 'error', `unknown error reading request payload: ${full}`),
    failed(full, 'unknown', 500, id, index),
  ])
  expect(problemsIn([...lines, ...denied({ ...push, id: 'd', at: 9 })])).toEqual([
    {
      kind: 'diskFull',
      count: 3,
      first: second,
      last: second + 2_008_000,
      sample: `unknown error: ${full}`,
      repository: 'demo/app',
      user: 'alice',
      ref: 5,
    },
    expect.objectContaining({ kind: 'noPermission', count: 1, user: 'alice', repository: 'demo/app' }),
  ])
})

test('whose it is is told while it is one person', () => {
  const [problem] = problemsIn([...denied(push), ...denied({ ...push, id: 'q', user: 'bob' })])
  expect(problem).toMatchObject({ kind: 'noPermission', count: 2, repository: 'demo/app' })
  expect(problem).not.toHaveProperty('user')
})

test('hosts are told apart, up to some', () => {
  const lines = Array.from({ length: 100 }, (_, index) =>
    failed(`Get "https://r${index}.example/v2/": dial tcp: no such host`, 'unknown', 500, `i${index}`),
  )
  const problems = problemsIn(lines)
  expect(problems).toHaveLength(21)
  expect(problems[0]).toMatchObject({ kind: 'upstreamUnreachable', count: 80 })
  expect(problems[0]).not.toHaveProperty('host')
})

test('the sample has what was done', () => {
  const lines = readFileSync('mocks/data/samples/registry.log', 'utf8').split('\n')
  expect(problemsIn([...lines, ...allowed(push)]).map(({ kind, count }) => [kind, count])).toEqual([
    ['noPermission', 4],
    ['tokenExpired', 3],
  ])
})

test('texts that are made to take long take no time to speak of', () => {
  const lines = ['[maximum ', 'exceeds the ', 'https://', ' dial tcp ', 'a@'].map((piece) =>
    failed(piece.repeat(100_000)),
  )
  const start = performance.now()
  problemsIn(lines)
  expect(performance.now() - start).toBeLessThan(4000)
})
