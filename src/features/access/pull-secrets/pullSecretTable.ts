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
const noOverlaps: readonly Overlap[] = []
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

interface Covering {
  secret: PullSecretRow
  scope: string
}

/** What the secrets of a project cover of one host, in the order in which it is tried. */
interface HostCovering {
  all: Covering[]
  /** By scope: how many secrets have it, and whose credentials imports take. */
  byScope: Map<string, { secrets: Set<PullSecretRow>; importsTake?: string }>
}

const othersKept = 20

/** What the secrets of each project cover of each host; generated ones are for the cluster's own registry. */
function byHost(secrets: readonly PullSecretRow[]): Map<string, HostCovering> {
  const hosts = new Map<string, HostCovering>()
  for (const secret of secrets) {
    if (secret.generatedFor) continue
    for (const { scope } of secret.registries) {
      const key = keyOf(secret.metadata.namespace ?? '', hostOfScope(scope))
      let found = hosts.get(key)
      if (!found) hosts.set(key, (found = { all: [], byScope: new Map() }))
      found.all.push({ secret, scope })
      let same = found.byScope.get(scope)
      if (!same) found.byScope.set(scope, (same = { secrets: new Set() }))
      same.secrets.add(secret)
      const { name } = secret.metadata
      if (!secret.excluded && !(same.importsTake !== undefined && same.importsTake < name)) same.importsTake = name
    }
  }
  for (const { all } of hosts.values()) all.sort(compareCoverings)
  return hosts
}

const compareCoverings = (a: Covering, b: Covering) =>
  compareScopes(a.scope, b.scope) || (a.secret.metadata.name < b.secret.metadata.name ? -1 : 1)

function overlapsOf(secret: PullSecretRow, hosts: ReadonlyMap<string, HostCovering>): readonly Overlap[] {
  if (secret.generatedFor) return noOverlaps
  const { namespace = '' } = secret.metadata
  const overlaps: Overlap[] = []
  for (const { scope } of secret.registries) {
    const covering = hosts.get(keyOf(namespace, hostOfScope(scope)))
    const same = covering?.byScope.get(scope)
    if (!covering || !same || overlaps.some((overlap) => overlap.scope === scope)) continue
    const others: Overlap['others'][number][] = []
    // All of a thousand secrets for one host would be a million names.
    const left = { equal: othersKept, near: othersKept }
    for (const other of covering.all) {
      const kind = other.scope === scope ? 'equal' : 'near'
      if (other.secret !== secret && left[kind]-- > 0)
        others.push({ secret: other.secret.metadata.name, scope: other.scope })
    }
    if (others.length === 0) continue
    const own = secret.registries.filter((registry) => hostOfScope(registry.scope) === hostOfScope(scope)).length
    const more = covering.all.length - own - others.length
    const { importsTake } = same
    overlaps.push({
      scope,
      others,
      ...(more > 0 && { more }),
      same: same.secrets.size > 1,
      ...(importsTake !== undefined && { importsTake }),
    })
  }
  return overlaps.length > 0 ? overlaps : noOverlaps
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
