import { exactJson, parseExactJson } from '../lib/exactJson.ts'
import { sleep } from '../lib/sleep.ts'
import {
  errorFromResponse,
  isAbort,
  networkError,
  unauthorizedError,
  unreadableError,
  type ApiError,
} from './ApiError.ts'
import { apiUrl } from './apiRoot.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { readAs, takeEarly } from './early.ts'
import { canSignIn, isNotOfApi, isOfNobody, isRedirect } from './signInPage.ts'
import { reportAuthorized, reportUnauthorized, sessionNow } from './unauthorized.ts'

const maxTries = 3
const maxWaitSeconds = 30

export interface RequestOptions extends RequestInit {
  /** The answer goes on for as long as it likes: a watch, a log. Any other one is given 65 s, and is a network error then. */
  streams?: boolean
}

/** Until when the answers have to be read whose heads have come. */
const deadlines = new WeakMap<Response, Deadline>()

/**
 * One request to the API. Throws an ApiError for anything but 2xx; an abort is thrown as it is.
 * A GET that is told to come back later (429 or 503 with Retry-After) waits and asks again, at most twice and 30 s in all.
 * What changes something is never sent twice.
 */
export async function request(path: string, { streams = false, ...init }: RequestOptions = {}): Promise<Response> {
  const url = apiUrl(path)
  const method = init.method ?? 'GET'
  const headers = new Headers(init.headers)
  if (!headers.has('Accept')) headers.set('Accept', readAs.headers.Accept)
  // Other sites cannot set this header without being asked first, so a proxy can refuse forged changes that lack it.
  if (method !== 'GET') headers.set('X-Requested-With', 'registry-console')
  let waited = 0
  for (let attempt = 1; ; attempt++) {
    const result = await once(url, { ...init, ...readAs, method, headers }, streams)
    if (result instanceof Response) return result
    const seconds = result.retryAfterSeconds
    const again = method === 'GET' && attempt < maxTries && (result.code === 429 || result.code === 503)
    if (!again || seconds === undefined || waited + seconds > maxWaitSeconds) throw result
    waited += seconds
    await sleep(seconds * 1000, init.signal ?? undefined)
  }
}

async function once(
  url: string,
  init: RequestInit & { method: string },
  streams: boolean,
): Promise<Response | ApiError> {
  const startedAt = performance.now()
  const { method } = init
  // Whatever still runs asks nothing in the name of who has logged out.
  if (sessionNow().state === 'loggedOut') return unauthorizedError({ url, method })
  const deadline = streams ? undefined : startDeadline(init.signal, { url, method })
  const signal = deadline?.signal ?? init.signal ?? null
  let response: Response
  try {
    response = await ((method === 'GET' && takeEarly(url, signal)) || fetch(url, { ...init, signal }))
  } catch (error) {
    deadline?.met()
    const late = deadline?.late()
    if (late) throw late
    if (init.signal?.aborted || isAbort(error)) throw error
    throw networkError(error, { url, method })
  }
  const isForeign = isNotOfApi(response)
  if (response.ok && !(isForeign && (await canSignIn()))) {
    if (deadline) deadlines.set(response, deadline)
    reportAuthorized(startedAt)
    return response
  }
  const error = await refusal(response, isForeign, { url, method })
  deadline?.met()
  init.signal?.throwIfAborted()
  if (error.code === 401) reportUnauthorized()
  return error
}

/** The error for an answer that is no success. Where one can sign in, what is not the API's own is a sign-in that is wanted. */
async function refusal(
  response: Response,
  isForeign: boolean,
  asked: { url: string; method: string },
): Promise<ApiError> {
  if (isForeign && (await canSignIn())) {
    await response.body?.cancel()
    return unauthorizedError(asked)
  }
  if (isRedirect(response)) return unreadableError(302, '<html', undefined, asked)
  const error = await errorFromResponse(response, asked)
  // Somebody let the request through without saying whose it is.
  return isOfNobody(error) && (await canSignIn()) ? unauthorizedError(asked) : error
}

/** The text of an answer. A connection that breaks inside it is a network error. */
export async function readText(response: Response, signal?: AbortSignal | null, method = 'GET'): Promise<string> {
  const deadline = deadlines.get(response)
  try {
    return await response.text()
  } catch (error) {
    const late = deadline?.late()
    if (late) throw late
    if (signal?.aborted || isAbort(error)) throw error
    throw networkError(error, { url: response.url, method })
  } finally {
    deadline?.met()
  }
}

/**
 * Parses an answer. Whole numbers beyond 2^53 are bigints, so that they keep their digits on the way through a form.
 * Cut-off JSON and pages of proxies become an ApiError with the answer's own code.
 */
export function parseJson<T>(text: string, response: Response, method = 'GET'): T {
  try {
    // The API says what its answers are.
    return parseExactJson(text) as T
  } catch {
    // Without the words of the parser, which quote the answer: it may hold credentials.
    throw unreadableError(response.status, text, undefined, { url: response.url, method })
  }
}

/** GET of a JSON document. */
export async function getJson<T>(path: string, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<T> {
  const response = await request(path, { signal: signal ?? null })
  return parseJson<T>(await readText(response, signal), response)
}

/** A request with a JSON body that answers with JSON. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  { signal, contentType = 'application/json' }: { signal?: AbortSignal | undefined; contentType?: string } = {},
): Promise<T> {
  const init: RequestInit = { method, signal: signal ?? null }
  if (body !== undefined) {
    init.headers = { 'Content-Type': contentType }
    init.body = exactJson(body)
  }
  const response = await request(path, init)
  return parseJson<T>(await readText(response, signal, method), response, method)
}
