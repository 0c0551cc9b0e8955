import { fieldPathIn, parseFieldPath } from '../../lib/fieldPath.ts'
import { isSame } from '../../lib/differences.ts'
import { mergeChanges, type MergedChanges } from '../../lib/mergeChanges.ts'
import { listed } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import type { Cause } from '../../k8s/ApiError.ts'
import type { K8sObject } from '../../k8s/types.ts'
import {
  blankField,
  lineStarts,
  locate,
  problemAt,
  type FieldPath,
  type ParsedYaml,
  type YamlProblem,
} from './yamlDocument.ts'

/** Something wrong with an object, at a field of it. */
export interface ObjectProblem {
  path: FieldPath
  severity: YamlProblem['severity']
  message: string
}

type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Metadata that only the server writes. A write keeps what the server has. */
const serverMetadata = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
] as const

/** The problems of an object as places in its text. What belongs nowhere stands at the beginning. */
export function placed(parsed: ParsedYaml, problems: readonly ObjectProblem[]): YamlProblem[] {
  const lines = lineStarts(parsed.text)
  return problems.map(({ path, severity, message }) =>
    problemAt(lines, locate(parsed, path) ?? [0, 0], severity, message),
  )
}

/** What cannot be saved because it would be another object, and what will not be because only the server writes it. */
export function identityProblems(edited: unknown, origin: K8sObject): ObjectProblem[] {
  if (!isFields(edited)) return []
  const problems: ObjectProblem[] = []
  const metadata = isFields(edited['metadata']) ? edited['metadata'] : {}
  const fixed = (path: FieldPath, now: unknown, was: string | undefined, message: string) => {
    if (was !== undefined && now !== was) problems.push({ path, severity: 'error', message })
  }
  fixed(['apiVersion'], edited['apiVersion'], origin.apiVersion, t('The API version of an object cannot be changed'))
  fixed(['kind'], edited['kind'], origin.kind, t('The kind of an object cannot be changed'))
  const { name, namespace } = origin.metadata
  fixed(['metadata', 'name'], metadata['name'], name, t('The name cannot be changed. To rename, create a new object.'))
  fixed(
    ['metadata', 'namespace'],
    metadata['namespace'],
    namespace,
    t('The project cannot be changed. To move it, create a new object.'),
  )
  for (const field of serverMetadata) {
    if (field === 'managedFields' || isSame(metadata[field], origin.metadata[field as keyof K8sObject['metadata']]))
      continue
    const message = t('Only the server writes {{field}}: it stays as it is', { field })
    problems.push({ path: ['metadata', field], severity: 'warning', message })
  }
  return problems
}

/** Changes inside fields that a write ignores. */
export function ignoredChanges(parsed: ParsedYaml, before: string, ignored: readonly string[]): YamlProblem[] {
  const lines = lineStarts(parsed.text)
  return ignored.flatMap((field) => {
    const [was, now] = [fieldText(before, field), fieldText(parsed.text, field)]
    if (was === undefined || now === undefined || was.text === now.text) return []
    const message = t('Only the cluster writes {{field}}: changes here are not saved', { field })
    return [problemAt(lines, [now.from, now.from + field.length], 'warning', message)]
  })
}

function fieldText(text: string, field: string): { from: number; text: string } | undefined {
  const from = new RegExp(`^${field}:`, 'm').exec(text)?.index
  if (from === undefined) return undefined
  const blanked = blankField(text, field)
  let end = from
  for (let at = from; at < text.length; at++) if (blanked[at] !== text[at]) end = at + 1
  return { from, text: text.slice(from, end) }
}

/** Complaints of the server as places in the text; those without a field it knows are left to the message. */
export function causeProblems(parsed: ParsedYaml, causes: readonly Cause[]): YamlProblem[] {
  const lines = lineStarts(parsed.text)
  return causes.flatMap(({ field, message }) => {
    const path = parseFieldPath(field)
    const found = locate(parsed, path.length > 0 ? path : parseFieldPath(fieldPathIn(message) ?? ''))
    return found ? [problemAt(lines, found, 'error', t('The server says: {{message}}', { message }))] : []
  })
}

/** What people write of an object: without what only servers do, and without ignored fields such as `status` or `tag.annotations`. */
export function writtenPart(object: unknown, ignored: readonly string[]): Fields {
  if (!isFields(object)) return {}
  const { metadata } = object
  const kept = isFields(metadata) ? without(metadata, serverMetadata) : metadata
  const written = { ...without(object, ignored), ...(kept !== undefined && { metadata: kept }) }
  return ignored.reduce<Fields>((rest, path) => {
    const [field = '', inner] = path.split('.')
    const holder = rest[field]
    return inner !== undefined && isFields(holder) ? { ...rest, [field]: without(holder, [inner]) } : rest
  }, written)
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

/** What a text was made from, what it says now, and what a write of it ignores. */
export interface YamlEdit<T extends K8sObject> {
  origin: T
  edited: unknown
  ignored: readonly string[]
}

/** The changes of a text, made to another version of the object than the text was made from. */
export function changesOn<T extends K8sObject>({ origin, edited, ignored }: YamlEdit<T>, target: T): MergedChanges {
  return mergeChanges(writtenPart(origin, ignored), writtenPart(edited, ignored), writtenPart(target, ignored))
}

/** The whole object to send: the changes over a version of it, as that version. */
export function objectOn<T extends K8sObject>(edit: YamlEdit<T>, target: T, sentBack: readonly string[] = []): T {
  const { merged } = changesOn(edit, target)
  const fields = isFields(merged) ? merged : {}
  const own = serverMetadata.flatMap((name) => {
    const value = target.metadata[name as keyof K8sObject['metadata']]
    return value === undefined || name === 'managedFields' ? [] : [[name, value] as const]
  })
  const all = { ...(isFields(fields['metadata']) ? fields['metadata'] : {}), ...Object.fromEntries(own) }
  const kept = Object.entries(target).filter(([name]) => sentBack.includes(name))
  // In the order that the server sends, so that no line moves.
  const order = [...new Set([...Object.keys(target.metadata), ...Object.keys(all)])].filter((key) => key in all)
  const metadata = Object.fromEntries(order.map((key) => [key, all[key]]))
  // The parts of an object of this kind, changed only where the text was.
  return { ...fields, metadata, ...Object.fromEntries(kept) } as unknown as T
}

/** Whether an object holds all changes of a text, whatever else it holds: after an answer was lost. */
export function holdsChanges<T extends K8sObject>(edit: YamlEdit<T>, target: T): boolean {
  return isSame(changesOn(edit, target).merged, writtenPart(target, edit.ignored))
}

/** What to say of fields that both changed. */
export function overriddenText(paths: readonly string[]): string {
  return t('Changed by both, yours was kept: {{fields}}', { fields: listed(paths) })
}

/** The command with the same effect: it replaces the whole object, and fails like saving when somebody changed it since. */
export function replaceCommand(yaml: string): string {
  let end = 'EOF'
  while (yaml.split('\n').includes(end)) end = `${end}_`
  return `oc replace -f - <<'${end}'\n${yaml}${yaml.endsWith('\n') ? '' : '\n'}${end}`
}
