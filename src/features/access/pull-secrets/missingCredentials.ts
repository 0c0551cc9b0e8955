import { hostOfScope } from '../../../lib/registryHost.ts'
import type { StreamImports } from '../../../k8s/resources/importSource.ts'
import { credentialsFor, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import type { RegistryAccount } from '../../../k8s/resources/pullSecretContent.ts'

/** A registry that a project imports from, without success for want of credentials. */
export interface MissingCredentials {
  namespace: string
  host: string
  /** Image streams that fail, by name. */
  streams: readonly string[]
  /** One of the sources, to try again with. */
  example: { stream: string; from: string }
  /** The project's secret with credentials for it. They are refused, or came after the failure. */
  has?: { secret: string; since: 'before' | 'after' }
}

const byCredentials = new Set(['credentials', 'wrongCredentials'])

/** Where imports fail for want of credentials. Projects whose secrets could not be read say nothing. */
export function missingCredentials(
  streams: readonly StreamImports[],
  secrets: readonly PullSecretRow[],
): MissingCredentials[] {
  const bySpace = Map.groupBy(secrets, ({ metadata }) => metadata.namespace ?? '')
  const found = new Map<string, MissingCredentials & { streams: string[] }>()
  for (const { metadata, imports } of streams) {
    const { namespace = '', name } = metadata
    for (const { from, host, failure } of imports) {
      if (!failure || !byCredentials.has(failure.cause) || host === '') continue
      const key = `${namespace} ${host}`
      const known = found.get(key)
      if (known) {
        if (!known.streams.includes(name)) known.streams.push(name)
        continue
      }
      const rows = bySpace.get(namespace) ?? []
      const used = credentialsFor(importable(rows), from)[0]
      found.set(key, {
        namespace,
        host,
        streams: [name],
        example: { stream: name, from },
        ...(used && { has: { secret: used.row.metadata.name, since: sinceOf(used.row, failure.since) } }),
      })
    }
  }
  return [...found.values()].toSorted((a, b) => (`${a.namespace} ${a.host}` < `${b.namespace} ${b.host}` ? -1 : 1))
}

/** Whether a secret was there when an import first failed. A second failure of the same kind leaves no trace. */
function sinceOf({ metadata }: PullSecretRow, failed: string): 'before' | 'after' {
  // Times of the API server all have the same form, so that they compare as text.
  return failed !== '' && (metadata.creationTimestamp ?? '') > failed ? 'after' : 'before'
}

/** What imports of a project look into. */
export function importable(rows: readonly PullSecretRow[]): PullSecretRow[] {
  return rows.filter(({ excluded }) => !excluded)
}

/** With what a project imports from a registry. */
export interface ProjectCredentials {
  namespace: string
  /** Image streams that import from there. */
  streams: number
  failing: boolean
  /** Its own credentials; without them the cluster's are tried. */
  own?: { secret: string; account: RegistryAccount }
}

/** With what each project that imports from a registry, or has credentials for it, signs in there; and those that are asked for by name. */
export function projectCredentials(
  host: string,
  streams: readonly StreamImports[],
  secrets: readonly PullSecretRow[],
  { always = [] }: { always?: readonly string[] } = {},
): ProjectCredentials[] {
  const bySpace = Map.groupBy(importable(secrets), ({ metadata }) => metadata.namespace ?? '')
  const isThere = ({ scope }: { scope: string }) => scope === host
  const importing = new Map<string, { streams: number; failing: boolean }>()
  // Pods of projects that import nothing may pull from there too.
  const covering = [...bySpace].filter(([, rows]) => rows.some(({ registries }) => registries.some(isThere)))
  for (const namespace of [...always, ...covering.map(([project]) => project)])
    importing.set(namespace, { streams: 0, failing: false })
  for (const { metadata, imports } of streams) {
    const there = imports.filter((tag) => tag.host === host && tag.kind !== 'once')
    if (there.length === 0) continue
    const { namespace = '' } = metadata
    const known = importing.get(namespace) ?? { streams: 0, failing: false }
    const failing = there.some(({ failure }) => failure && byCredentials.has(failure.cause))
    importing.set(namespace, { streams: known.streams + 1, failing: known.failing || failing })
  }
  return [...importing]
    .map(([namespace, use]) => {
      const own = credentialsFor(bySpace.get(namespace) ?? [], `${host}/any`).find(
        ({ scope }) => hostOfScope(scope) === scope,
      )
      const names = own && { secret: own.row.metadata.name, account: own.account }
      return { namespace, ...use, ...(names && { own: names }) }
    })
    .toSorted((a, b) => (a.namespace < b.namespace ? -1 : 1))
}

/** Image streams of a project that import with a secret, and would without it have no credentials there or others. */
export interface LosingStreams {
  host: string
  streams: readonly string[]
  /** What is used instead. */
  instead?: string
}

/** What the imports of a project lose with a secret. */
export function lostImports(
  secret: PullSecretRow,
  streams: readonly StreamImports[],
  secrets: readonly PullSecretRow[],
): LosingStreams[] {
  const { namespace } = secret.metadata
  const own = importable(secrets.filter(({ metadata }) => metadata.namespace === namespace))
  const rest = own.filter(({ metadata }) => metadata.name !== secret.metadata.name)
  const found = new Map<string, LosingStreams & { streams: string[] }>()
  for (const { metadata, imports } of streams) {
    if (metadata.namespace !== namespace) continue
    for (const { host, from, kind } of imports) {
      // Most imports are from elsewhere: those of thousands of streams are not compared with every secret.
      if (kind === 'once' || credentialsFor([secret], from).length === 0) continue
      if (credentialsFor(own, from)[0]?.row.metadata.name !== secret.metadata.name) continue
      const known = found.get(host)
      if (known) {
        if (!known.streams.includes(metadata.name)) known.streams.push(metadata.name)
        continue
      }
      const instead = credentialsFor(rest, from)[0]?.row.metadata.name
      found.set(host, { host, streams: [metadata.name], ...(instead && { instead }) })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1))
}
