import { logfmtValue } from '../../src/lib/logfmt.ts'
import { kubeletTime, type LogLine } from '../server/written.ts'
import type { Random } from './random.ts'

const GO = 'go1.19.10'

export type Level = 'debug' | 'info' | 'warning' | 'error'
export type Fields = Record<string, string | number | undefined>

/** Who asks, from where, with what. */
export interface Client {
  address: string
  /** Through a route: the address has no port then. */
  outside?: boolean
  host: string
  agent: string
  user: string
  /** Service accounts and anonymous users have none. */
  uid?: string | undefined
}

export interface RegistryError {
  code: string
  message: string
  detail?: string
}

export interface RegistryRequest {
  method: string
  uri: string
  contentType?: string
  /** What the route is about: name, reference, digest, uuid. */
  vars?: Fields
  status: number
  written?: number
  answerType?: string
  /** Milliseconds. */
  takes?: number
  error?: RegistryError
  /** What handlers say in between. */
  says?: { level: Level; msg: string; fields?: Fields }[]
}

const JSON_TYPE = 'application/json; charset=utf-8'

/** Most values in quotes come again on the lines of the same request, and of others. */
const known = new Map<string, string>()
const MOST = 2000

function quoted(value: string): string {
  // Without quotes there is nothing to keep: most of these are ids.
  if (/^[\w\-./]+$/.test(value)) return value
  const before = known.get(value)
  if (before !== undefined) return before
  const text = logfmtValue(value)
  if (known.size >= MOST) known.clear()
  known.set(value, text)
  return text
}

/** A line of the registry: time, level and message first, then everything else by key. */
export function registryLine(time: string, level: Level, msg: string, fields: Fields = {}): LogLine {
  const parts = [`go.version=${GO}`]
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined) parts.push(`${key}=${quoted(String(value))}`)
  }
  // No key is the beginning of another one with a dot after it, so that this is the order of the keys.
  parts.sort()
  const text = `time="${time}" level=${level} msg=${quoted(msg)} ${parts.join(' ')}`
  return { time: kubeletTime(time), text }
}

let lastSecond = -1
let lastText = ''

/** A time in microseconds as Go prints it, some nanoseconds later. */
export function goTime(micros: number, nanos: number): string {
  const second = Math.floor(micros / 1_000_000)
  if (second !== lastSecond) lastText = new Date(second * 1000).toISOString().slice(0, 19)
  lastSecond = second
  const fraction = String((micros - second * 1_000_000) * 1000 + nanos).padStart(9, '0')
  return `${lastText}.${fraction.replace(/0+$/, '') || '0'}Z`
}

/** A duration as Go prints it. */
export function goDuration(microseconds: number): string {
  const digits = (value: number) => String(Math.round(value * 1e6) / 1e6)
  if (microseconds < 1000) return `${digits(microseconds)}µs`
  if (microseconds < 1_000_000) return `${digits(microseconds / 1000)}ms`
  const seconds = microseconds / 1_000_000
  return seconds < 60 ? `${digits(seconds)}s` : `${Math.floor(seconds / 60)}m${digits(seconds % 60)}s`
}

/** Writes what a registry logs of one client's requests, one after the other. */
export class RegistryWriter {
  readonly lines: LogLine[] = []
  readonly random: Random
  readonly client: Client
  /** Microseconds. */
  #now: number
  #port: number
  readonly #pace: number

  /** `pace`: how long everything takes, of what its durations say. */
  constructor(client: Client, start: number, random: Random, pace = 1) {
    this.#pace = pace
    this.client = client
    this.random = random
    this.#now = Math.floor(start * 1000)
    this.#port = random.between(32_000, 60_000)
  }

  /** Lets time pass. */
  wait(milliseconds: number): void {
    this.#pass(milliseconds * 1000)
  }

