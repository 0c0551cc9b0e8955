import { logfmtValue } from '../../../lib/logfmt.ts'

/** A request as the registry logs it. */
export interface LoggedRequest {
  method: string
  uri: string
  status: number
  user?: string
  userAgent?: string
  remote?: string
  repository?: string
  reference?: string
  /** Messages in between, at their levels. */
  denied?: readonly string[]
  error?: { code: string; message: string; detail: string }
  durationMs?: number
}

/** The lines of a request that began so many seconds after the first one. */
export function linesOf(request: LoggedRequest, second: number): string[] {
  const {
    method,
    uri,
    status,
    user,
    userAgent = 'skopeo/1.9.3',
    remote = '10.0.0.9:41234',
    repository,
    reference,
  } = request
  const { durationMs = 12 } = request
  const time = (ms: number) => new Date(Date.UTC(2026, 10, 20, 23, 0, second, ms)).toISOString()
  const fields = {
    'go.version': 'go1.19.8',
    'http.request.host': 'registry:5000',
    'http.request.id': `id-${second}`,
    'http.request.method': method,
    'http.request.remoteaddr': remote,
    'http.request.uri': uri,
    'http.request.useragent': userAgent,
  }
  const who: Record<string, string> = user === undefined ? {} : { 'openshift.auth.user': user }
  const vars: Record<string, string> = {
    ...(repository && { 'vars.name': repository }),
    ...(reference && { 'vars.reference': reference }),
  }
  const response = {
    'http.response.duration': `${durationMs}ms`,
    'http.response.status': String(status),
    'http.response.written': '87',
  }
  const line = (ms: number, level: string, msg: string, more: Record<string, string>) =>
    `time="${time(ms)}" level=${level} msg=${logfmtValue(msg)} ${Object.entries({ ...fields, ...more })
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${logfmtValue(value)}`)
      .join(' ')}`
  const access = line(durationMs + 1, 'info', 'response', { ...response, 'http.request.id': `access-${second}` })
  if (request.denied) {
    const [first = '', ...rest] = request.denied
    return [
      line(durationMs, 'error', first, { ...who, ...vars }),
      ...rest.map((message) => line(durationMs, 'warning', message, vars)),
      access,
    ]
  }
  const { error } = request
  return [
    line(0, 'info', 'authorized request', { ...who, ...vars }),
    error
      ? line(durationMs, 'error', 'response completed with error', {
          ...response,
          ...who,
          ...vars,
          'err.code': error.code,
          'err.detail': error.detail,
          'err.message': error.message,
        })
      : line(durationMs, 'info', 'response completed', response),
    access,
  ]
}
