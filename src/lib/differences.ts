import { exactJson } from './exactJson.ts'

/** One field that two objects do not share. Without `before` it was added, without `after` it was taken away. */
export interface Difference {
  /** `spec.tags[v1].importPolicy.scheduled`; entries of lists are named by their `name` or `tag`, else counted. */
  path: string
  before?: string
  after?: string
}

/** Where two values differ, field by field, in the order of the first. Values are shown as text, whole objects as JSON. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (isSame(before, after)) return []
  if (isFields(before) && isFields(after)) return compareFields(before, after, path)
  if (Array.isArray(before) && Array.isArray(after)) {
    const [first, second] = [named(before), named(after)]
    if (first && second) return compareFields(first, second, path, (key) => `[${key}]`)
    return compareFields(
      Object.fromEntries(before.entries()),
      Object.fromEntries(after.entries()),
      path,
      (key) => `[${key}]`,
    )
  }
  return [
    {
      path,
      ...(before !== undefined && { before: textOf(before) }),
      ...(after !== undefined && { after: textOf(after) }),
    },
  ]
}

type Fields = Record<string, unknown>

function compareFields(
  before: Fields,
  after: Fields,
  path: string,
  join = (key: string) => (path === '' ? key : `.${key}`),
): Difference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => differences(before[key], after[key], `${path}${join(key)}`))
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether two values say the same. The order of fields says nothing; null is no value. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a ?? undefined, b ?? undefined)) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, index) => isSame(value, b[index]))
  if (!isFields(a) || !isFields(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]))
}

/** Entries by their name, where every entry has one of its own. */
export function named(entries: readonly unknown[]): Fields | undefined {
  const byName: Fields = {}
  for (const entry of entries) {
    if (!isFields(entry)) return undefined
    const name = entry['name'] ?? entry['tag']
    if (typeof name !== 'string' || name in byName) return undefined
    byName[name] = entry
  }
  return byName
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : exactJson(value))
