import type { LogFilter, LogSearch, LogViewOptions } from '../../../logs/logProtocol.ts'
import type { LogLevel } from '../../../lib/logLine.ts'

export const logViews = ['lines', 'requests', 'audit'] as const
export type LogsViewName = (typeof logViews)[number]

/** How far back: seconds from now, or a moment (RFC 3339). Absent: as far as there are lines. */
export type Since = { seconds: number } | { time: string }

export interface FieldFilter {
  key: string
  value: string
  exclude: boolean
}

/** What the address says of the logs. */
export interface LogsQuery {
  view: LogsViewName
  /** What is read. Changing any of these reads anew. */
  pod?: string
  container?: string
  previous: boolean
  since?: Since
  /** Lines of each container; absent: the default of the view. */
  tail?: number | 'all'
  /** Which of them are shown. */
  level?: string
  fields: readonly FieldFilter[]
  noise: boolean
  /** What is looked for. */
  q: string
  regex: boolean
  case: boolean
  only: boolean
  /** The filters that requests and audit know too, as the address has them. */
  user?: string
  repo?: string
  method?: string
  status?: string
  /** How it is shown. */
  follow: boolean
  wrap: boolean
  timestamps: boolean
  /** Lines as they were written, instead of in the order that people read. */
  raw: boolean
}

/** Changes of the address by the names of its parameters; empty or undefined: taken out. */
export type LogsChange = Partial<Record<LogsParam, string | undefined>>

export type LogsParam =
  | 'view'
  | 'pod'
  | 'container'
  | 'previous'
  | 'since'
  | 'tail'
  | 'level'
  | 'noise'
  | 'q'
  | 'regex'
  | 'case'
  | 'only'
  | 'user'
  | 'repo'
  | 'method'
  | 'status'
  | 'follow'
  | 'wrap'
  | 'timestamps'
  | 'raw'

export const sinceSeconds: Readonly<Record<string, number>> = {
  '5m': 300,
  '15m': 900,
  '1h': 3600,
  '6h': 21_600,
  '24h': 86_400,
}
export const tails: readonly (number | 'all')[] = [1000, 10_000, 100_000, 'all']

/** Lines of each container that are read when nothing else is asked for; requests and audit read all. */
export const defaultTail = 10_000
const mostTail = 10_000_000

/** From the worst down, as the page offers them: this level and worse. */
const levels: readonly LogLevel[] = ['panic', 'fatal', 'error', 'warning', 'info', 'debug']
export const offeredLevels = ['error', 'warning', 'info'] as const

/** The fields that have a short name in the address. */
export const fieldOfParam = {
  user: 'openshift.auth.user',
  repo: 'vars.name',
  method: 'http.request.method',
  status: 'http.response.status',
} as const

export const requestIdField = 'http.request.id'

type ShortParam = keyof typeof fieldOfParam
const shortParams: readonly ShortParam[] = ['user', 'repo', 'method', 'status']
const readParams = ['pod', 'container', 'previous', 'since', 'tail']
const tableParams = ['sort', 'page', 'perPage', 'kind', 'by']
const filterParams = ['level', 'q', 'regex', 'case', 'only', 'field', 'not', ...shortParams]

/** What the address says, with defaults for what is absent or makes no sense. */
export function logsQueryOf(params: URLSearchParams): LogsQuery {
  const pod = nameOf(params.get('pod'))
  const container = nameOf(params.get('container'))
  const since = sinceOf(params.get('since'))
  const tail = tailOf(params.get('tail'))
  const level = levelOf(params.get('level'))
  const short = shortFilters(params)
  return {
    view: logViews.find((name) => name === params.get('view')) ?? 'lines',
    ...(pod && { pod }),
    ...(container && { container }),
    previous: isOn(params, 'previous'),
    ...(since && { since }),
    ...(tail !== undefined && { tail }),
    ...(level && { level }),
    fields: [
      ...shortParams.flatMap((name) => {
        const value = short[name]
        return value === undefined ? [] : [{ key: fieldOfParam[name], value, exclude: false }]
      }),
      ...params.getAll('field').flatMap((text) => fieldFilterOf(text, false)),
      ...params.getAll('not').flatMap((text) => fieldFilterOf(text, true)),
    ],
    noise: isOn(params, 'noise'),
    q: params.get('q') ?? '',
    regex: isOn(params, 'regex'),
    case: isOn(params, 'case'),
    only: isOn(params, 'only'),
    ...short,
    follow: params.get('follow') !== '0',
    wrap: isOn(params, 'wrap'),
    timestamps: isOn(params, 'timestamps'),
    raw: isOn(params, 'raw'),
  }
}

/** The address with changes. Defaults are left out; another pod has other containers, another view another table. */
export function withChange(params: URLSearchParams, change: LogsChange): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [key, value] of Object.entries(change)) {
    if (!value || (key === 'view' && value === 'lines') || (key === 'follow' && value === '1')) next.delete(key)
    else next.set(key, value)
  }
  if ('pod' in change && !('container' in change)) next.delete('container')
  // Other lines are read from their end on.
  if (readParams.some((name) => name in change)) next.delete('follow')
  // Each view has a table of its own.
  if ('view' in change) for (const name of tableParams) next.delete(name)
  return next
}

