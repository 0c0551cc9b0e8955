import { importSourceSteps, type ImportSource, type StreamImports } from '../../../k8s/resources/importSource.ts'
import type { Steps } from '../../../lib/inSlices.ts'
import { clauses } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { sourceCredentials, type SecretFacts, type SourceCredentials } from './sourceCredentials.ts'
import { sourceMirrors, sourcePolicy, type PolicyFacts, type SourceMirror, type SourcePolicy } from './sourcePolicy.ts'

/** A registry with all that is known of it. */
export interface SourceRow extends ImportSource {
  credentials: SourceCredentials
  policy: SourcePolicy
  /** Undefined when mirror sets cannot be read. */
  mirrors: readonly SourceMirror[] | undefined
}

export interface SourceFacts {
  secrets: SecretFacts
  global: SecretFacts
  policy: PolicyFacts
}

/** The registries that streams import from, with their credentials, policy and mirrors: in steps, for thousands of streams. */
export function* sourceRowSteps(streams: readonly StreamImports[], facts: SourceFacts): Steps<SourceRow[]> {
  const { secrets, global, policy } = facts
  const rows: SourceRow[] = []
  for (const source of yield* importSourceSteps(streams)) {
    const credentials = sourceCredentials(source, secrets, global)
    yield
    rows.push({
      ...source,
      credentials,
      policy: sourcePolicy(source, policy),
      mirrors: sourceMirrors(source, policy),
    })
    yield
  }
  return rows
}

/** How a registry is called in sentences and cells. */
export function sourceName({ host }: Pick<ImportSource, 'host'>): string {
  return host === '' ? t('Not a pull spec') : host
}

export function lacksCredentials({ credentials: { summary } }: SourceRow): boolean {
  return summary.kind === 'missing' || summary.kind === 'refused'
}

export function isNotAllowed({ policy }: SourceRow): boolean {
  return policy.kind === 'blocked' || policy.kind === 'notForImport'
}

const namesShown = 2

/** How all registries are, in one sentence. */
export function sourcesAnswer(rows: readonly SourceRow[]): string {
  if (rows.length === 0) return t('No image stream imports from another registry.')
  const imports = importsAnswer(rows)
  const worst = rows.toSorted((a, b) => b.failing - a.failing)
  const lacking = worst.flatMap((row) => {
    const { summary } = row.credentials
    if (summary.kind !== 'missing' && summary.kind !== 'refused') return []
    const words = { registry: sourceName(row), projects: named(summary.projects) }
    return summary.kind === 'missing'
      ? t('{{registry}} lacks credentials in {{projects}}', words)
      : t('{{registry}} refuses the credentials of {{projects}}', words)
  })
  const refused = worst.flatMap((row) => {
    if (row.policy.kind === 'blocked') return t('{{registry}} is blocked by policy', { registry: sourceName(row) })
    if (row.policy.kind !== 'notForImport' || row.policy.insecureOnly) return []
    return t('{{registry}} is not allowed for imports', { registry: sourceName(row) })
  })
  return clauses([imports, ...lacking.slice(0, namesShown), ...refused.slice(0, namesShown)]) + t('.')
}

function importsAnswer(rows: readonly SourceRow[]): string {
  const count = rows.length
  const failing = rows.filter((row) => row.failing > 0).length
  if (failing === 0) return t('All imports work, from {{count}} registries', { count })
  if (failing === 1) return t('One of {{count}} registries has failing imports', { count })
  return t('{{failing}} of {{count}} registries have failing imports', { failing, count })
}

function named(projects: readonly string[]): string {
  const shown = projects.slice(0, namesShown)
  const more = projects.length - shown.length
  return more > 0
    ? t('{{names}} and {{count}} more projects', { names: shown.join(', '), count: more })
    : shown.join(t(' and '))
}
