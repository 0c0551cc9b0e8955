import schema from '../data/schema.json' with { type: 'json' }

type Json = unknown
type JsonObject = Record<string, Json>

export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 7386: objects merge, null removes, everything else replaces. */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch
  const merged: JsonObject = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value)
  }
  return merged
}

/** Thrown by a JSON patch that cannot be applied: a failed test, a path that is not there. */
export class PatchError extends Error {}

interface Operation {
  op: string
  path: string
  from?: string
  value?: Json
}

/** RFC 6902. The target is not changed. */
export function jsonPatch(target: Json, operations: Operation[]): Json {
  const root = { document: structuredClone(target) }
  for (const { op, path, from, value } of operations) {
    if (op === 'add') put(root, path, value, true)
    else if (op === 'replace') put(root, path, value, false)
    else if (op === 'remove') take(root, path)
    else if (op === 'move') put(root, path, take(root, from ?? ''), true)
    else if (op === 'copy') put(root, path, structuredClone(read(root, from ?? '')), true)
    else if (op === 'test') {
      if (!equal(read(root, path), value)) throw new PatchError(`testing value ${path} failed`)
    } else throw new PatchError(`Unexpected kind: ${op}`)
  }
  return root.document
}

const steps = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The container of the last step of a path, and that step. */
function locate(root: JsonObject, path: string): [JsonObject | Json[], string] {
  let [at, step]: [Json, string] = [root, 'document']
  for (const next of steps(path)) {
    at = Array.isArray(at) ? at[Number(step)] : isObject(at) ? at[step] : undefined
    step = next
  }
  if (!Array.isArray(at) && !isObject(at)) throw new PatchError(`missing path: ${path}`)
  return [at, step]
}

const index = (list: Json[], step: string, limit: number) => {
  const i = step === '-' ? list.length : Number(step)
  if (!Number.isInteger(i) || i < 0 || i > limit) throw new PatchError(`invalid index: ${step}`)
  return i
}

function read(root: JsonObject, path: string): Json {
  const [at, step] = locate(root, path)
  return Array.isArray(at) ? at[Number(step)] : at[step]
}

function put(root: JsonObject, path: string, value: Json, add: boolean) {
  const [at, step] = locate(root, path)
  if (Array.isArray(at)) at.splice(index(at, step, add ? at.length : at.length - 1), add ? 0 : 1, value)
  else {
    if (!add && !(step in at)) throw new PatchError(`missing key: ${path}`)
    at[step] = value
  }
}

function take(root: JsonObject, path: string): Json {
  const [at, step] = locate(root, path)
  if (Array.isArray(at)) return at.splice(index(at, step, at.length - 1), 1)[0]
  if (!(step in at)) throw new PatchError(`missing key: ${path}`)
  const value = at[step]
  delete at[step]
  return value
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function equal(a: Json, b: Json): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((entry, i) => equal(entry, b[i]))
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]))
}

const kinds: Record<string, number | undefined> = schema.kinds
const types: Record<string, string | undefined>[] = schema.types

/** Whether the schema knows a kind: only then it can be patched strategically. */
export const hasSchema = (group: string, version: string, kind: string) =>
  kinds[`${group}/${version}/${kind}`] !== undefined

/** Kubernetes' strategic merge patch: lists with a merge key merge by it, `$patch`, `$deleteFromPrimitiveList`, `$retainKeys` are obeyed. */
export function strategicMergePatch(target: Json, patch: Json, group: string, version: string, kind: string): Json {
  return mergeTyped(target, patch, String(kinds[`${group}/${version}/${kind}`] ?? ''))
}

