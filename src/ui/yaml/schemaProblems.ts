import { isMap, isScalar, isSeq, type Node } from 'yaml'
import { rootSchema, schemaWithin, type KindSchema, type NamedSchema } from '../../lib/kindSchema.ts'
import { t } from '../../lib/t.ts'
import { keyOf, lineStarts, problemAt, rangeOf, resolved, type ParsedYaml, type YamlProblem } from './yamlDocument.ts'

/**
 * What the schema of the kind says against a text. Fields it does not know are warnings, since a cluster may be newer than
 * the schema; the server drops those that it does not know itself.
 */
export function schemaProblems(parsed: ParsedYaml, schema: KindSchema): YamlProblem[] {
  if (parsed.value === undefined) return []
  const { document } = parsed
  const lines = lineStarts(parsed.text)
  const problems: YamlProblem[] = []
  const report = (node: unknown, holder: unknown, severity: YamlProblem['severity'], message: string) =>
    problems.push(problemAt(lines, rangeOf(node) ?? rangeOf(holder) ?? [0, 0], severity, message))

  const check = (value: unknown, named: NamedSchema, field: string, holder: unknown): void => {
    const node = resolved(document, value)
    const { node: wanted } = named
    // For the API server null is as good as nothing.
    if (!node || (isScalar(node) && node.value === null) || wanted.type === undefined) return
    const wrong = wrongType(node, wanted.type, field)
    if (wrong) return void report(value, holder, 'error', wrong)
    if (isMap(node)) {
      const present = new Set<string>()
      for (const pair of node.items) {
        const key = keyOf(pair)
        // A merge key brings fields from elsewhere, which are checked there.
        if (key === '<<') continue
        present.add(key)
        const inner = schemaWithin(schema, named, key)
        if (inner) check(pair.value, inner, key, pair.key)
        else report(pair.key, node, 'warning', unknownField(key, field, Object.keys(wanted.properties ?? {})))
      }
      for (const missing of wanted.required ?? [])
        if (!present.has(missing)) report(holder, node, 'error', t('{{field}} is missing here', { field: missing }))
    }
    if (isSeq(node)) {
      const inner = schemaWithin(schema, named, 0)
      for (const entry of node.items) if (inner) check(entry, inner, field, entry)
    }
    if (isScalar(node)) {
      const problem = wrongValue(node.value, named, field)
      if (problem) report(value, holder, 'error', problem)
    }
  }

  const root = document.contents
  if (!isMap(root)) {
    const message = t('This is not an object: it has to begin with fields such as apiVersion, kind and metadata')
    return [problemAt(lines, rangeOf(root) ?? [0, parsed.text.length], 'error', message)]
  }
  check(root, rootSchema(schema), schema.kind, root)
  return problems.toSorted((a, b) => a.from - b.from)
}

type Type = NonNullable<NamedSchema['node']['type']>

function wrongType(node: Node, wanted: Type, field: string): string | undefined {
  if (wanted === 'object') return isMap(node) ? undefined : t('{{field}} has to hold fields', { field })
  if (wanted === 'array')
    return isSeq(node) ? undefined : t('{{field}} has to be a list: each entry begins with a dash', { field })
  if (!isScalar(node)) return t('{{field}} has to be a single value', { field })
  const { value, source } = node
  if (wanted === 'string' && typeof value !== 'string')
    return t('{{field}} has to be text: write it in quotes, "{{value}}"', { field, value: source ?? String(value) })
  if (wanted === 'boolean' && typeof value !== 'boolean') return t('{{field}} has to be true or false', { field })
  if (wanted === 'integer' && !Number.isInteger(value) && typeof value !== 'bigint')
    return t('{{field}} has to be a whole number', { field })
  if (wanted === 'number' && typeof value !== 'number' && typeof value !== 'bigint')
    return t('{{field}} has to be a number', { field })
  return undefined
}

function wrongValue(value: unknown, { node }: NamedSchema, field: string): string | undefined {
  const { enum: values, pattern, minimum, maximum } = node
  if (values && !values.includes(String(value)))
    return t('{{field}} has to be one of {{values}}', { field, values: values.map((each) => each || '""').join(', ') })
  if (pattern !== undefined && typeof value === 'string' && !new RegExp(pattern).test(value))
    return t('{{field}} has to match {{pattern}}', { field, pattern })
  const bits = { int32: 32, int64: 64 }[node.format ?? '']
  if (bits !== undefined && isWhole(value) && BigInt.asIntN(bits, BigInt(value)) !== BigInt(value))
    return t('{{field}} does not fit into {{bits}} bits: the server refuses it', { field, bits })
  if (minimum !== undefined && typeof value === 'number' && value < minimum)
    return t('{{field}} has to be at least {{minimum}}', { field, minimum })
  if (maximum !== undefined && typeof value === 'number' && value > maximum)
    return t('{{field}} has to be at most {{maximum}}', { field, maximum })
  return undefined
}

const isWhole = (value: unknown): value is number | bigint => typeof value === 'bigint' || Number.isInteger(value)

function unknownField(key: string, holder: string, known: readonly string[]): string {
  const near = nearest(key, known)
  return near
    ? t('{{holder}} has no field {{key}}: {{near}} may be meant. The server drops fields that it does not know.', {
        holder,
        key,
        near,
      })
    : t('{{holder}} has no field {{key}}. The server drops fields that it does not know.', { holder, key })
}

/** The known field that a wrong one was most likely meant to be. */
function nearest(key: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, distance: distance(key.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, Math.floor(key.length / 3)) ? best.name : undefined
}

/** How many letters have to be changed, added or left out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
