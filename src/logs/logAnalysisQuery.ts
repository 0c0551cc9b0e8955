import type { AuditEvent } from '../lib/registryAudit.ts'
import type { RegistryRequest } from '../lib/registryRequests.ts'
import type { AuditQuery, RequestQuery, SourceId } from './logProtocol.ts'

/** Whether a request is asked for, but for the noise. */
export function fitsRequest(request: RegistryRequest, query: RequestQuery, source: SourceId): boolean {
  if (query.sources && !query.sources.includes(source)) return false
  if (!has(request.user, query.user) || !has(request.repository, query.repository)) return false
  if (!has(request.method, query.method) || !hasStatus(request.status, query.status)) return false
  if (!query.text) return true
  const { uri, user, remote, userAgent, id, reference, digest, denial, error, operation } = request
  const texts = [
    uri,
    user,
    remote,
    userAgent,
    id,
    reference,
    digest,
    denial,
    error?.message,
    error?.detail,
    error?.code,
  ]
  return [...texts, operation].some((text) => has(text, query.text))
}

/** Whether an event is asked for, but for its kind. */
export function fitsAudit(event: AuditEvent, query: AuditQuery, source: SourceId): boolean {
  if (query.sources && !query.sources.includes(source)) return false
  if (!has(event.user, query.user)) return false
  if (!has(event.method, query.method) || !hasStatus(event.status, query.status)) return false
  if (query.exact ? event.repository !== query.repository : !has(event.repository, query.repository)) return false
  if (!query.text) return true
  const { user, repository, reference, uri, remote, userAgent, reason, method } = event
  const texts = [user, repository, reference, uri, remote, userAgent, reason, method]
  return texts.some((text) => has(text, query.text))
}

/** Whether a text has a part, in whatever case. */
const has = (text: string | undefined, part: string | undefined) =>
  !part || (text !== undefined && text.toLowerCase().includes(part.toLowerCase()))

/** `404`, `4xx`, or the beginning of one. */
function hasStatus(status: number | undefined, wanted: string | undefined): boolean {
  return !wanted || (status !== undefined && String(status).startsWith(wanted.toLowerCase().replace(/x+$/, '')))
}
