import { closingQuote, readFields } from './logfmt.ts'

const ping = 'error authorizing context: authorization header required'
const metricsPath = '/extensions/v2/metrics'

/**
 * Whether a line of the registry is normal noise: the anonymous ping that every client begins with, HEAD 404 (how a push asks
 * what is there already), probes, and scrapes of metrics. Lines that tell of a failure are none.
 */
export function isNoiseOf(fields: Readonly<Record<string, string>>): boolean {
  const { msg } = fields
  const uri = fields['http.request.uri']
  if (msg === ping) return isPingUri(uri)
  if (msg === 'authorized request') return isPath(uri, metricsPath)
  if (msg !== 'response' && msg !== 'response completed' && msg !== 'response completed with error') return false
  const status = fields['http.response.status']
  if (status === '404') return fields['http.request.method'] === 'HEAD'
  if (status === '200') {
    if (isPath(uri, metricsPath)) return true
    return msg === 'response' && isProbe(uri, fields['http.request.useragent'])
  }
  return status === '401' && msg === 'response' && isPingUri(uri)
}

function isPath(uri: string | undefined, path: string): boolean {
  return uri !== undefined && uri.startsWith(path) && (uri.length === path.length || uri[path.length] === '?')
}

const isPingUri = (uri: string | undefined) => isPath(uri, '/v2/') || isPath(uri, '/v2')

/** Whether this is how the kubelet looks after the registry. */
export function isProbe(uri: string | undefined, userAgent: string | undefined): boolean {
  return isPath(uri, '/healthz') || (isPath(uri, '/') && (userAgent ?? '').startsWith('kube-probe'))
}

const writtenField = ' http.response.written='
const statusField = ' http.response.status='
/** The two with their numbers: what most lines of a response end with. */
const tailLength = 62

/** The same of a line between two indexes of a text; `message` is where the value of msg begins. */
export function isNoiseAt(text: string, message: number, end: number): boolean {
  const head = text.slice(message, Math.min(end, message + 44))
  if (head.indexOf('response ') === 0 || head.indexOf('"response completed" ') === 0) {
    // Most are of a request that did what it should.
    const status = statusBefore(text, end)
    return status === 0 || status === 200 || status === 401 || status === 404
      ? readNoise(text, message, end, status)
      : false
  }
  if (head.charCodeAt(0) !== 34) return false
  if (head.indexOf('"authorized request"') === 0) return readNoise(text, message, end, 200)
  if (head.indexOf('"response completed with error"') === 0) return readNoise(text, message, end, 0)
  return head.indexOf('"error authorizing context: authorization') === 0 && readNoise(text, message, end, 401)
}

/** The status of a line that ends as it should; 0 otherwise. */
function statusBefore(text: string, end: number): number {
  const tail = text.slice(end - tailLength, end)
  const field = tail.indexOf(statusField)
  const status = field + statusField.length
  if (field === -1 || tail.indexOf(writtenField, status) !== status + 3) return 0
  return (
    (tail.charCodeAt(status) - 48) * 100 + (tail.charCodeAt(status + 1) - 48) * 10 + tail.charCodeAt(status + 2) - 48
  )
}

// Fields are sorted: the method comes before the URI, and these before what came of it. Most lines end here, without a text made of them.
function readNoise(text: string, message: number, end: number, status: number): boolean {
  let at = message
  let isHead = false
  for (;;) {
    at = afterValue(text, at, end)
    const assign = text.indexOf('=', at)
    if (at >= end || assign === -1 || assign >= end) return false
    at = assign + 1
    const last = text.charCodeAt(assign - 1)
    if (last === 100 && isKey(text, assign, 'http.request.method')) {
      isHead = text.charCodeAt(at) === 72
      if (status === 404) return isHead && text.slice(at, at + 5) === 'HEAD '
    } else if (last === 105 && isKey(text, assign, 'http.request.uri')) {
      const asked = isHead && status === 0
      if (!asked && !mayBeNoise(text, text.charCodeAt(at) === 34 ? at + 1 : at, end)) return false
      const start = message - 'msg='.length
      return isNoiseOf(readFields(text.slice(start, end), 0, end - start))
    }
  }
}

function afterValue(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) === 34) return closingQuote(text, at + 1, end) + 1
  const close = text.indexOf(' ', at)
  return close === -1 ? end : close
}

function isKey(text: string, assign: number, key: string): boolean {
  const start = assign - key.length
  return text.charCodeAt(start - 1) === 32 && text.slice(start, assign).indexOf(key) === 0
}

/** Whether a URI is one of those that probes, scrapes and pings ask for, by its first characters. */
function mayBeNoise(text: string, at: number, end: number): boolean {
  const code = text.charCodeAt(at + 1)
  // `/`, `/?`, `/healthz`, `/extensions/v2/m`, `/v2`, `/v2/`
  if (code === 118) return at + 4 >= end || !isWordCharacter(text.charCodeAt(at + 4))
  if (code === 101) return text.charCodeAt(at + 15) === 109
  return code === 104 || !isWordCharacter(code)
}

// What follows the URI, or begins its query, is a space, a quote, a question mark.
function isWordCharacter(code: number): boolean {
  return code > 63 || (code >= 45 && code <= 57)
}
