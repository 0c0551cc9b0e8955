import { describe, expect, it, test } from 'vitest'
import { parseLogLine } from '../../../lib/logLine.ts'
import { ProblemFinder, type LogProblem, type ProblemKind } from '../../../lib/registryDiagnosis.ts'
import type { InLog } from '../../../logs/logProtocol.ts'
import { levelsOf } from './logsQuery.ts'
import { mergedProblems, problemLines, problemWords } from './problemWords.ts'

const error = (message: string, fields = '') =>
  `time="2026-11-20T23:00:05.9Z" level=error msg=${JSON.stringify(message)} ${fields}`

const lines: readonly [ProblemKind, string][] = [
  [
    'diskFull',
    error(
      'unknown error reading request payload: write /registry/docker/registry/v2/repositories/a/b/_uploads/x/data: no space left on device',
    ),
  ],
  [
    'storageCredentials',
    error(
      'response completed with error',
      'err.code=unknown err.detail="s3aws: AccessDenied: Access Denied" http.response.status=500',
    ),
  ],
  [
    'storageFailing',
    error('response completed with error', 'err.code=unknown err.detail="filesystem: broken" http.response.status=500'),
  ],
  ['tokenExpired', error('Get user failed with error: Unauthorized')],
  ['noPermission', error('OpenShift access denied: no opinion', 'openshift.auth.user=dev vars.name=a/b')],
  ['quota', error('manifestService.Put: image stream mapping failed: exceeded quota: storage', 'vars.name=a/b')],
  [
    'upstreamUnreachable',
    error(
      'Error getting remote repository for image: Get "https://quay.io/v2/": dial tcp: lookup quay.io: no such host',
    ),
  ],
  ['rateLimited', error('Error statting blob: toomanyrequests: You have reached your pull rate limit')],
  [
    'tooManyRequests',
    'time="2026-11-20T23:00:05.9Z" level=info msg=response http.request.method=GET http.request.uri=/v2/a/b/manifests/v1 http.response.status=429',
  ],
  [
    'healthCheck',
    'time="2026-11-20T23:00:05.9Z" level=info msg=response http.request.method=GET http.request.uri=/v2/a/b/manifests/v1 http.response.status=503',
  ],
  ['certificate', error('Get "https://registry.example.com/v2/": x509: certificate signed by unknown authority')],
  [
    'tlsHandshake',
    '2026/11/20 23:00:00 http: TLS handshake error from 10.0.0.1:4000: remote error: tls: bad certificate',
  ],
  ['panic', 'panic: runtime error: invalid memory address or nil pointer dereference'],
]

describe('a problem of each kind', () => {
  test.each(lines)('%s has words, and its lines are found again', (kind, text) => {
    const finder = new ProblemFinder()
    const line = parseLogLine(text)
    finder.feed(line, 1)
    const [problem] = finder.found()
    expect(problem?.kind).toBe(kind)
    const { q, level } = problemLines[kind]
    expect(text).toMatch(new RegExp(q, 'i'))
    expect(level === undefined || levelsOf(level).includes(line.level ?? 'none')).toBe(true)
    expect(problemWords({ kind }).means).toMatch(/\.$/)
  })

  it('knows them all', () => {
    expect(lines.map(([kind]) => kind).toSorted()).toEqual(Object.keys(problemLines).toSorted())
  })
})

it.each<[ProblemKind, Partial<LogProblem>, string[]]>([
  ['diskFull', {}, ['/registry/storage', '/pruning/preview']],
  ['storageCredentials', {}, ['/registry/storage']],
  ['tooManyRequests', {}, ['/registry/settings?action=edit-settings', '/registry?action=scale']],
  ['noPermission', {}, ['/logs?view=audit&kind=denied']],
  ['tokenExpired', {}, ['/logs?view=audit&kind=badToken']],
  ['rateLimited', { repository: 'demo/web' }, ['/import', '/imagestreams/demo/web']],
  ['quota', { repository: 'demo/web' }, ['/imagestreams/demo/web']],
  // No name of an image stream.
  ['quota', { repository: 'a/b/c' }, []],
  ['quota', {}, []],
])('%s is mended at %s', (kind, more, links) => {
  expect(problemWords({ kind, ...more }).next.map(({ to }) => to)).toEqual(links)
})

it('shows the same problem of several pods once, the worst first', () => {
  const problem = (source: number, kind: ProblemKind, more: Partial<LogProblem> = {}): InLog<LogProblem> => ({
    source,
    kind,
    line: source,
    ref: 0,
    count: 2,
    first: 100,
    last: 200,
    sample: `of ${source}`,
    ...more,
  })
  const merged = mergedProblems([
    problem(0, 'noPermission', { user: 'dev', repository: 'a/b' }),
    problem(1, 'noPermission', { user: 'dev', repository: 'a/c', first: 50, last: 300 }),
    problem(0, 'upstreamUnreachable', { host: 'quay.io' }),
    problem(0, 'upstreamUnreachable', { host: 'ghcr.io' }),
    problem(1, 'diskFull'),
  ])
  expect(merged.map(({ kind, host }) => host ?? kind)).toEqual(['diskFull', 'quay.io', 'ghcr.io', 'noPermission'])
  expect(merged.at(-1)).toEqual(problem(1, 'noPermission', { user: 'dev', count: 4, first: 50, last: 300 }))
})
