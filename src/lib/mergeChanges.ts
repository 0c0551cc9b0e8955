import { isSame } from './differences.ts'

/** The changes of one person over those of others. */
export interface MergedChanges {
  merged: unknown
  /** Fields that both changed differently: those of the person won. */
  overridden: string[]
}

type Fields = Record<string, unknown>

/**
 * Applies what changed from `base` to `mine` to `latest`. Lists whose entries all have names of their own are merged by name;
 * other lists are one value. Where both changed a field, mine wins and the field is named.
 */
export function mergeChanges(base: unknown, mine: unknown, latest: unknown): MergedChanges {
  const overridden: string[] = []
  return { merged: merge(base, mine, latest, '', overridden), overridden }
}

function merge(base: unknown, mine: unknown, latest: unknown, path: string, overridden: string[]): unknown {
  if (isSame(base, mine)) return latest
  if (isSame(base, latest) || isSame(mine, latest)) return mine
  if (isFields(mine) && isFields(latest) && (isFields(base) || base === undefined || base === null))
    return mergeFields(isFields(base) ? base : {}, mine, latest, path, overridden)
  const [names, myNames, theirNames] = [byName(base ?? []), byName(mine), byName(latest)]
  if (names && myNames && theirNames) {
    const at = (name: string) => `${path}[${name}]`
    const entries = mergeEntries(names, myNames, theirNames, at, overridden)
    return [...entries.values()]
  }
  overridden.push(path)
  return mine
}

function mergeFields(base: Fields, mine: Fields, latest: Fields, path: string, overridden: string[]): Fields {
  const entries = mergeEntries(
    new Map(Object.entries(base)),
    new Map(Object.entries(mine)),
    new Map(Object.entries(latest)),
    (key) => (path === '' ? key : `${path}.${key}`),
    overridden,
  )
  return Object.fromEntries(entries)
}

/** The entries of the latest, in its order, with mine; what I added comes last. */
function mergeEntries(
  base: ReadonlyMap<string, unknown>,
  mine: ReadonlyMap<string, unknown>,
  latest: ReadonlyMap<string, unknown>,
  at: (key: string) => string,
  overridden: string[],
): Map<string, unknown> {
  const merged = new Map<string, unknown>()
  for (const key of new Set([...latest.keys(), ...mine.keys()])) {
    const value = merge(base.get(key), mine.get(key), latest.get(key), at(key), overridden)
    if (value !== undefined) merged.set(key, value)
  }
  return merged
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function byName(list: unknown): Map<string, unknown> | undefined {
  if (!Array.isArray(list)) return undefined
  const names = new Map<string, unknown>()
  for (const entry of list) {
    const name: unknown = isFields(entry) ? entry['name'] : undefined
    if (typeof name !== 'string' || names.has(name)) return undefined
    names.set(name, entry)
  }
  return names
}
