import { isDigest, shortDigest } from '../../lib/digest.ts'
import type { AuditKind } from '../../lib/registryAudit.ts'
import type { RegistryOperation } from '../../lib/registryRequests.ts'
import { locale, t } from '../../lib/t.ts'
import type { StatusKind } from '../StatusLabel.tsx'

/** The kinds of events in the order in which they are offered. */
export const auditKinds: readonly AuditKind[] = ['push', 'pull', 'delete', 'denied', 'badToken', 'notFound', 'failed']

/** What an event is, in a word or two. */
export function kindWord(kind: AuditKind): string {
  switch (kind) {
    case 'push':
      return t('Push')
    case 'pull':
      return t('Pull')
    case 'delete':
      return t('Delete')
    case 'denied':
      return t('Denied')
    case 'badToken':
      return t('Token refused')
    case 'notFound':
      return t('Not found')
    case 'failed':
      return t('Failed')
  }
}

/** Events of a kind, as what they are counted by. */
export function kindWords(kind: AuditKind): string {
  switch (kind) {
    case 'push':
      return t('Pushes')
    case 'pull':
      return t('Pulls')
    case 'delete':
      return t('Deletes')
    case 'denied':
      return t('Denied')
    case 'badToken':
      return t('Tokens refused')
    case 'notFound':
      return t('Not found')
    case 'failed':
      return t('Failed')
  }
}

/** How a kind of event is marked. What went well is not. */
export function kindStatus(kind: AuditKind): StatusKind | 'none' {
  if (kind === 'denied' || kind === 'badToken') return 'warning'
  return kind === 'failed' ? 'danger' : 'none'
}

/** What a request does, as a verb. */
export function operationWord(operation: RegistryOperation): string {
  switch (operation) {
    case 'push':
      return t('Push')
    case 'pull':
      return t('Pull')
    case 'exists':
      return t('Look for')
    case 'upload':
      return t('Upload to')
    case 'layer':
      return t('Download from')
    case 'mount':
      return t('Mount in')
    case 'delete':
      return t('Delete')
    case 'token':
      return t('Token for')
    case 'ping':
      return t('Ping')
    case 'probe':
      return t('Health check')
    case 'metrics':
      return t('Read metrics')
    case 'catalog':
      return t('List repositories')
    case 'tags':
      return t('List tags of')
    case 'signatures':
      return t('Signatures of')
    case 'other':
      return t('Request')
  }
}

interface Target {
  uri?: string
  repository?: string
  reference?: string
  digest?: string
}

/** What something was done to, as it is pulled: `ns/name:tag`, `ns/name@sha256:…`. Without a repository its address. */
export function targetText({ uri, repository, reference, digest }: Target, whole = false): string {
  const name = whole ? (text: string) => text : shortDigest
  const what = reference ?? digest
  if (repository === undefined) {
    if (what !== undefined) return name(what)
    return (whole ? undefined : scopeText(uri ?? '')) ?? uri ?? ''
  }
  if (what === undefined) return repository
  return isDigest(what) ? `${repository}@${name(what)}` : `${repository}:${what}`
}

/** What a token is asked for: "ns/name: pull, push". Undefined when the address says nothing of the kind. */
function scopeText(uri: string): string | undefined {
  if (!uri.startsWith('/openshift/token?')) return undefined
  const scopes = new URLSearchParams(uri.slice(uri.indexOf('?'))).getAll('scope').flatMap((scope) => scope.split(' '))
  const texts = scopes.flatMap((scope) => {
    const [, name, actions = ''] = /^repository:(.+):([a-z*,]+)$/.exec(scope) ?? []
    return name === undefined ? [] : [`${name}: ${actions.split(',').join(', ')}`]
  })
  return texts.join(' · ') || undefined
}

/** The program that asked, by name alone. */
export function clientText(userAgent: string | undefined): string | undefined {
  const [name = ''] = (userAgent ?? '').trim().split(/[\s/]/)
  return name || undefined
}

/** Where a client is, without the port that it had. */
export function addressText(remote: string | undefined): string | undefined {
  const [, v6, v4] = /^(?:\[([^\]]+)\]|([^:]+)):\d+$/.exec(remote ?? '') ?? []
  return v6 ?? v4 ?? (remote || undefined)
}

/** A time of a log (µs since 1970) as RFC 3339. Undefined when it is none. */
export function isoTime(time: number | undefined): string | undefined {
  const date = new Date((time ?? Number.NaN) / 1000)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Making a format takes far longer than using it.
function formatOf(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale(), options)))
  return format
}

/** A time of a log (µs since 1970) as people read it: "Nov 20, 23:33:12", or with milliseconds. */
export function momentText(time: number, { ms = false } = {}): string {
  const date = new Date(time / 1000)
  if (Number.isNaN(date.getTime())) return ''
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const day = { month: 'short', day: 'numeric' } as const
  return ms
    ? formatOf('ms', { ...day, ...clock, fractionalSecondDigits: 3 }).format(date)
    : formatOf('s', { ...day, ...clock }).format(date)
}

/** How long a request took: "0.1 ms", "275 ms", "1.2 s", "1 min 3 s". */
export function durationText(ms: number): string {
  if (ms < 1) return t('{{number}} ms', { number: ms.toFixed(1) })
  if (ms < 999.5) return t('{{number}} ms', { number: String(Math.round(ms)) })
  if (ms < 59_950) return t('{{number}} s', { number: (ms / 1000).toFixed(1) })
  const seconds = Math.round(ms / 1000)
  return t('{{minutes}} min {{seconds}} s', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}
