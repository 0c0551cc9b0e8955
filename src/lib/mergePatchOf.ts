import { isSame } from './differences.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * The least JSON merge patch (RFC 7386) that makes one object of another: what is gone is null, lists that differ are sent whole.
 * Undefined and null are no values.
 */
export function mergePatchOf(before: Fields, after: Fields): Record<string, unknown> {
  const patch: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[key], after[key]]
    if (isSame(was, is)) continue
    patch[key] = isFields(was) && isFields(is) ? mergePatchOf(was, is) : (is ?? null)
  }
  return patch
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