/** `type` as in mocks/data/schema.json: `7`, `[7|name`, `{7` or nothing. */
function mergeTyped(target: Json, patch: Json, type: string): Json {
  if (Array.isArray(patch)) return mergeList(Array.isArray(target) ? target : [], patch, type)
  if (!isObject(patch)) return patch
  if (patch['$patch'] === 'replace') return omit(patch, '$patch')
  if (patch['$patch'] === 'delete') return undefined
  const merged: JsonObject = isObject(target) ? { ...target } : {}
  const retained = patch['$retainKeys']
  if (Array.isArray(retained)) for (const key of Object.keys(merged)) if (!retained.includes(key)) delete merged[key]
  const fields = types[Number(type || -1)]
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$setElementOrder/') || key === '$retainKeys') continue
    if (key.startsWith('$deleteFromPrimitiveList/')) {
      const list = key.slice(key.indexOf('/') + 1)
      const [old, gone] = [merged[list], value]
      if (Array.isArray(old) && Array.isArray(gone)) merged[list] = old.filter((entry) => !gone.includes(entry))
    } else if (value === null) delete merged[key]
    else {
      const inner = type.startsWith('{') ? type.slice(1) : (fields?.[key] ?? '')
      const next = mergeTyped(merged[key], value, inner)
      if (next === undefined) delete merged[key]
      else merged[key] = next
      const order = patch[`$setElementOrder/${key}`]
      if (Array.isArray(order)) merged[key] = reorder(merged[key], order, inner)
    }
  }
  return merged
}

const omit = (object: JsonObject, key: string) => Object.fromEntries(Object.entries(object).filter(([k]) => k !== key))

function mergeList(target: Json[], patch: Json[], type: string): Json[] {
  const [entryType = '', key] = type.slice(1).split('|')
  if (key === undefined) return patch
  if (key === '') return [...new Set([...target, ...patch])]
  if (patch.some((entry) => isObject(entry) && entry['$patch'] === 'replace' && Object.keys(entry).length === 1))
    return patch.filter((entry) => !(isObject(entry) && entry['$patch'] === 'replace'))
  const merged = [...target]
  for (const entry of patch) {
    if (!isObject(entry)) continue
    const at = merged.findIndex((old) => isObject(old) && equal(old[key], entry[key]))
    if (entry['$patch'] === 'delete') {
      if (at >= 0) merged.splice(at, 1)
    } else if (at >= 0) merged[at] = mergeTyped(merged[at], entry, entryType)
    else merged.push(mergeTyped({}, entry, entryType))
  }
  return merged
}

/** Puts the entries a client named into its order; others keep their place at the end. */
function reorder(list: Json, order: Json[], type: string): Json {
  if (!Array.isArray(list)) return list
  const key = type.split('|')[1] ?? ''
  const rank = (entry: Json) => {
    const at = order.findIndex((named) =>
      isObject(named) && isObject(entry) ? equal(named[key], entry[key]) : equal(named, entry),
    )
    return at < 0 ? order.length : at
  }
  return list.toSorted((a, b) => rank(a) - rank(b))
}

/** Paths of fields the schema does not know, as strict field validation reports them; dropped on request. */
export function unknownFields(
  object: Json,
  group: string,
  version: string,
  kind: string,
  { drop = false } = {},
): string[] {
  const found: string[] = []
  const walk = (value: Json, type: string, path: string) => {
    if (Array.isArray(value)) {
      const inner = type.slice(1).split('|')[0] ?? ''
      value.forEach((entry, i) => walk(entry, inner, `${path}[${i}]`))
    } else if (isObject(value) && type.startsWith('{')) {
      for (const [key, entry] of Object.entries(value)) walk(entry, type.slice(1), `${path}.${key}`)
    } else if (isObject(value) && type !== '') {
      const fields = types[Number(type)] ?? {}
      for (const [key, entry] of Object.entries(value)) {
        const at = path ? `${path}.${key}` : key
        const field = fields[key]
        if (field !== undefined) walk(entry, field, at)
        else {
          found.push(at)
          if (drop) delete value[key]
        }
      }
    }
  }
  walk(object, String(kinds[`${group}/${version}/${kind}`] ?? ''), '')
  return found
}
