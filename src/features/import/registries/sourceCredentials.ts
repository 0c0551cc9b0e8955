import { isCredentialFailure, reimportable, type ImportSource } from '../../../k8s/resources/importSource.ts'
import {
  credentialsFor,
  globalPullSecretName,
  isUnreadable,
  type PullSecretRow,
} from '../../../k8s/resources/pullSecret.ts'

/** Which pull secrets can be seen. */
export interface SecretFacts {
  rows: readonly PullSecretRow[]
  /** The projects whose secrets cannot be listed; `*`: none can. */
  unread: ReadonlySet<string>
  pending: boolean
}

/** Whether something has credentials for a registry: for all that is imported, for a part of it, for nothing. */
export type CredentialState = 'found' | 'partial' | 'missing' | 'unreadable' | 'hidden' | 'pending'

/** What a project has for a registry. `unreadable`: one of its secrets is broken, which fails every import of the project. */
export interface ProjectCredentials {
  namespace: string
  state: CredentialState
  /** The secrets that imports take. */
  secrets: readonly string[]
  /** How many tags fail in a way that better credentials may end. */
  failing: number
}

/** What is said of a registry as a whole. `refused`: there are credentials, and the registry takes none of them. */
export type CredentialSummary =
  | { kind: 'pending' | 'hidden' | 'none' | 'global' | 'everywhere' }
  | { kind: 'some'; projects: readonly string[] }
  | { kind: 'missing' | 'refused'; projects: readonly string[] }

export interface SourceCredentials {
  global: CredentialState
  projects: readonly ProjectCredentials[]
  summary: CredentialSummary
}

/** Registries that answer nobody without an account. */
const alwaysNeeded: ReadonlySet<string> = new Set(['registry.redhat.io', 'registry.connect.redhat.com'])

/** What an import had to go without, in the server's words. */
const hadNone = /did not have credentials to the repository/

/** Whether imports from a registry have credentials: in each project, and by the cluster's global pull secret. */
export function sourceCredentials(source: ImportSource, secrets: SecretFacts, global: SecretFacts): SourceCredentials {
  const byProject = secretsByProject(secrets)
  const refusals = refusalsOf(source)
  const repositories = onDemand(() => repositoriesOf(source))
  const projects = source.namespaces.map((namespace): ProjectCredentials => {
    const known = stateIn(byProject.get(namespace) ?? [], source.host, () => repositories().get(namespace) ?? [], {
      hidden: isHidden(secrets, namespace),
      pending: secrets.pending,
    })
    return { namespace, ...known, failing: refusals.get(namespace)?.count ?? 0 }
  })
  const globalRows = (secretsByProject(global).get(globalPullSecretName.namespace) ?? []).filter(
    ({ metadata }) => metadata.name === globalPullSecretName.name,
  )
  const all = () => [...new Set([...repositories().values()].flat())]
  const { state } = stateIn(globalRows, source.host, all, {
    hidden: isHidden(global, globalPullSecretName.namespace),
    pending: global.pending,
  })
  return { global: state, projects, summary: summaryOf(source, state, projects, refusals) }
}

const grouped = new WeakMap<SecretFacts, Map<string, PullSecretRow[]>>()

/** The secrets that imports take, by project: the same for every registry. */
function secretsByProject(facts: SecretFacts): Map<string, PullSecretRow[]> {
  let known = grouped.get(facts)
  if (!known) {
    const used = facts.rows.filter(({ excluded }) => !excluded)
    grouped.set(facts, (known = Map.groupBy(used, ({ metadata }) => metadata.namespace ?? '')))
  }
  return known
}

function onDemand<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function isHidden({ unread }: SecretFacts, namespace: string): boolean {
  return unread.has('*') || unread.has(namespace)
}

