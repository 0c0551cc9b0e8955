import { badRequest, fieldError, invalid, type FieldError } from '../server/status.ts'
import type { Call } from './kind.ts'

/** What a request for a log asks for. */
export interface PodLogOptions {
  container: string | undefined
  follow: boolean
  previous: boolean
  timestamps: boolean
  /** Milliseconds of the first lines wanted. */
  since: number | undefined
  tailLines: number | undefined
  limitBytes: number | undefined
}

/** The query of a request for a pod's log, as the API server reads it: badly written values are 400, bad ones 422. */
export function podLogOptions({ query, name = '', now }: Pick<Call, 'query' | 'name' | 'now'>): PodLogOptions {
  const flag = (key: string) => query.has(key) && !['false', '0'].includes(query.get(key)?.toLowerCase() ?? '')
  const number = (key: string): number | undefined => {
    const text = query.get(key)
    if (text === null) return undefined
    if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
    return Number(text)
  }
  const tailLines = number('tailLines')
  const limitBytes = number('limitBytes')
  const sinceSeconds = number('sinceSeconds')
  const sinceTime = timeOf(query.get('sinceTime'))
  const errors: FieldError[] = []
  if (tailLines !== undefined && tailLines < 0)
    errors.push(fieldError.invalid('tailLines', tailLines, 'must be greater than or equal to 0'))
  if (limitBytes !== undefined && limitBytes < 1)
    errors.push(fieldError.invalid('limitBytes', limitBytes, 'must be greater than 0'))
  if (sinceSeconds !== undefined && sinceTime !== undefined)
    errors.push(fieldError.forbidden('', 'at most one of `sinceTime` or `sinceSeconds` may be specified'))
  else if (sinceSeconds !== undefined && sinceSeconds < 1)
    errors.push(fieldError.invalid('sinceSeconds', sinceSeconds, 'must be greater than 0'))
  if (errors.length) throw invalid('', 'PodLogOptions', name, errors)
  return {
    container: query.get('container') || undefined,
    follow: flag('follow'),
    previous: flag('previous'),
    timestamps: flag('timestamps'),
    since: sinceSeconds === undefined ? sinceTime : now().getTime() - sinceSeconds * 1000,
    tailLines,
    limitBytes,
  }
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** The server hands a time on to the kubelet in whole seconds, cut. */
function timeOf(text: string | null): number | undefined {
  if (!text) return undefined
  if (!RFC3339.test(text))
    throw badRequest(
      `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
    )
  return Math.floor(Date.parse(text) / 1000) * 1000
}
