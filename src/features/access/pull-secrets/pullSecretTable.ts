import { compareScopes, hostOfScope, scopeName } from '../../../lib/registryHost.ts'
import { credentialsFor, isUnreadable, type PullSecretRow } from '../../../k8s/resources/pullSecret.ts'
import type { ServiceAccountRow } from '../../../k8s/resources/serviceAccount.ts'

/** A scope that several secrets of a project have credentials for. */
export interface Overlap {
  scope: string
  /** The others, by name. */
  others: readonly string[]
  /** Whose credentials imports take: the first by name that they do not leave out. */
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
  const scopes = sharedScopes(secrets)
  const known = new Set<string>()
  const rows = secrets.map((secret) => {
    const { namespace = '', name, resourceVersion = '' } = secret.metadata
    const key = keyOf(namespace, name)
    known.add(key)
    const { pull, mount } = uses.get(key) ?? noUses
    const overlaps = secret.generatedFor ? noOverlaps : overlapsOf(secret, scopes)
    const version = `${resourceVersion} ${pull.join()} ${mount.join()} ${overlaps.map(overlapText).join()}`
    const registries = [...new Set(secret.registries.map(({ scope }) => scopeName(scope)))].toSorted()
    return { key, namespace, name, secret, registries, pull, mount, overlaps, version }
  })
  return { rows, dangling: danglingOf(accounts, known) }
}

const overlapText = ({ scope, others, importsTake }: Overlap) => `${scope} ${others.join(' ')} ${importsTake ?? ''}`

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

/** The secrets of each project that cover a scope, by name; generated ones are for the cluster's own registry. */
function sharedScopes(secrets: readonly PullSecretRow[]): Map<string, PullSecretRow[]> {
  const scopes = new Map<string, PullSecretRow[]>()
  for (const secret of secrets) {
    if (secret.generatedFor) continue
    for (const { scope } of secret.registries) {
      const key = keyOf(secret.metadata.namespace ?? '', scope)
      const found = scopes.get(key)
      if (!found) scopes.set(key, [secret])
      else if (!found.includes(secret)) found.push(secret)
    }
  }
  return scopes
}

function overlapsOf(secret: PullSecretRow, scopes: ReadonlyMap<string, PullSecretRow[]>): readonly Overlap[] {
  const { namespace = '', name } = secret.metadata
  const overlaps: Overlap[] = []
  for (const { scope } of secret.registries) {
    const sharing = scopes.get(keyOf(namespace, scope)) ?? []
    if (sharing.length < 2 || overlaps.some((overlap) => overlap.scope === scope)) continue
    const others = sharing.map(({ metadata }) => metadata.name).filter((other) => other !== name)
    const importsTake = credentialsFor(
      sharing.filter(({ excluded }) => !excluded),
      scope,
    ).find((match) => match.scope === scope)
    overlaps.push({
      scope,
      others: others.toSorted(),
      ...(importsTake && { importsTake: importsTake.row.metadata.name }),
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
  if (overlaps.length > 0) return 'overlap'
  return secret.readable ? 'good' : 'unknown'
}

/** Whether nothing uses a secret: no service account names it, and imports leave it out. */
export function isUnused({ secret, pull, mount }: Pick<PullSecretTableRow, 'secret' | 'pull' | 'mount'>): boolean {
  return secret.readable && secret.excluded && pull.length === 0 && mount.length === 0
}

/** The other secrets of a project that hold credentials for a part of a scope, or for more than it: who is asked first. */
export function neighboursOf(row: PullSecretTableRow, rows: readonly PullSecretTableRow[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { scope } of row.secret.registries) {
    const host = hostOfScope(scope)
    const near = rows.flatMap((other) => {
      if (other === row || other.namespace !== row.namespace || other.secret.generatedFor) return []
      const scopes = other.secret.registries.map((registry) => registry.scope)
      return scopes.filter((each) => each !== scope && hostOfScope(each) === host)
    })
    if (near.length > 0) found.set(scope, [...new Set(near)].toSorted(compareScopes))
  }
  return found
}
