/** What `npm audit --json` found out. Not having been able to ask is no finding, and no error of this project either. */
export type AuditResult =
  | { kind: 'clean' }
  | { kind: 'vulnerable'; packages: readonly string[] }
  | { kind: 'unasked'; why: string }
  | { kind: 'failed'; why: string }

interface Report {
  message?: string
  statusCode?: number
  error?: { summary?: string; code?: string }
  metadata?: { vulnerabilities?: { total?: number } }
  vulnerabilities?: Record<
    string,
    { severity: string; range: string; via: readonly (string | { title?: string; url?: string })[] }
  >
}

/** No such endpoint, no such method, or nobody there who answers: mirrors and networks that are closed. */
const CLOSED =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b|audit endpoint/
const NOT_OFFERED = new Set([403, 404, 405, 501, 502, 503, 504])

/** Reads what npm printed: JSON, of whatever came of it. Everything that is not understood has failed. */
export function auditResult(printed: string): AuditResult {
  let report: Report
  try {
    // npm's own format; what is not like it is found below.
    report = (JSON.parse(printed) ?? {}) as Report
  } catch {
    return { kind: 'failed', why: `npm printed no JSON: ${printed.trim().slice(0, 200) || 'nothing'}` }
  }
  const total = report.metadata?.vulnerabilities?.total
  if (total === 0) return { kind: 'clean' }
  if (total !== undefined)
    return {
      kind: 'vulnerable',
      packages: Object.entries(report.vulnerabilities ?? {}).map(([name, { severity, range, via }]) => {
        const why = via.map((cause) => (typeof cause === 'string' ? cause : [cause.title, cause.url].join(' ')))
        return `${name} ${range}: ${severity}, ${why.join('; ')}`
      }),
    }
  const why = report.message ?? report.error?.summary ?? 'npm says nothing of why'
  const closed = report.statusCode === undefined ? CLOSED.test(why) : NOT_OFFERED.has(report.statusCode)
  return { kind: closed ? 'unasked' : 'failed', why }
}
