import type { LogLine } from './logLine.ts'
import type { OwnTexts } from './ownTexts.ts'
import type { RegistryRequest } from './registryRequests.ts'

/** Reads the status, the duration and the size of an answer. False when the line does not say: it is cut. */
export function readResponse(request: RegistryRequest, fields: LogLine['fields']): boolean {
  const status = Number(fields['http.response.status'])
  if (!(status >= 100 && status <= 999)) return false
  request.status = status
  const durationMs = durationOf(fields['http.response.duration'])
  if (durationMs !== undefined) request.durationMs = durationMs
  const written = Number(fields['http.response.written'] ?? Number.NaN)
  if (written >= 0) request.written = written
  return true
}

/** The error of an answer, with what a handler has said before it. */
export function errorOf(
  fields: LogLine['fields'],
  handlerError: string | undefined,
  texts: OwnTexts,
): RegistryRequest['error'] {
  const [code, message] = [fields['err.code'], fields['err.message']]
  let detail = fields['err.detail']
  // The API's words are with the handler that asked it.
  if (handlerError !== undefined && !(detail && handlerError.includes(detail)))
    detail = [detail, handlerError].filter(Boolean).join(': ')
  if (code === undefined && message === undefined && detail === undefined) return undefined
  return {
    ...(code && { code: texts.shared(code) }),
    ...(message && { message: texts.shared(message) }),
    ...(detail && { detail: texts.own(detail.slice(0, longestDetail)) }),
  }
}

/** The line has the rest. */
export const longestDetail = 4096

const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, ns: 1e-6 }

/** A duration as Go prints it, in ms. */
export function durationOf(text: string | undefined): number | undefined {
  if (!text) return undefined
  let sum = 0
  let rest = text
  while (rest !== '') {
    const [all = '', amount, unit = ''] = /^(\d+(?:\.\d+)?)(h|ms|m|s|ns|[µμu]s)/.exec(rest) ?? []
    if (all === '') return undefined
    sum += Number(amount) * (unitMs[unit] ?? 1e-3)
    rest = rest.slice(all.length)
  }
  return sum
}
