import { createLimiter } from '../lib/concurrency.ts'
import { t } from '../lib/t.ts'
import { PrometheusError, type MetricsProblem } from './PrometheusError.ts'

export interface Answer {
  data: unknown
  warnings: string[]
}

interface AskOptions {
  signal?: AbortSignal | undefined
  /** For a test. */
  timeoutMs?: number
}

// A page of charts must not keep the browser's few connections from everything else.
const inTurn = createLimiter(4)

/**
 * GET below `/prometheus/api/v1/`, four at once, each given 30 s. Throws a PrometheusError; an abort of the caller is thrown as it is.
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export async function ask(path: string, params: Record<string, string>, options: AskOptions = {}): Promise<Answer> {
  const since = performance.now()
  return inTurn(async () => {
    // While this waited for its turn another learned that nothing can be asked at all.
    if (refusal && refusal.at >= since) throw refusal.error
    try {
      return await askNow(path, params, options)
    } catch (error) {
      if (error instanceof PrometheusError && ['missing', 'forbidden'].includes(error.problem))
        refusal = { at: performance.now(), error }
      throw error
    }
  }, options.signal)
}

let refusal: { at: number; error: PrometheusError } | undefined

async function askNow(
  path: string,
  params: Record<string, string>,
  { signal, timeoutMs = 30_000 }: AskOptions,
): Promise<Answer> {
  const search = new URLSearchParams(params).toString()
  const url = new URL(`prometheus/api/v1/${path}${search && `?${search}`}`, document.baseURI).href
  const asked = { url, query: params['query'] }
  const over = AbortSignal.timeout(timeoutMs)
  let response: Response
  let body: string
  try {
    response = await fetch(url, {
      headers: { Accept: 'application/json' },
      credentials: 'same-origin',
      // It redirects nowhere: what would is a proxy that wants a sign-in.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, over]) : over,
    })
    body = await response.text()
  } catch (cause) {
    if (signal?.aborted) throw cause
    const late = over.aborted
    const message = late
      ? t('No answer within {{seconds}} seconds.', { seconds: Math.round(timeoutMs / 1000) })
      : t('Prometheus did not answer. Check the network.')
    throw new PrometheusError({ problem: late ? 'timeout' : 'failed', message, code: 0, ...asked }, { cause })
  }
  return response.type === 'opaqueredirect'
    ? readAnswer(302, '<html>', asked)
    : readAnswer(response.status, body, asked)
}

/** What an answer says: its data, or the error it stands for, whatever stands in front of Prometheus. */
export function readAnswer(code: number, body: string, asked: { url: string; query?: string | undefined }): Answer {
  const parsed = parse(body)
  if (parsed?.['status'] === 'success' && code >= 200 && code < 300)
    return {
      data: parsed['data'],
      warnings: [...texts(parsed['warnings']), ...texts(parsed['infos']).filter(isOfInterest)],
    }
  const errorType = text(parsed?.['errorType'])
  const said = text(parsed?.['error']) ?? ''
  const problem = isUnreachable(said) ? 'failed' : problemFor(code, errorType, /^\s*([{[]|$)/.test(body))
  const message = text(parsed?.['error']) ?? text(parsed?.['message']) ?? messageFor(problem, code, body)
  throw new PrometheusError({ problem, message, code, errorType, page: /^\s*</.test(body), ...asked })
}

function problemFor(code: number, errorType: string | undefined, isData: boolean): MetricsProblem {
  if (errorType === 'bad_data' || errorType === 'execution') return 'bad-query'
  if (errorType === 'timeout' || code === 408 || code === 504) return 'timeout'
  if (code === 401 || code === 403) return 'forbidden'
  if (code === 404 || (code < 400 && !isData)) return 'missing'
  return 'failed'
}

/** Thanos says "execution" as well when one of those that it asks does not answer: that is no fault of the query. */
function isUnreachable(message: string): boolean {
  return /rpc error|connection refused|no such host|no store matched/i.test(message)
}

function messageFor(problem: MetricsProblem, code: number, body: string): string {
  const words = body.trim()
  if (words && words.length <= 300 && !/^[<{[]/.test(words)) return words
  if (problem === 'missing' && /^\s*</.test(body))
    return t('A web page arrived instead of metrics ({{code}}).', { code: String(code) })
  if (problem === 'missing' || problem === 'forbidden') return t('The answer was {{code}}.', { code: String(code) })
  return code < 400
    ? t('The answer of Prometheus was cut off or damaged.')
    : t('Prometheus is unavailable at the moment ({{code}}).', { code: String(code) })
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether JSON is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Newer ones guess by the name that a recorded sum of counters is no counter. It is one.
const isOfInterest = (info: string) => !info.includes('metric might not be a counter')

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
