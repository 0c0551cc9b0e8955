import type { ApiError } from '../../k8s/ApiError.ts'
import { conditionOf, type Condition, type RegistryConfig } from '../../k8s/resources/registryConfig.ts'
import { isUnset } from '../../k8s/resources/registryConfigFields.ts'
import { withoutPassword } from '../../k8s/resources/proxyProblems.ts'
import { isSame } from '../../lib/differences.ts'
import { exactJson } from '../../lib/exactJson.ts'
import { parseGoDuration } from '../../lib/goDuration.ts'
import { parseQuantity } from '../../lib/quantity.ts'
import { t } from '../../lib/t.ts'
import type { ConfigChange } from './configChange.ts'

/** A field that is not, or no more, as it was saved. Values as text, secrets left out. */
export interface OverwrittenField {
  path: string
  asked: string
  now: string
}

/** What became of a change. */
export type ConfigOutcome =
  /** The operator has not looked at it. `silent`: for longer than it normally takes. */
  | { kind: 'waiting'; silent: boolean }
  /** The Config was deleted, or is another one. */
  | { kind: 'gone' }
  | { kind: 'overwritten'; fields: OverwrittenField[] }
  | { kind: 'failed'; condition: Condition }
  /** The operator is about it: pods come and go. */
  | { kind: 'applying'; condition: Condition }
  /** The operator leaves the registry alone. */
  | { kind: 'unmanaged' }
  /** `filled`: fields that were left to the operator, and that it has set. */
  | { kind: 'done'; filled: string[] }

/** How long the operator may take to look at a change before that is worth a word, in ms. */
export const silentMs = 30_000

/** What became of a change by the Config as it is now. */
export function outcomeOf(
  change: ConfigChange,
  config: RegistryConfig | undefined,
  error: ApiError | undefined,
  now: number,
): ConfigOutcome {
  const { saved } = change
  if (error?.code === 404 || (config && config.metadata.uid !== saved.metadata.uid)) return { kind: 'gone' }
  const latest = config ?? saved
  const fields = fieldsOf(change, latest)
  if (fields.overwritten.length > 0) return { kind: 'overwritten', fields: fields.overwritten }
  // Its own writing, and that of others, makes further generations: this change is in all of them.
  if (!isTaken(saved, latest)) return { kind: 'waiting', silent: now - change.at > silentMs }
  if (latest.spec?.managementState === 'Unmanaged') return { kind: 'unmanaged' }
  const [degraded, progressing] = [conditionOf(latest, 'Degraded'), conditionOf(latest, 'Progressing')]
  if (progressing?.reason === 'Error') return { kind: 'failed', condition: progressing }
  if (degraded?.status === 'True') return { kind: 'failed', condition: degraded }
  if (progressing?.status === 'True') return { kind: 'applying', condition: progressing }
  return { kind: 'done', filled: fields.filled }
}

const isTaken = ({ metadata }: RegistryConfig, { status }: RegistryConfig) =>
  metadata.generation === undefined || (status?.observedGeneration ?? -1) >= metadata.generation

type Leaf = [path: readonly string[], asked: unknown]

/** The values of a patch with their paths, step by step: keys of labels have dots. An object without any is a value itself. */
function leavesOf(patch: unknown, path: readonly string[] = []): Leaf[] {
  if (!isFields(patch) || Object.keys(patch).length === 0) return [[path, patch]]
  return Object.entries(patch).flatMap(([key, value]) => leavesOf(value, [...path, key]))
}

const at = (object: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined), object)

function fieldsOf({ patch, before }: ConfigChange, latest: RegistryConfig) {
  const overwritten: OverwrittenField[] = []
  const filled: string[] = []
  for (const [steps, asked] of leavesOf(patch['spec'] ?? {})) {
    if (steps.length === 0) continue
    const path = steps.join('.')
    const [was, is] = [at(before.spec, steps), at(latest.spec, steps)]
    if (isAsAsked(asked, is, steps)) continue
    // What was left to the operator it fills in; only what was there before tells that it put its own copy back.
    if (isUnset(asked) && !isUnset(is) && !isSame(was, is)) filled.push(path)
    else if (isEmptyObject(asked) && is !== undefined && is !== null) continue
    else overwritten.push({ path, asked: textOf(path, asked), now: textOf(path, is) })
  }
  return { overwritten, filled }
}

/**
 * Whether a value says what was asked for. The operator writes its copy of the settings as Go does: 60s becomes 1m0s, 1024Mi
 * becomes 1Gi, and what is false, 0 or empty is left out.
 */
function isAsAsked(asked: unknown, is: unknown, [top]: readonly string[]): boolean {
  if (isSame(asked, is)) return true
  // The type of a storage that has no settings is said by its presence.
  if (isNothing(asked) && isNothing(is)) return !isEmptyObject(asked)
  if (top === 'resources') return isQuantity(asked) && isQuantity(is) && amountOf(asked) === amountOf(is)
  return typeof asked === 'string' && typeof is === 'string' && isSameDuration(asked, is)
}

const isNothing = (value: unknown) => isUnset(value) || value === false || value === 0 || value === '0s'
const isQuantity = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
const amountOf = (quantity: string | number) => parseQuantity(String(quantity))

function isSameDuration(a: string, b: string): boolean {
  const [first, second] = [parseGoDuration(a), parseGoDuration(b)]
  return 'nanoseconds' in first && 'nanoseconds' in second && first.nanoseconds === second.nanoseconds
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmptyObject = (value: unknown) => isFields(value) && Object.keys(value).length === 0

function textOf(path: string, value: unknown): string {
  if (isUnset(value)) return isEmptyObject(value) ? '{}' : t('not set')
  if (path === 'httpSecret') return t('set, not shown')
  return typeof value === 'string' ? withoutPassword(value) : exactJson(value)
}
