import { t } from '../lib/t.ts'
import type { Status } from './types.ts'

/** One field that the API server refused. */
export interface Cause {
  field: string
  message: string
  reason: string
}

interface Details {
  code: number
  reason: string
  message: string
  url: string
  method: string
  status?: Status | undefined
  retryAfterSeconds?: number | undefined
}

/** The one error of the client. Its message is fit to show. Code 0 says that no answer arrived at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: number
  readonly reason: string
  readonly url: string
  readonly method: string
  readonly status: Status | undefined
  readonly causes: Cause[]
  readonly retryAfterSeconds: number | undefined

  constructor({ code, reason, message, url, method, status, retryAfterSeconds }: Details, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.reason = reason
    this.url = url
    this.method = method
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds ?? status?.details?.retryAfterSeconds
    this.causes = (status?.details?.causes ?? []).map((cause) => ({
      field: cause.field ?? '',
      message: cause.message ?? '',
      reason: cause.reason ?? '',
    }))
  }
}

interface Asked {
  url: string
  method: string
}

/** The error for an answer outside 2xx, whatever its body is: a Status, plain text, a proxy's page, nothing, half of a Status. */
export async function errorFromResponse(response: Response, { url, method }: Asked): Promise<ApiError> {
  let body = ''
  try {
    body = await response.text()
  } catch {
    // The connection broke inside the error's own body: the code alone must do.
  }
  const status = parseStatus(body)
  const code = response.status
  return new ApiError({
    code,
    reason: status?.reason || reasonOf(code),
    message: status?.message || messageFrom(code, body),
    url,
    method,
    status,
    retryAfterSeconds: retryAfter(response.headers.get('Retry-After')),
  })
}

/** The error for an ERROR frame of a watch: a Status inside a stream that had begun with 200. */
export function errorFromStatus(status: Partial<Status> | null | undefined, { url, method }: Asked): ApiError {
  const code = typeof status?.code === 'number' ? status.code : 500
  return new ApiError({
    code,
    reason: status?.reason || reasonOf(code),
    message: status?.message || messageFrom(code, ''),
    url,
    method,
    status: status ? { ...status, kind: 'Status' } : undefined,
  })
}

/** The error for a request that got no answer, or whose answer broke off. */
export function networkError(cause: unknown, { url, method }: Asked): ApiError {
  const message = t('The API did not answer. Check the network and that the API server is reachable.')
  return new ApiError({ code: 0, reason: 'NetworkError', message, url, method }, { cause })
}

/** The error for an answer with a good code that cannot be read: cut off, a page of a proxy, garbage. */
export function unreadableError(code: number, body: string, cause: unknown, { url, method }: Asked): ApiError {
  const message = isHtml(body)
    ? t('A web page arrived instead of data. A proxy or a login page may stand in front of the API.')
    : body
      ? t('The answer of the API was cut off or damaged.')
      : t('The answer of the API was empty.')
  return new ApiError({ code, reason: 'UnreadableAnswer', message, url, method }, { cause })
}

/** The error for an answer that says that nobody is signed in, in whatever words: a login page, a redirect to one. */
export function unauthorizedError({ url, method }: Asked): ApiError {
  return new ApiError({ code: 401, reason: reasonOf(401), message: plainMessage(401), url, method })
}

/** Whether an error says that the API does not know who asks. */
export function isUnauthorized(error: unknown): error is ApiError {
  return error instanceof ApiError && error.code === 401
}

/** Any thrown value as an ApiError, so that pages need to know only one. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new ApiError({ code: -1, reason: 'ClientError', message, url: '', method: '' }, { cause: error })
}

/** Whether an error means that the cluster does not have this kind at all, and not only that one object is missing. */
export function isKindMissing(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404 && !error.status?.details?.name
}

/** Whether the same request may work later without anybody doing anything. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return (
    error.code === 0 ||
    error.code === 408 ||
    error.code === 429 ||
    error.code >= 500 ||
    error.reason === 'UnreadableAnswer'
  )
}

/** Whether an error only says that the request was given up by its own caller. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** Seconds to wait from a Retry-After header, which holds seconds or a date. */
export function retryAfter(header: string | null, now = Date.now()): number | undefined {
  if (!header?.trim()) return undefined
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000))
}

function parseStatus(body: string): Status | undefined {
  if (!body.trimStart().startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    // A refused watch answers with an ERROR frame around the Status.
    const inner: unknown = 'type' in parsed && parsed.type === 'ERROR' && 'object' in parsed ? parsed.object : parsed
    if (typeof inner !== 'object' || inner === null || !('kind' in inner) || inner.kind !== 'Status') return undefined
    // Its other fields are checked where they are used: any of them may be missing.
    return inner as Status
  } catch {
    return undefined
  }
}

const isHtml = (body: string) => /^\s*<(!doctype|html|head|body)/i.test(body)

function messageFrom(code: number, body: string): string {
  const text = body.trim()
  // Only short plain text is worth showing: "404 page not found", "no healthy upstream".
  if (text && !isHtml(text) && !/^[{[]/.test(text) && text.length <= 300) return text
  return plainMessage(code)
}

function plainMessage(code: number): string {
  switch (code) {
    case 401:
      return t('You are not logged in, or your session has ended.')
    case 403:
      return t('You do not have permission to do this.')
    case 404:
      return t('The API does not know this address.')
    case 410:
      return t('This version of the list is no longer available.')
    case 413:
      return t('The request was too large.')
    case 429:
      return t('The API is receiving too many requests. Try again in a moment.')
    case 502:
    case 503:
    case 504:
      return t('The API is unavailable at the moment ({{code}}).', { code })
    default:
      return code >= 500
        ? t('The API failed ({{code}}).', { code })
        : t('The API refused the request ({{code}}).', { code })
  }
}

function reasonOf(code: number): string {
  const reasons: Record<number, string> = {
    400: 'BadRequest',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'NotFound',
    405: 'MethodNotAllowed',
    409: 'Conflict',
    410: 'Expired',
    415: 'UnsupportedMediaType',
    422: 'Invalid',
    429: 'TooManyRequests',
    500: 'InternalError',
    503: 'ServiceUnavailable',
    504: 'Timeout',
  }
  return reasons[code] ?? 'Unknown'
}
