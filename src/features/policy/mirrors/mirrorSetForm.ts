import {
  hasSourcePolicy,
  mirrorSetKinds,
  type MirrorEntry,
  type MirrorRule,
  type MirrorSetKind,
  type MirrorSetObject,
  type MirrorSourcePolicy,
} from '../../../k8s/resources/mirrorSet.ts'
import { secretNameProblem } from '../../../lib/metadataNames.ts'
import { comparedName, scopeProblem } from '../../../lib/registryScope.ts'
import { t } from '../../../lib/t.ts'
import type { Problems } from '../../../ui/fields.tsx'

/** An entry as it is typed. */
export interface EntryForm {
  /** Tells entries apart while they move. */
  id: number
  source: string
  mirrors: readonly string[]
  policy: MirrorSourcePolicy | ''
  /** What the cluster has, with fields that nobody here knows. */
  known?: MirrorEntry | undefined
}

// Above the places of entries that a set has.
let lastId = 1_000_000

/** An entry to be filled in. */
export function newEntry(source = ''): EntryForm {
  return { id: ++lastId, source, mirrors: [''], policy: '' }
}

/** The entries of a set in a form. */
export function entriesOf(kind: MirrorSetKind, { spec }: MirrorSetObject): EntryForm[] {
  const entries = spec?.[mirrorSetKinds[kind].field] ?? []
  return entries.map((known, id) => ({
    id,
    source: known.source,
    mirrors: known.mirrors ?? [],
    policy: known.mirrorSourcePolicy ?? '',
    known,
  }))
}

const filled = (mirrors: readonly string[]) => mirrors.map((mirror) => mirror.trim()).filter((mirror) => mirror !== '')

/** What the form says, as far as it is filled in. */
export function rulesOfForm(kind: MirrorSetKind, entries: readonly EntryForm[]): MirrorRule[] {
  return entries.flatMap(({ source, mirrors, policy }) => {
    if (source.trim() === '') return []
    const own = hasSourcePolicy(kind) && policy !== '' ? { mirrorSourcePolicy: policy } : {}
    return [{ source: source.trim(), mirrors: filled(mirrors), ...own }]
  })
}

/** The spec that the form describes. Fields that nobody here knows are kept. */
export function specOfForm(kind: MirrorSetKind, entries: readonly EntryForm[]): NonNullable<MirrorSetObject['spec']> {
  const withPolicy = hasSourcePolicy(kind)
  return {
    [mirrorSetKinds[kind].field]: entries.map(({ source, mirrors, policy, known }) => {
      const { mirrorSourcePolicy: _policy, ...rest } = known ?? { source }
      return {
        ...rest,
        source: source.trim(),
        mirrors: filled(mirrors),
        ...(withPolicy && policy !== '' && { mirrorSourcePolicy: policy }),
      }
    }),
  }
}

/** What keeps a set from being saved, by field: `name`, `entries`, `entries.0.source`, `entries.0.mirrors`, `entries.0.mirrors.1`. */
export function mirrorSetProblems(
  kind: MirrorSetKind,
  name: string | undefined,
  entries: readonly EntryForm[],
): Problems {
  const found: Record<string, string | undefined> = {
    ...(name !== undefined && { name: secretNameProblem(name.trim()) }),
    entries: entries.length === 0 ? t('Add an entry: without one the set does nothing.') : undefined,
  }
  for (const [index, entry] of entries.entries()) {
    const source = entry.source.trim()
    found[`entries.${index}.source`] =
      scopeProblem(source) ??
      (hasSourcePolicy(kind) && contradicts(entry, entries.slice(0, index))
        ? t('An entry above has this source with another policy: nodes take neither.')
        : undefined)
    Object.assign(found, mirrorProblems(kind, entry, index))
  }
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined))
}

function contradicts(entry: EntryForm, others: readonly EntryForm[]): boolean {
  const policyOf = ({ policy }: EntryForm) => policy || 'AllowContactingSource'
  return others.some((other) => other.source.trim() === entry.source.trim() && policyOf(other) !== policyOf(entry))
}

function mirrorProblems(kind: MirrorSetKind, { source, mirrors, policy }: EntryForm, index: number): Problems {
  const found: Record<string, string | undefined> = {}
  const trimmed = mirrors.map((mirror) => mirror.trim())
  const others = trimmed.filter((mirror) => mirror !== '' && mirror !== source.trim())
  if (others.length === 0) {
    found[`entries.${index}.mirrors`] = trimmed.some((mirror) => mirror !== '')
      ? t('Add a mirror besides the source itself: without one the entry counts for nothing.')
      : t('Add a mirror: without one the entry counts for nothing.')
  }
  for (const [place, mirror] of trimmed.entries()) {
    if (mirror === '') continue
    found[`entries.${index}.mirrors.${place}`] =
      locationProblem(mirror) ??
      (trimmed.indexOf(mirror) < place
        ? t('This mirror stands above already.')
        : hasSourcePolicy(kind) && policy === 'NeverContactSource' && mirror === source.trim()
          ? t('The source is never to be contacted: it cannot be its own mirror.')
          : undefined)
  }
  return found
}

/** What is wrong with a mirror by itself. */
export function locationProblem(mirror: string): string | undefined {
  const problem = scopeProblem(mirror, 'location')
  if (problem !== undefined || comparedName(`${mirror}/a/b`).startsWith(mirror)) return problem
  return t('Write the host with a dot or a port: nodes take the first word for a part of a name.')
}

/** Which field the server complains about: `spec.imageDigestMirrors[0].mirrors[1]`. */
export function fieldOfCause({ field }: { field: string }): string | undefined {
  if (field === 'metadata.name') return 'name'
  const [, index, rest = ''] = /^spec\.\w+\[(\d+)\]\.(.*)$/.exec(field) ?? []
  if (index === undefined) return undefined
  const [, mirror] = /^mirrors\[(\d+)\]/.exec(rest) ?? []
  if (mirror !== undefined) return `entries.${index}.mirrors.${mirror}`
  if (rest.startsWith('mirrors')) return `entries.${index}.mirrors`
  return rest === 'mirrorSourcePolicy' ? `entries.${index}.policy` : `entries.${index}.source`
}