  #pass(micros: number): void {
    this.#now += Math.floor(micros * this.#pace)
  }

  line(level: Level, msg: string, fields?: Fields): void {
    this.lines.push(registryLine(goTime(this.#now, this.random.between(1, 999)), level, msg, fields))
  }

  /** The fields of a request, the same on all lines of the application; the access line has an id of its own. */
  #about({ method, uri, contentType }: RegistryRequest, id = this.random.uuid()): Fields {
    const { address, host, agent, outside } = this.client
    return {
      'http.request.id': id,
      'http.request.method': method,
      'http.request.uri': uri,
      'http.request.host': host,
      'http.request.useragent': agent,
      'http.request.remoteaddr': outside ? address : `${address}:${this.#port}`,
      'http.request.contenttype': contentType,
    }
  }

  #answer({ status, written = 0, answerType }: RegistryRequest, micros: number): Fields {
    return {
      'http.response.status': status,
      'http.response.written': written,
      'http.response.duration': goDuration(micros + this.random.between(0, 999) / 1000),
      'http.response.contenttype': answerType,
    }
  }

  #next(): void {
    this.#port = 32_000 + ((this.#port - 32_000 + 2 * this.random.between(1, 6)) % 28_000)
    this.wait(this.random.between(1, 4))
  }

  #access(request: RegistryRequest, micros: number): void {
    this.#pass(this.random.between(15, 60))
    this.line('info', 'response', { ...this.#about(request), ...this.#answer(request, micros + 60) })
    this.#next()
  }

  /** A request that only the server sees: probes, a full limiter, failing health. */
  plain(request: RegistryRequest): void {
    this.#access(request, (request.takes ?? 0.05) * this.random.between(300, 3000))
  }

  /** A request that is let in. */
  authorized(request: RegistryRequest): void {
    const { method, vars = {}, status, error, says = [], takes = this.random.between(1, 12) } = request
    const micros = takes * 1000 + this.random.between(1, 999)
    const who = { 'openshift.auth.user': this.client.user, 'openshift.auth.userid': this.client.uid }
    const about = this.#about(request)
    const named = Object.fromEntries(Object.entries(vars).map(([key, value]) => [`vars.${key}`, value]))
    this.line('info', 'authorized request', { ...about, ...who, ...named })
    for (const { level, msg, fields } of says) {
      this.#pass(micros / (says.length + 1))
      this.line(level, msg, { ...about, ...who, ...named, ...fields })
    }
    this.#pass(micros / (says.length + 1))
    const answer = this.#answer(request, micros)
    if (!error) this.line('info', 'response completed', { ...about, ...answer })
    else {
      const err = { 'err.code': error.code, 'err.message': error.message, 'err.detail': error.detail }
      // What is asked for with HEAD may well be missing.
      const level = method === 'HEAD' && status === 404 ? 'info' : 'error'
      this.line(level, 'response completed with error', { ...about, ...answer, ...err, ...who, ...named })
    }
    this.#access(request, micros)
  }

  /** A request of the token endpoint: nobody is authorized there. */
  token(request: RegistryRequest, refused?: string): void {
    const micros = (request.takes ?? this.random.between(1, 9)) * 1000
    const about = this.#about(request)
    this.#pass(micros)
    if (refused === undefined) this.line('info', 'response completed', { ...about, ...this.#answer(request, micros) })
    else this.line('error', refused, about)
    this.#access(request, micros)
  }

  /** A request that is not let in, with why the cluster denied it, if it was asked. */
  denied(request: Omit<RegistryRequest, 'status'>, words: string, denial?: { msg: string; unknown?: boolean }): void {
    const whole = { answerType: JSON_TYPE, written: 139, ...request, status: 401 }
    const micros = (request.takes ?? 2) * 1000
    const about = this.#about(whole)
    const { user, uid } = this.client
    const named = Object.fromEntries(Object.entries(request.vars ?? {}).map(([key, value]) => [`vars.${key}`, value]))
    this.#pass(micros)
    if (denial) {
      const who = denial.unknown ? {} : { 'openshift.auth.user': user, 'openshift.auth.userid': uid }
      this.line('error', denial.msg, { ...about, ...who, ...named })
      this.#pass(this.random.between(30, 50))
    }
    this.line('warning', `error authorizing context: ${words}`, { ...about, ...named })
    this.#access(whole, micros)
  }
}
