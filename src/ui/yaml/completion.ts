import { rootSchema, schemaWithin, type KindSchema, type NamedSchema } from '../../lib/kindSchema.ts'
import { fieldText } from './fieldTexts.ts'

/** One thing that could stand at the cursor. */
export interface YamlOption {
  label: string
  kind: 'field' | 'value'
  /** Its type: "string", "list". */
  detail: string
  info: string | undefined
  /** What is written. */
  insert: string
}

interface Line {
  indent: number
  /** Columns of the dashes before the key. */
  dashes: number[]
  key: string | undefined
  /** Column where the key, or the text after the dashes, begins. */
  column: number
  /** What follows the colon. */
  rest: string
}

const linePattern = /^(?<lead>\s*(?:-\s+)*)(?:(?<key>"[^"]*"|'[^']*'|[^\s'"#:-][^:#]*?)\s*:(?=\s|$)\s*(?<rest>.*))?/

function readLine(text: string): Line | undefined {
  if (/^\s*(#.*)?$/.test(text)) return undefined
  const { lead = '', key, rest = '' } = linePattern.exec(text)?.groups ?? {}
  const dashes = [...lead.matchAll(/-/g)].map(({ index }) => index)
  return {
    indent: dashes[0] ?? lead.length,
    dashes,
    key: key?.replaceAll(/^['"]|['"]$/g, ''),
    column: lead.length,
    rest,
  }
}

/** What could stand at an offset, by the schema. Looks at lines and not at a parsed document, since what is being typed rarely is one. */
export function completionsAt(
  text: string,
  offset: number,
  schema: KindSchema,
): { from: number; options: YamlOption[] } | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(start, offset)
  const lines = text.split('\n')
  const row = text.slice(0, start).split('\n').length - 1

  const value = /^(\s*(?:-\s+)*)([\w./-]+):\s+(["']?[\w./-]*)$/.exec(before)
  if (value) {
    const [, lead = '', key = '', typed = ''] = value
    const holder = schemaAt(schema, lines, row, dashesIn(lead), lead.length)
    const field = holder && schemaWithin(schema, holder, key)
    const options = field ? valuesOf(field) : []
    return options.length > 0 ? { from: offset - typed.length, options } : undefined
  }
  const field = /^(\s*(?:-\s+)*)([\w./-]*)$/.exec(before)
  if (!field) return undefined
  const [, lead = '', typed = ''] = field
  const dashes = dashesIn(lead)
  const holder = schemaAt(schema, lines, row, dashes, lead.length)
  if (!holder) return undefined
  const from = offset - typed.length
  // An entry of a list of plain values.
  if (!holder.node.properties) {
    const options = dashes.length > 0 ? valuesOf(holder) : []
    return options.length > 0 ? { from, options } : undefined
  }
  const present = siblings(lines, row, lead.length, dashes.length > 0)
  const options = Object.entries(holder.node.properties).flatMap(([name]) => {
    const inner = schemaWithin(schema, holder, name)
    return present.has(name) || !inner ? [] : [fieldOption(holder.name, name, inner, lead.length)]
  })
  return options.length > 0 ? { from, options } : undefined
}

function dashesIn(lead: string): number[] {
  return [...lead.matchAll(/-/g)].map(({ index }) => index)
}

/** The schema that the fields at a column of a line belong to. */
function schemaAt(
  schema: KindSchema,
  lines: readonly string[],
  row: number,
  dashes: readonly number[],
  column: number,
): NamedSchema | undefined {
  const path: (string | number)[] = []
  // Whatever begins left of these columns holds what is right of them. A list may begin at the column of its own key.
  let keys = column
  let entries = column
  const climb = (columns: readonly number[]) => {
    for (const dash of columns.toReversed()) {
      if (dash >= entries) continue
      path.unshift(0)
      entries = dash
      keys = dash + 1
    }
  }
  climb(dashes)
  for (let at = row - 1; at >= 0 && keys > 0; at--) {
    const line = readLine(lines[at] ?? '')
    if (!line) continue
    if (line.key !== undefined && line.column < keys) {
      path.unshift(line.key)
      keys = line.column
      entries = line.column
    }
    climb(line.dashes)
  }
  if (keys > 0 && path.length === 0 && column > 0) return undefined
  let at: NamedSchema | undefined = rootSchema(schema)
  for (const step of path) at = at && schemaWithin(schema, at, step)
  return at
}

/** The fields that are there already beside the cursor. */
function siblings(lines: readonly string[], row: number, column: number, begins: boolean): Set<string> {
  const found = new Set<string>()
  const collect = (from: number, step: 1 | -1) => {
    for (let at = from; at >= 0 && at < lines.length; at += step) {
      const line = readLine(lines[at] ?? '')
      if (!line || line.column > column) continue
      if (line.column < column) return
      // A dash at this column or left of it begins another entry; going up it is the first line of this one.
      if (line.dashes.length > 0 && step === 1) return
      if (line.key !== undefined) found.add(line.key)
      if (line.dashes.length > 0) return
    }
  }
  if (!begins) collect(row - 1, -1)
  collect(row + 1, 1)
  return found
}

function fieldOption(holder: string, name: string, { node }: NamedSchema, indent: number): YamlOption {
  const pad = ' '.repeat(indent)
  const block = node.type === 'array' ? `\n${pad}- ` : node.type === 'object' ? `\n${pad}  ` : ' '
  return {
    label: name,
    kind: 'field',
    detail: typeText(node.type, node.enum),
    info: fieldText(holder, name),
    insert: `${name}:${block}`,
  }
}

function typeText(type: NamedSchema['node']['type'], values: readonly string[] | undefined): string {
  if (values) return values.filter(Boolean).join(' | ')
  return type ?? ''
}

function valuesOf({ node }: NamedSchema): YamlOption[] {
  const values = node.enum ?? (node.type === 'boolean' ? ['true', 'false'] : [])
  return values.map((value) => {
    const text = value === '' ? '""' : value
    return { label: text, kind: 'value', detail: '', info: undefined, insert: text }
  })
}
