import { expect, it } from 'vitest'
import { auditResult, type AuditResult } from './npmAudit.ts'

const counts = (total: number) => ({ auditReportVersion: 2, metadata: { vulnerabilities: { total } } })
const refused = (statusCode: number, message: string) => ({ statusCode, message, error: { summary: '', detail: '' } })

it.each<[string, string, AuditResult['kind'], RegExp]>([
  ['nothing found', JSON.stringify({ ...counts(0), vulnerabilities: {} }), 'clean', /^$/],
  [
    'something found',
    JSON.stringify({
      ...counts(2),
      vulnerabilities: {
        yaml: { severity: 'high', range: '<2.0', via: [{ title: 'Crash', url: 'https://advisories.example/1' }] },
        page: { severity: 'high', range: '*', via: ['yaml'] },
      },
    }),
    'vulnerable',
    /^yaml <2\.0: high, Crash https:\/\/advisories\.example\/1\npage \*: high, yaml$/,
  ],
  ['something found, and not said what', JSON.stringify(counts(1)), 'vulnerable', /^$/],
  [
    'a registry without the endpoint',
    JSON.stringify(
      refused(405, '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk'),
    ),
    'unasked',
    /405 Method Not Allowed/,
  ],
  ['who must not ask', JSON.stringify(refused(401, '401 Unauthorized')), 'unasked', /401/],
  ['too many questions', JSON.stringify(refused(429, '429 Too Many Requests')), 'unasked', /429/],
  [
    'a mirror that never answers',
    JSON.stringify({ message: 'network timeout at: https://x/', error: { summary: '', detail: '' } }),
    'unasked',
    /timeout/,
  ],
  [
    'an answer that breaks off',
    JSON.stringify({ message: 'request to https://x/ failed, reason: socket hang up', error: {} }),
    'unasked',
    /hang up/,
  ],
  [
    'nobody there',
    JSON.stringify({ message: 'request to https://x/ failed, reason: connect ECONNREFUSED 127.0.0.1:1', error: {} }),
    'unasked',
    /ECONNREFUSED/,
  ],
  [
    'a lock file that is wrong',
    JSON.stringify({ error: { code: 'EUSAGE', summary: 'missing: a@1' } }),
    'failed',
    /missing: a/,
  ],
  ['an answer that is empty', '{}', 'unasked', /nothing of why/],
  ['null', 'null', 'unasked', /nothing of why/],
  ['no JSON', 'Segmentation fault', 'unasked', /Segmentation/],
  ['nothing', '', 'unasked', /nothing/],
])('%s', (_, printed, kind, said) => {
  const result = auditResult(printed)
  expect(result.kind).toBe(kind)
  expect('why' in result ? result.why : 'packages' in result ? result.packages.join('\n') : '').toMatch(said)
})