function stateIn(
  rows: readonly PullSecretRow[],
  host: string,
  repositories: () => readonly string[],
  { hidden, pending }: { hidden: boolean; pending: boolean },
): Pick<ProjectCredentials, 'state' | 'secrets'> {
  const broken = rows.filter(isUnreadable).map(({ metadata }) => metadata.name)
  if (broken.length > 0) return { state: 'unreadable', secrets: broken }
  // Most secrets are for other registries: thousands of pull specs are compared only with those that may be for this one.
  const near = rows.filter(({ registries }) => registries.some(({ scope }) => mayCover(scope, host)))
  const asked = near.length === 0 ? [] : repositories()
  // Without paths one answer is that of all.
  const isWhole = near.every(({ registries }) => registries.every(({ scope }) => !scope.includes('/')))
  const found = (isWhole ? asked.slice(0, 1) : asked).map((repository) => credentialsFor(near, repository)[0])
  const names = found.flatMap((credentials) => credentials?.row.metadata.name ?? [])
  if (names.length > 0)
    return { state: names.length === found.length ? 'found' : 'partial', secrets: [...new Set(names)] }
  // What the cluster makes is for its own registry; of others only the name may be known.
  const isUnknown = hidden || rows.some(({ readable, generatedFor }) => !readable && !generatedFor)
  return { state: pending ? 'pending' : isUnknown ? 'hidden' : 'missing', secrets: [] }
}

function mayCover(scope: string, host: string): boolean {
  // Docker Hub has several names.
  return scope.startsWith(host) || /[*?[]/.test(scope) || host === 'docker.io'
}

/** What is imported from a registry, by project. */
function repositoriesOf(source: ImportSource): Map<string, string[]> {
  const found = new Map<string, Set<string>>()
  for (const stream of source.streams) {
    let known = found.get(stream.namespace)
    if (!known) found.set(stream.namespace, (known = new Set()))
    for (const { repository } of reimportable(stream)) known.add(repository)
    if (stream.repository) known.add(stream.repository)
  }
  return new Map([...found].map(([namespace, repositories]) => [namespace, [...repositories]]))
}

interface Refusals {
  count: number
  /** That the server said that there were no credentials, or that there were wrong ones. */
  hadNone: boolean
  wrong: boolean
}

function refusalsOf(source: ImportSource): Map<string, Refusals> {
  const found = new Map<string, Refusals>()
  for (const { namespace, tags } of source.streams) {
    for (const { failure } of tags) {
      if (!failure || !isCredentialFailure(failure) || failure.cause === 'rateLimit') continue
      const known = found.get(namespace) ?? { count: 0, hadNone: false, wrong: false }
      found.set(namespace, {
        count: known.count + 1,
        hadNone: known.hadNone || hadNone.test(failure.message),
        wrong: known.wrong || failure.cause === 'wrongCredentials',
      })
    }
  }
  return found
}

function summaryOf(
  source: ImportSource,
  global: CredentialState,
  projects: readonly ProjectCredentials[],
  refusals: ReadonlyMap<string, Refusals>,
): CredentialSummary {
  const names = (chosen: readonly ProjectCredentials[]) => chosen.map(({ namespace }) => namespace)
  const needs = (project: ProjectCredentials) => alwaysNeeded.has(source.host) || project.failing > 0
  // What the server said of an import is known, whatever may be read. Secrets that were made since count more.
  const missing = projects.filter(
    (project) =>
      needs(project) &&
      global !== 'found' &&
      (project.state === 'missing' || project.state === 'hidden' || project.state === 'partial') &&
      ((project.state === 'missing' && global === 'missing') || refusals.get(project.namespace)?.hadNone === true),
  )
  if (missing.length > 0) return { kind: 'missing', projects: names(missing) }
  const refused = projects.filter(
    ({ namespace, state, failing }) =>
      failing > 0 && (state === 'found' || global === 'found' || refusals.get(namespace)?.wrong === true),
  )
  if (refused.length > 0) return { kind: 'refused', projects: names(refused) }
  if (global === 'found') return { kind: 'global' }
  const found = projects.filter(({ state }) => state === 'found' || state === 'partial')
  if (found.length > 0 && found.length === projects.length) return { kind: 'everywhere' }
  if (found.length > 0) return { kind: 'some', projects: names(found) }
  if (global === 'pending' || projects.some(({ state }) => state === 'pending')) return { kind: 'pending' }
  if (global === 'hidden' || projects.some(({ state }) => state === 'hidden')) return { kind: 'hidden' }
  return { kind: 'none' }
}
