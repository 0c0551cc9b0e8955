import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml'
import type { Document, Node, Pair, ScalarTag, Tags, YAMLError } from 'yaml'
import { t } from '../../lib/t.ts'

/** Something wrong with a text, at a place in it. */
export interface YamlProblem {
  /** Offsets into the text. */
  from: number
  to: number
  /** From 1. */
  line: number
  severity: 'error' | 'warning'
  message: string
}

/** A text read as YAML. */
export interface ParsedYaml {
  text: string
  document: Document.Parsed
  /** What it says, as JSON. Undefined when it cannot be read. */
  value: unknown
  problems: YamlProblem[]
}

// As `oc` reads and writes YAML: 1.1, in which "yes" is no string, but without its times and base-60 numbers.
const version = '1.1'
const customTags = (tags: Tags): Tags =>
  tags
    .filter((tag) => typeof tag !== 'object' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && !isTime(tag)))
    .map((tag) => (typeof tag === 'object' && isInteger(tag) ? exact(tag) : tag))
const isTime = (tag: object) => 'format' in tag && tag.format === 'TIME'
const isInteger = (tag: { tag: string }): tag is ScalarTag => tag.tag === 'tag:yaml.org,2002:int'

/** Whole numbers keep all their digits: those that a number cannot hold become bigints, as they are in the API's JSON. */
const exact = (tag: ScalarTag): ScalarTag => ({
  ...tag,
  resolve: (text, onError, options) => {
    const value = tag.resolve?.(text, onError, { ...options, intAsBigInt: true })
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
  },
})

/** An object as YAML, as `oc get -o yaml` writes it. */
export function toYaml(object: object): string {
  return stringify(inOrder(object), { version, lineWidth: 0, aliasDuplicateObjects: false, indentSeq: false })
}

/** What an object is comes first, whatever order the server sends. */
function inOrder(object: object): object {
  if (Array.isArray(object)) return object
  const order = ['apiVersion', 'kind', 'metadata', 'spec', 'tag']
  const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  return Object.fromEntries(Object.entries(object).toSorted(([a], [b]) => rank(a) - rank(b)))
}

/** Reads a text. Top-level fields that are `ignored` are not looked into: they may be large, and nobody reads them. */
export function parseYaml(text: string, ignored: readonly string[] = []): ParsedYaml {
  const document = parseDocument(ignored.reduce(blankField, text), {
    version,
    customTags,
    prettyErrors: false,
    keepSourceTokens: false,
  })
  const lines = lineStarts(text)
  const problems = document.errors.map((error) => problemAt(lines, range(error, text), 'error', syntaxMessage(error)))
  // Duplicate keys leave a document that can be read; which of the two counts is not to be guessed.
  const value = problems.length === 0 ? read(document) : undefined
  if (problems.length === 0 && value === undefined) {
    problems.push(problemAt(lines, [0, text.length], 'error', t('This refers to itself or to something unknown.')))
  }
  return { text, document, value, problems }
}

function read(document: Document.Parsed): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    return value ?? null
  } catch {
    return undefined
  }
}

function range({ pos: [from, to] }: YAMLError, text: string): [number, number] {
  const end = Math.min(to, text.length)
  // Blanks before the place say nothing.
  const blank = /^\s*/.exec(text.slice(from, end))?.[0].length ?? 0
  const start = Math.min(from + (blank < end - from ? blank : 0), text.length)
  return [start, Math.max(end, start)]
}

/** Takes a top-level field out, by blanks where more follows, so that all other text keeps its place. */
export function blankField(text: string, field: string): string {
  const found = new RegExp(`^${field}:`, 'm').exec(text)
  if (!found) return text
  const start = found.index
  const rest = text.slice(start + found[0].length)
  const next = /\n(?=[^\s#-]|---)/.exec(rest)
  // Blanks are read too, and a status can be megabytes: it is cut off where it comes last.
  if (!next) return text.slice(0, start)
  const end = start + found[0].length + next.index
  return text.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ') + text.slice(end)
}

function syntaxMessage({ code, message }: YAMLError): string {
  if (code === 'DUPLICATE_KEY') return t('This key is there twice')
  if (code === 'TAB_AS_INDENT') return t('YAML indents with spaces, not with tabs')
  if (code === 'MULTIPLE_DOCS') return t('This is a second object: only one can be edited at a time')
  return t('Not valid YAML: {{message}}', { message: message.split('\n')[0] ?? message })
}

/** A problem at a place, with its line. */
export function problemAt(
  lines: readonly number[],
  [from, to]: readonly [number, number],
  severity: YamlProblem['severity'],
  message: string,
): YamlProblem {
  return { from, to, line: lineOf(lines, from), severity, message }
}

/** Where each line of a text begins. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The line of an offset, from 1. */
export function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

export type FieldPath = readonly (string | number)[]

/** What an alias stands for, else the node itself. */
export function resolved(document: Document.Parsed, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document)
  return isScalar(node) || isCollection(node) ? node : undefined
}

/** The text of a key. */
export function keyOf({ key }: Pair): string {
  if (isScalar(key)) return String(key.value)
  return String(key)
}

/** Where a field is in the text: its key, or an entry of a list. Of a field that is missing: what should hold it. */
export function locate({ document }: ParsedYaml, path: FieldPath): [number, number] | undefined {
  let node = resolved(document, document.contents)
  let place: [number, number] | undefined
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((each) => keyOf(each) === String(step))
      const at = pair && rangeOf(pair.key)
      if (!pair || !at) break
      place = at
      node = resolved(document, pair.value)
    } else if (isSeq(node)) {
      const entry = node.items[entryIndex(document, node.items, step)]
      const at = rangeOf(entry)
      if (!at) break
      node = resolved(document, entry)
      place = isMap(node) ? (nameRange(node) ?? at) : at
    } else break
  }
  return place
}

/** The position of an entry: by its number, or by its name as servers write `spec.tags[latest]`. */
function entryIndex(document: Document.Parsed, entries: readonly unknown[], step: string | number): number {
  if (typeof step === 'number') return step
  const named = entries.findIndex((entry) => {
    const node = resolved(document, entry)
    return isMap(node) && node.get('name') === step
  })
  return named === -1 && /^\d+$/.test(step) ? Number(step) : named
}

/** An entry of a list is pointed at by its name. */
function nameRange(node: Node): [number, number] | undefined {
  if (!isMap(node)) return undefined
  const [first] = node.items
  const pair = node.items.find((each) => keyOf(each) === 'name') ?? first
  return pair && (rangeOf(pair.value) ?? rangeOf(pair.key))
}

/** Where a node is in the text. Undefined for an empty one. */
export function rangeOf(node: unknown): [number, number] | undefined {
  if (!(isScalar(node) || isCollection(node) || isAlias(node)) || !node.range) return undefined
  const [from, to] = node.range
  return [from, to]
}
