import { compareScopes, hostOfScope, scopeName } from '../../../lib/registryHost.ts'
import { isUnreadable, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import type { ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'

/** A scope that other secrets of the project have credentials for, or for a part of it, or for more. */
export interface Overlap {
  scope: string
  /** The others, in the order in which they are tried; no more of them than anybody reads. */
  others: readonly { secret: string; scope: string }[]
  /** How many others there are that are not among those. */
  more?: number
  /** Whether one of them has just the same scope. */
  same: boolean
  /** Whose credentials imports take for the scope. */
  importsTake?: string
}

/** A pull secret with who uses it. */
export interface PullSecretTableRow {
  key: string
  namespace: string
  name: string
  secret: PullSecretRow
  /** Names of the registries as people know them. */
  registries: readonly string[]
  /** Service accounts that pull with it. */
  pull: readonly string[]
  /** Service accounts that may mount it. */
  mount: readonly string[]
  overlaps: readonly Overlap[]
  /** Tells that the row has to be shown anew. */
  version: string
}

/** A service account that names a secret that is not there. */
export interface DanglingLink {
  namespace: string
  account: string
  secret: string
}

export interface PullSecretTable {
  rows: readonly PullSecretTableRow[]
  dangling: readonly DanglingLink[]
}

interface Uses {
  pull: string[]
  mount: string[]
}

const noUses: Uses = { pull: [], mount: [] }
const keyOf = (namespace: string, name: string) => `${namespace}/${name}`

/** Pull secrets with the service accounts that name them, and with those that cover the same. */
export function pullSecretTable(
  secrets: readonly PullSecretRow[],
  accounts: readonly ServiceAccountRow[],
): PullSecretTable {
  const uses = usesOf(accounts)
  const hosts = byHost(secrets)
  const known = new Set<string>()
  const rows = secrets.map((secret) => {
    const { namespace = '', name, resourceVersion = '' } = secret.metadata
    const key = keyOf(namespace, name)
    known.add(key)
    const { pull, mount } = uses.get(key) ?? noUses
    const overlaps = overlapsOf(secret, hosts)
    const version = `${resourceVersion} ${pull.join()} ${mount.join()} ${overlaps.map(overlapText).join()}`
    const registries = [...new Set(secret.registries.map(({ scope }) => scopeName(scope)))].toSorted()
    return { key, namespace, name, secret, registries, pull, mount, overlaps, version }
  })
  return { rows, dangling: danglingOf(accounts, known) }
}

const overlapText = ({ scope, others, importsTake }: Overlap) =>
  `${scope} ${others.map((other) => `${other.secret} ${other.scope}`).join()} ${importsTake ?? ''}`

function usesOf(accounts: readonly ServiceAccountRow[]): Map<string, Uses> {
  const uses = new Map<string, Uses>()
  const add = (key: string, list: keyof Uses, account: string) => {
    let found = uses.get(key)
    if (!found) uses.set(key, (found = { pull: [], mount: [] }))
    found[list].push(account)
  }
  for (const { metadata, pull, mount } of accounts) {
    const { namespace = '', name } = metadata
    for (const secret of pull) add(keyOf(namespace, secret), 'pull', name)
    for (const secret of mount) add(keyOf(namespace, secret), 'mount', name)
  }
  return uses
}

/** What secrets of a project have the same scope, and whose credentials imports take. */
interface SameScope {
  secrets: PullSecretRow[]
  importsTake?: string
}

/** What the secrets of a project cover of one host, by scope in the order in which they are tried. */
interface HostCovering {
  byScope: Map<string, SameScope>
  count: number
}

const othersKept = 20
const overlapsKept = 50
const noOverlaps: readonly Overlap[] = []

/** What the secrets of each project cover of each host; generated ones are for the cluster's own registry. */
function byHost(secrets: readonly PullSecretRow[]): Map<string, HostCovering> {
  const hosts = new Map<string, HostCovering>()
  for (const secret of secrets) {
    if (secret.generatedFor) continue
    for (const scope of scopesOf(secret)) {
      const key = keyOf(secret.metadata.namespace ?? '', hostOfScope(scope))
      let found = hosts.get(key)
      if (!found) hosts.set(key, (found = { byScope: new Map(), count: 0 }))
      found.count++
      let same = found.byScope.get(scope)
      if (!same) found.byScope.set(scope, (same = { secrets: [] }))
      same.secrets.push(secret)
      const { name } = secret.metadata
      if (!secret.excluded && !(same.importsTake !== undefined && same.importsTake < name)) same.importsTake = name
    }
  }
  for (const host of hosts.values()) {
    host.byScope = new Map([...host.byScope].toSorted(([a], [b]) => compareScopes(a, b)))
    for (const same of host.byScope.values()) same.secrets.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  }
  return hosts
}

const scopesOf = ({ registries }: PullSecretRow) => new Set(registries.map(({ scope }) => scope))

function overlapsOf(secret: PullSecretRow, hosts: ReadonlyMap<string, HostCovering>): readonly Overlap[] {
  if (secret.generatedFor) return noOverlaps
  const overlaps: Overlap[] = []
  const own = scopesOf(secret)
  const ownOf = Map.groupBy(own, hostOfScope)
  for (const scope of own) {
    // Of a secret with thousands of registries nobody reads more.
    if (overlaps.length === overlapsKept) break
    const host = hosts.get(keyOf(secret.metadata.namespace ?? '', hostOfScope(scope)))
    const same = host?.byScope.get(scope)
    const ownCount = ownOf.get(hostOfScope(scope))?.length ?? 0
    if (!host || !same || host.count === ownCount) continue
    const others = othersOf(secret, scope, host)
    const more = host.count - ownCount - others.length
    const { importsTake } = same
    overlaps.push({
      scope,
      others,
      ...(more > 0 && { more }),
      same: same.secrets.length > 1,
      ...(importsTake !== undefined && { importsTake }),
    })
  }
  return overlaps.length > 0 ? overlaps : noOverlaps
}

/** The others of a host: so many with the same scope, and so many with others. All of a thousand would be a million names. */
function othersOf(secret: PullSecretRow, scope: string, { byScope }: HostCovering): Overlap['others'] {
  const left = { equal: othersKept, near: othersKept }
  const others: { secret: string; scope: string }[] = []
  for (const [each, { secrets }] of byScope) {
    const kind = each === scope ? 'equal' : 'near'
    for (const other of secrets) {
      if (left[kind] === 0) break
      if (other === secret) continue
      left[kind]--
      others.push({ secret: other.metadata.name, scope: each })
    }
  }
  return others
}

function danglingOf(accounts: readonly ServiceAccountRow[], known: ReadonlySet<string>): DanglingLink[] {
  return accounts.flatMap(({ metadata, pull }) => {
    const { namespace = '', name: account } = metadata
    const missing = pull.filter((secret) => !known.has(keyOf(namespace, secret)))
    return missing.map((secret) => ({ namespace, account, secret }))
  })
}

/** What is worth looking at in a secret, the worst first. */
export type Standing = 'unreadable' | 'problem' | 'overlap' | 'unknown' | 'good'

/** How a secret stands. */
export function standingOf({ secret, overlaps }: Pick<PullSecretTableRow, 'secret' | 'overlaps'>): Standing {
  if (isUnreadable(secret)) return 'unreadable'
  if (secret.problem || secret.registries.some(({ problem }) => problem !== undefined && problem !== 'scheme'))
    return 'problem'
  if (overlaps.some(({ same }) => same)) return 'overlap'
  return secret.readable ? 'good' : 'unknown'
}
