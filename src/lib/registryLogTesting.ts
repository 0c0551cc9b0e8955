import { logfmtValue } from './logfmt.ts'

/** A request as tests have the registry log it. */
export interface LoggedRequest {
  /** Seconds after 23:00 on 2026-11-20. */
  at: number
  method: string
  uri: string
  id: string
  status?: number
  ms?: number
  user?: string
  remote?: string
  userAgent?: string
  repository?: string
  reference?: string
  digest?: string
  written?: number
  error?: { code: string; message: string; detail?: string }
}

const start = Date.UTC(2026, 10, 20, 23)

/** Seconds after 23:00 on 2026-11-20 as logrus writes them, in µs. */
export function timeText(seconds: number): string {
  const micros = Math.round(seconds * 1e6)
  const whole = new Date(start + Math.floor(micros / 1e6) * 1000).toISOString().slice(0, 19)
  const fraction = String(((micros % 1e6) + 1e6) % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${whole}${fraction && `.${fraction}`}Z`
}

/** A line as logrus writes it: time, level and message first, then all other fields sorted by key. */
export function logrusLine(at: number, level: string, message: string, fields: Record<string, unknown>): string {
  const all: Record<string, unknown> = { 'go.version': 'go1.19.8', ...fields }
  const rest = Object.keys(all)
    .filter((key) => all[key] !== undefined)
    .toSorted()
    .map((key) => ` ${key}=${logfmtValue(String(all[key]))}`)
  return `time="${timeText(at)}" level=${level} msg=${logfmtValue(message)}${rest.join('')}`
}

const seconds = ({ ms = 8 }: LoggedRequest) => ms / 1000

function http(request: LoggedRequest): Record<string, unknown> {
  const { method, uri, id, remote = '10.128.0.1:40228', userAgent = 'skopeo/1.9.3' } = request
  return {
    'http.request.host': 'image-registry.openshift-image-registry.svc:5000',
    'http.request.id': id,
    'http.request.method': method,
    'http.request.remoteaddr': remote,
    'http.request.uri': uri,
    'http.request.useragent': userAgent,
  }
}

const who = ({ user }: LoggedRequest) => ({ 'openshift.auth.user': user })
const vars = ({ repository, reference, digest }: LoggedRequest) => ({
  'vars.name': repository,
  'vars.reference': reference,
  'vars.digest': digest,
})

function answer(request: LoggedRequest, ms = request.ms ?? 8): Record<string, unknown> {
  return {
    'http.response.duration': ms < 1 ? `${ms * 1000}µs` : `${ms}ms`,
    'http.response.status': request.status ?? 200,
    'http.response.written': request.written ?? 0,
  }
}

/** A handler's line: with all that is known of the request. */
export function handlerLine(request: LoggedRequest, level: string, message: string, more = {}): string {
  return logrusLine(request.at, level, message, { ...http(request), ...who(request), ...vars(request), ...more })
}

export function authorizedLine(request: LoggedRequest): string {
  return handlerLine(request, 'info', 'authorized request')
}

export function completedLine(request: LoggedRequest): string {
  const at = request.at + seconds(request)
  const { error } = request
  if (!error) return logrusLine(at, 'info', 'response completed', { ...http(request), ...answer(request) })
  const level = request.method === 'HEAD' && request.status === 404 ? 'info' : 'error'
  return logrusLine(at, level, 'response completed with error', {
    ...http(request),
    ...answer(request),
    ...who(request),
    ...vars(request),
    'err.code': error.code,
    'err.message': error.message,
    'err.detail': error.detail,
  })
}

export function accessLine(request: LoggedRequest): string {
  const ms = (request.ms ?? 8) + 0.06
  const own = { ...http(request), 'http.request.id': `access-${request.id}`, ...answer(request, ms) }
  return logrusLine(request.at + ms / 1000, 'info', 'response', own)
}

/** A request that is let in: three lines. */
export function allowed(request: LoggedRequest): string[] {
  return [authorizedLine(request), completedLine(request), accessLine(request)]
}

/** A request that the cluster does not allow: three lines. */
export function denied(request: LoggedRequest, message = 'OpenShift access denied: no opinion'): string[] {
  const user = message.startsWith('OpenShift access denied') ? who(request) : {}
  return [
    logrusLine(request.at, 'error', message, { ...http(request), ...vars(request), ...user }),
    logrusLine(request.at + 0.001, 'warning', 'error authorizing context: access denied', {
      ...http(request),
      ...vars(request),
    }),
    accessLine({ ...request, status: 401 }),
  ]
}

/** The anonymous ping that every client begins with: two lines. */
export function ping(at: number, id: string): string[] {
  const request = { at, id, method: 'GET', uri: '/v2/', status: 401 }
  return [
    logrusLine(at, 'warning', 'error authorizing context: authorization header required', http(request)),
    accessLine(request),
  ]
}

/** A token that the token endpoint does not know: two lines. */
export function badToken(at: number, id: string, message = 'invalid token: Unauthorized'): string[] {
  const uri = '/openshift/token?account=any&scope=repository%3Ademo%2Fapp%3Apull%2Cpush'
  const request = { at, id, method: 'GET', uri, status: 401 }
  return [logrusLine(at, 'error', message, http(request)), accessLine(request)]
}

/** A request for a manifest by its repository and reference. */
export function manifest(
  request: Omit<LoggedRequest, 'uri' | 'repository'> & { repository: string; reference: string },
): LoggedRequest {
  return { ...request, uri: `/v2/${request.repository}/manifests/${request.reference}` }
}
