import type { LogLine } from './logLine.ts'
import type { OwnTexts } from './ownTexts.ts'
import { registryRoute, type RegistryOperation } from './registryRoute.ts'

/** A request to the registry, joined from the lines that speak of it. */
export interface RegistryRequest {
  /** What its app lines have in common; the access line has an id of its own. */
  id?: string
  /** When it began, in µs since 1970. */
  time: number
  method: string
  uri: string
  operation: RegistryOperation
  status?: number
  durationMs?: number
  /** Bytes of the answer's body. */
  written?: number
  user?: string
  userId?: string
  remote?: string
  userAgent?: string
  repository?: string
  reference?: string
  digest?: string
  error?: { code?: string; message?: string; detail?: string }
  /** Why it was not let in, in the log's words. */
  denial?: string
  noise: boolean
  state: 'running' | 'done'
  /** The lines that speak of it. */
  lines: number[]
}

/** A request of which nothing is known but what it asks for. */
export function newRequest(
  fields: LogLine['fields'],
  uri: string,
  id: string,
  time: number,
  texts: OwnTexts,
): RegistryRequest {
  const method = texts.shared(fields['http.request.method'] ?? '')
  const ownUri = texts.own(uri)
  const route = registryRoute(method, ownUri)
  const request: RegistryRequest = {
    time,
    method,
    uri: ownUri,
    operation: route.operation,
    noise: false,
    state: 'running',
    lines: [],
  }
  if (id) request.id = texts.own(id)
  const repository = longer(route.repository, fields['vars.name'])
  if (repository) request.repository = texts.shared(repository)
  // Parts of the URI, whose text is kept anyway.
  const reference = longer(route.reference, fields['vars.reference'])
  if (reference) request.reference = reference === route.reference ? reference : texts.own(reference)
  const digest = longer(route.digest, fields['vars.digest'])
  if (digest) request.digest = digest === route.digest ? digest : texts.own(digest)
  const remote = fields['http.request.remoteaddr']
  if (remote) request.remote = texts.own(remote)
  const userAgent = fields['http.request.useragent']
  if (userAgent) request.userAgent = texts.shared(userAgent)
  return request
}

/** Adds a line that speaks of it. An array that grows by push has room for many more: most requests have three. */
export function addLine(request: RegistryRequest, ref: number): void {
  if (request.lines.length < 16) request.lines = [...request.lines, ref]
  else request.lines.push(ref)
}

/** Of a name and the beginning of it the whole: a line may be cut in its last field. */
function longer(fromUri: string | undefined, variable: string | undefined): string | undefined {
  if (!variable) return fromUri
  return fromUri?.startsWith(variable) ? fromUri : variable
}
