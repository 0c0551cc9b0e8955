/** What `npm audit --json` found out. Not having been able to ask is no finding, and no error of this project either. */
export type AuditResult =
  | { kind: 'clean' }
  | { kind: 'vulnerable'; packages: readonly string[] }
  | { kind: 'unasked'; why: string }
  | { kind: 'failed'; why: string }

interface Report {
  message?: string
  error?: { summary?: string; code?: string }
  metadata?: { vulnerabilities?: { total?: number } }
  vulnerabilities?: Record<
    string,
    { severity: string; range: string; via: readonly (string | { title?: string; url?: string })[] }
  >
}

/** What npm says of this project's own files. Everything else that keeps it from a report lies between here and the registry. */
const OWN_FAULTS = new Set(['EUSAGE', 'ENOLOCK', 'EAUDITNOLOCK', 'EJSONPARSE'])

/** Reads what npm printed: JSON, of whatever came of it. Mirrors refuse, hang, answer with pages or hang up: none of it is a finding. */
export function auditResult(printed: string): AuditResult {
  let report: Report
  try {
    // npm's own format; what is not like it is found below.
    report = (JSON.parse(printed) ?? {}) as Report
  } catch {
    return { kind: 'unasked', why: `npm printed no JSON: ${printed.trim().slice(0, 200) || 'nothing'}` }
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
  const why = report.message || report.error?.summary || 'npm says nothing of why'
  return { kind: OWN_FAULTS.has(report.error?.code ?? '') ? 'failed' : 'unasked', why }
}
