import type { LogLine } from '../../lib/logLine.ts'
import { denialOf } from '../../lib/registryDenial.ts'
import { DenialHelp } from './DenialHelp.tsx'

/** What a line that says no means, and what would help. Nothing for other lines. */
export function LineDenial({ line: { message, fields, level } }: { line: LogLine }) {
  const uri = fields['http.request.uri']
  if (uri === undefined || level === 'info' || level === 'debug') return null
  const method = fields['http.request.method'] ?? ''
  const repository = fields['vars.name']
  const user = fields['openshift.auth.user']
  const status = Number(fields['http.response.status'])
  const denial = denialOf({
    kind: 'denied',
    time: 0,
    method,
    uri,
    reason: [message, fields['err.detail']].filter(Boolean).join(': '),
    ...(status > 0 && { status }),
    ...(repository !== undefined && { repository }),
    ...(user !== undefined && { user }),
  })
  // Another line of the request says who and why.
  if (!denial || denial.why === 'other' || (denial.why === 'noToken' && repository === undefined)) return null
  return <DenialHelp denial={denial} what={repository ?? uri} method={method} />
}
