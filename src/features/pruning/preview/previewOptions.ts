import { formatGoDuration, parseGoDuration } from '../../../lib/goDuration.ts'
import { t } from '../../../lib/t.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'

/** What the address says about a preview. Each is absent where it is as the pruner is set. */
export const settingKeys = ['revisions', 'age', 'size-limit', 'all', 'registry', 'ignore-invalid', 'project'] as const
export type SettingKey = (typeof settingKeys)[number]

/** How the pruner is set, with its age as it is written there. */
export interface PresentOptions {
  options: PruneOptions
  age: string
}

/** The options that the address asks for. */
export interface WantedOptions {
  /** The texts of the two fields; empty where the size limit leaves no room for them. */
  revisions: string
  age: string
  sizeLimit: boolean
  all: boolean
  registry: boolean
  ignoreInvalid: boolean
  /** Empty for all. */
  project: string
  problems: { revisions?: string; age?: string }
  /** Undefined while a field cannot be read. */
  options?: PruneOptions
}

/** The options that the address asks for, over how the pruner is set. */
export function wantedOptions(params: URLSearchParams, present: PresentOptions): WantedOptions {
  const { options } = present
  const sizeLimit = flag(params, 'size-limit', options.overSizeLimit === true)
  const revisions = sizeLimit ? '' : (params.get('revisions') ?? String(options.keepTagRevisions ?? ''))
  const age = sizeLimit ? '' : (params.get('age') ?? present.age)
  const project = params.get('project') ?? ''
  const wanted = {
    revisions,
    age,
    sizeLimit,
    all: flag(params, 'all', options.all),
    registry: flag(params, 'registry', options.pruneRegistry),
    ignoreInvalid: flag(params, 'ignore-invalid', options.ignoreInvalidRefs),
    project,
  }
  const shared = {
    all: wanted.all,
    pruneRegistry: wanted.registry,
    ignoreInvalidRefs: wanted.ignoreInvalid,
    ...(project && { namespace: project }),
  }
  if (sizeLimit) {
    const bySize = { ...shared, overSizeLimit: true, keepYoungerThan: undefined, keepTagRevisions: undefined }
    return { ...wanted, problems: {}, options: bySize }
  }
  const count = parseRevisions(revisions)
  const duration = parseAge(age)
  if ('problem' in count || 'problem' in duration) {
    const problems = {
      ...('problem' in count && { revisions: count.problem }),
      ...('problem' in duration && { age: duration.problem }),
    }
    return { ...wanted, problems }
  }
  const kept = { keepYoungerThan: duration.nanoseconds, keepTagRevisions: count.revisions }
  return { ...wanted, problems: {}, options: { ...shared, ...kept, overSizeLimit: undefined } }
}

function flag(params: URLSearchParams, key: SettingKey, present: boolean): boolean {
  const value = params.get(key)
  return value === 'true' || value === 'false' ? value === 'true' : present
}

function parseRevisions(text: string): { revisions: number } | { problem: string } {
  const trimmed = text.trim()
  if (/^-\d+$/.test(trimmed)) return { problem: t('The pruner refuses numbers below 0.') }
  const revisions = Number(trimmed)
  if (!/^\d+$/.test(trimmed) || !Number.isSafeInteger(revisions))
    return { problem: t('Give a whole number, such as 3.') }
  return { revisions }
}

function parseAge(text: string): { nanoseconds: bigint } | { problem: string } {
  const parsed = parseGoDuration(text.trim())
  if ('error' in parsed) return { problem: t('{{error}}. Durations are written as 60m, 72h or 1h30m.', parsed) }
  if (parsed.nanoseconds < 0n) return { problem: t('The pruner refuses ages below 0.') }
  return parsed
}

/** The address with another setting; what is as the pruner is set is left out. Tables begin at their first page. */
export function withSettings(
  params: URLSearchParams,
  change: Partial<Record<SettingKey, string>>,
  present: PresentOptions,
): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('page')
  const asPresent = settingsOf(present.options, present)
  for (const key of settingKeys) {
    const value = change[key]
    if (value === undefined) continue
    if (value === asPresent[key]) next.delete(key)
    else next.set(key, value)
  }
  return next
}

/** The address of the preview with the pruner's own settings. */
export function withoutSettings(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const key of [...settingKeys, 'page']) next.delete(key)
  return next
}

/** An age as an address has it: in the pruner's own writing where it is the same. */
export function writtenAge(age: bigint, { options, age: written }: PresentOptions): string {
  return age === options.keepYoungerThan ? written : shortDuration(age)
}

/** Options as an address has them. */
export function settingsOf(options: PruneOptions, present: PresentOptions): Record<SettingKey, string> {
  const { keepYoungerThan } = options
  return {
    revisions: String(options.keepTagRevisions ?? ''),
    age: keepYoungerThan === undefined ? '' : writtenAge(keepYoungerThan, present),
    'size-limit': String(options.overSizeLimit === true),
    all: String(options.all),
    registry: String(options.pruneRegistry),
    'ignore-invalid': String(options.ignoreInvalidRefs),
    project: options.namespace ?? '',
  }
}

/** Only what tells the options of two previews apart, as a text: the same for the same options. */
export function optionsKey({ namespace, ...options }: PruneOptions): string {
  const { keepYoungerThan, keepTagRevisions, overSizeLimit, all, pruneRegistry, ignoreInvalidRefs } = options
  const parts = [keepYoungerThan, keepTagRevisions, overSizeLimit === true, all, pruneRegistry, ignoreInvalidRefs]
  return [...parts.map(String), namespace ?? ''].join(' ')
}

/** Options that differ from the pruner's: those that can be set there, and those that it has no setting for. */
export function changedOptions(
  options: PruneOptions,
  { options: present }: PresentOptions,
): { settable: boolean; foreign: boolean } {
  const settable =
    options.keepTagRevisions !== present.keepTagRevisions ||
    options.keepYoungerThan !== present.keepYoungerThan ||
    options.ignoreInvalidRefs !== present.ignoreInvalidRefs
  const foreign =
    options.overSizeLimit === true ||
    options.all !== present.all ||
    options.pruneRegistry !== present.pruneRegistry ||
    options.namespace !== undefined
  return { settable: settable && options.overSizeLimit !== true, foreign }
}

/** A duration as people write it: "72h" for Go's "72h0m0s". */
export function shortDuration(nanoseconds: bigint): string {
  return formatGoDuration(nanoseconds)
    .replace(/(?<=[hm])0s$/, '')
    .replace(/(?<=h)0m$/, '')
}