/** The address with one more filter, by its short name where that is free; the opposite filter goes. */
export function withField(params: URLSearchParams, filter: FieldFilter): URLSearchParams {
  const { key, value, exclude } = filter
  const next = withoutField(params, { ...filter, exclude: !exclude })
  if (logsQueryOf(next).fields.some((each) => isSame(each, filter))) return next
  const short = exclude ? undefined : shortParams.find((name) => fieldOfParam[name] === key && !next.has(name))
  if (short && isShortValue(short, value)) next.set(short, value)
  else next.append(exclude ? 'not' : 'field', `${key}=${value}`)
  return next
}

/** The address without a filter, however it was written. */
export function withoutField(params: URLSearchParams, filter: FieldFilter): URLSearchParams {
  const next = new URLSearchParams(params)
  const name = filter.exclude ? 'not' : 'field'
  next.delete(name)
  for (const text of params.getAll(name)) {
    if (!fieldFilterOf(text, filter.exclude).some((each) => isSame(each, filter))) next.append(name, text)
  }
  const short = shortParams.find((each) => fieldOfParam[each] === filter.key)
  if (short && !filter.exclude && shortFilters(params)[short] === filter.value) next.delete(short)
  return next
}

/** The address without anything that hides lines, but for normal noise. */
export function withoutFilters(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const name of filterParams) next.delete(name)
  return next
}

/** The address that shows all lines of one request, wherever else one was. */
export function wholeRequest(params: URLSearchParams, id: string): URLSearchParams {
  const next = withoutFilters(params)
  next.delete('view')
  return withField(next, { key: requestIdField, value: id, exclude: false })
}

/** Lines of each container to read: undefined for all. Requests and audit are about all of them. */
export function tailToRead({ tail, view, since }: LogsQuery): number | undefined {
  if (tail === 'all') return undefined
  // Who asks for an hour means all of it.
  return tail ?? (view === 'lines' && !since ? defaultTail : undefined)
}

/** How the worker is to look at the lines. `columns`: characters in a row of wrapped lines, 0 where they are not. */
export function viewOptionsOf(query: LogsQuery, columns: number): LogViewOptions {
  const search = searchOf(query)
  return { filter: filterOf(query), ...(search && { search }), columns }
}

function filterOf({ level, fields, noise }: LogsQuery): LogFilter {
  const shown = level === undefined ? undefined : levelsOf(level)
  // A request is shown whole, noise or not.
  const isRequest = fields.some(({ key, exclude }) => key === requestIdField && !exclude)
  return { ...(shown && { levels: shown }), noise: noise || isRequest, fields }
}

function searchOf({ q, regex, case: caseSensitive, only }: LogsQuery): LogSearch | undefined {
  return q === '' ? undefined : { text: q, regex, caseSensitive, only }
}

/** The levels that a choice stands for: one means it and worse, several mean themselves. */
export function levelsOf(level: string): (LogLevel | 'none')[] {
  const names = level.split(',')
  const [only = ''] = names
  if (names.length === 1 && only !== 'none') return levels.slice(0, levels.findIndex((each) => each === only) + 1)
  return [...levels, 'none' as const].filter((each) => names.includes(each))
}

/** Since when, as the address has it; empty for all. */
export function sinceParam(since: Since | undefined): string {
  if (!since) return ''
  if ('time' in since) return since.time
  const named = Object.entries(sinceSeconds).find(([, seconds]) => seconds === since.seconds)
  return named?.[0] ?? `${since.seconds}s`
}

function sinceOf(text: string | null): Since | undefined {
  if (!text) return undefined
  const [, amount = '', unit = 's'] = /^(\d{1,9})([smhd])?$/.exec(text) ?? []
  if (amount !== '') {
    const seconds = Number(amount) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1)
    return seconds > 0 ? { seconds } : undefined
  }
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : { time: new Date(ms).toISOString().replace('.000Z', 'Z') }
}

function tailOf(text: string | null): number | 'all' | undefined {
  if (text === 'all') return 'all'
  const lines = text && /^\d{1,8}$/.test(text) ? Number(text) : 0
  return lines > 0 && lines <= mostTail ? lines : undefined
}

function levelOf(text: string | null): string | undefined {
  const names = (text ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => (name === 'warn' ? 'warning' : name))
  const known = [...levels, 'none' as const].filter((level) => names.includes(level))
  return known.length === 0 ? undefined : known.join(',')
}

/** A name of a pod or container, as the API allows them. */
function nameOf(text: string | null): string | undefined {
  return text && /^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$/.test(text) ? text : undefined
}

function shortFilters(params: URLSearchParams): Partial<Record<ShortParam, string>> {
  const found: Partial<Record<ShortParam, string>> = {}
  for (const name of shortParams) {
    const value = params.get(name)?.trim()
    if (!value) continue
    const written = name === 'method' ? value.toUpperCase() : name === 'status' ? value.toLowerCase() : value
    if (isShortValue(name, written)) found[name] = written
  }
  return found
}

function isShortValue(name: ShortParam, value: string): boolean {
  if (value === '' || value !== value.trim()) return false
  if (name === 'status') return /^[1-5](\d\d|xx)$/.test(value)
  return name !== 'method' || /^[A-Z]{2,12}$/.test(value)
}

function fieldFilterOf(text: string, exclude: boolean): FieldFilter[] {
  const at = text.indexOf('=')
  return at > 0 ? [{ key: text.slice(0, at), value: text.slice(at + 1), exclude }] : []
}

function isSame(a: FieldFilter, b: FieldFilter): boolean {
  return a.key === b.key && a.value === b.value && a.exclude === b.exclude
}

function isOn(params: URLSearchParams, name: string): boolean {
  const value = params.get(name)
  return value === '1' || value === 'true'
}
