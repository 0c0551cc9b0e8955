import type { ImagePruner, ImagePrunerSpec, Toleration } from '../../../k8s/resources/imagePruner.ts'
import { prunerProblems } from '../../../k8s/resources/imagePrunerProblems.ts'
import type { Finding } from '../../../k8s/resources/podPlacement.ts'
import type { Patch } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { entryProblems, keyValuesOf, rebaseEntries, type Entries } from '../../../lib/keyValues.ts'
import { mergePatchOf } from '../../../lib/mergePatchOf.ts'
import { t } from '../../../lib/t.ts'
import { parseYaml, toYaml } from '../../../ui/yaml/yamlDocument.ts'

/** A toleration as it is typed. */
export interface TolerationForm {
  key: string
  operator: string
  value: string
  effect: string
  tolerationSeconds: string
}

/** The settings of the pruner as they are typed. Empty: the operator's default. */
export interface PrunerForm {
  schedule: string
  suspend: boolean
  keepTagRevisions: string
  keepYoungerThanDuration: string
  /** Whether the deprecated keepYoungerThan is taken away with this change. */
  dropNanoseconds: boolean
  ignoreInvalidImageReferences: boolean
  logLevel: string
  successfulJobsHistoryLimit: string
  failedJobsHistoryLimit: string
  cpuRequest: string
  memoryRequest: string
  cpuLimit: string
  memoryLimit: string
  nodeSelector: Entries
  tolerations: readonly TolerationForm[]
  /** YAML. */
  affinity: string
}

const amounts = [
  ['cpuRequest', 'requests', 'cpu'],
  ['memoryRequest', 'requests', 'memory'],
  ['cpuLimit', 'limits', 'cpu'],
  ['memoryLimit', 'limits', 'memory'],
] as const

/** The fields of the form as an object has them. */
export function formOf({ spec }: Pick<ImagePruner, 'spec'>): PrunerForm {
  const { resources, tolerations, affinity } = spec ?? {}
  const amount = (kind: 'requests' | 'limits', name: string) => String(resources?.[kind]?.[name] ?? '')
  return {
    schedule: spec?.schedule ?? '',
    suspend: spec?.suspend ?? false,
    keepTagRevisions: String(spec?.keepTagRevisions ?? ''),
    keepYoungerThanDuration: spec?.keepYoungerThanDuration ?? '',
    dropNanoseconds: false,
    ignoreInvalidImageReferences: spec?.ignoreInvalidImageReferences ?? false,
    logLevel: spec?.logLevel ?? '',
    successfulJobsHistoryLimit: String(spec?.successfulJobsHistoryLimit ?? ''),
    failedJobsHistoryLimit: String(spec?.failedJobsHistoryLimit ?? ''),
    cpuRequest: amount('requests', 'cpu'),
    memoryRequest: amount('requests', 'memory'),
    cpuLimit: amount('limits', 'cpu'),
    memoryLimit: amount('limits', 'memory'),
    nodeSelector: Object.entries(spec?.nodeSelector ?? {}),
    tolerations: (tolerations ?? []).map((toleration) => ({
      key: toleration.key ?? '',
      operator: toleration.operator || 'Equal',
      value: toleration.value ?? '',
      effect: toleration.effect ?? '',
      tolerationSeconds: String(toleration.tolerationSeconds ?? ''),
    })),
    affinity: affinity && Object.keys(affinity).length > 0 ? toYaml(affinity) : '',
  }
}

export type PrunerEdits = Partial<PrunerForm>

/** Whether saving takes the deprecated field away: offered with a new duration, which makes it count for nothing. */
export function dropsNanoseconds({ spec }: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): boolean {
  if (spec?.keepYoungerThan === undefined) return false
  return edits.dropNanoseconds ?? Boolean(edits.keepYoungerThanDuration)
}

/** The settings of an object with somebody's changes; what was not changed stays as it is. */
export function specOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): ImagePrunerSpec {
  const before = formOf(object)
  // A form's own copy, of which fields may be taken away.
  const spec: Record<string, unknown> = { ...object.spec }
  const form = { ...before, ...edits }
  const isChanged = (field: keyof PrunerForm) => !isSame(form[field], before[field])
  const set = (field: keyof PrunerForm & keyof ImagePrunerSpec, value: unknown) => {
    if (isChanged(field)) spec[field] = value
  }
  set('schedule', form.schedule.trim() || undefined)
  set('suspend', form.suspend)
  set('keepTagRevisions', numberOf(form.keepTagRevisions))
  set('keepYoungerThanDuration', form.keepYoungerThanDuration.trim() || undefined)
  if (dropsNanoseconds(object, edits)) spec['keepYoungerThan'] = undefined
  set('ignoreInvalidImageReferences', form.ignoreInvalidImageReferences)
  set('logLevel', form.logLevel || undefined)
  set('successfulJobsHistoryLimit', numberOf(form.successfulJobsHistoryLimit))
  set('failedJobsHistoryLimit', numberOf(form.failedJobsHistoryLimit))
  if (amounts.some(([field]) => isChanged(field))) spec['resources'] = resourcesOf(object, form)
  set('nodeSelector', orNone(keyValuesOf(form.nodeSelector)))
  set('tolerations', form.tolerations.length > 0 ? form.tolerations.map(tolerationOf) : undefined)
  set('affinity', affinityOf(form.affinity))
  return spec
}

/** A number as it was typed; NaN for what is none, nothing for nothing. */
function numberOf(text: string): number | bigint | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  if (!/^[+-]?\d+$/.test(typed)) return Number.NaN
  const number = Number(typed)
  return Number.isSafeInteger(number) ? number : BigInt(typed)
}

function resourcesOf({ spec }: Pick<ImagePruner, 'spec'>, form: PrunerForm): object | undefined {
  const resources: Record<string, unknown> = { ...spec?.resources }
  for (const kind of ['requests', 'limits'] as const) {
    const typed = amounts.flatMap(([field, of, name]) => (of === kind ? [[name, form[field].trim()] as const] : []))
    const others = Object.entries(spec?.resources?.[kind] ?? {}).filter(([name]) => name !== 'cpu' && name !== 'memory')
    const all = [...typed.filter(([, quantity]) => quantity !== ''), ...others]
    resources[kind] = all.length > 0 ? Object.fromEntries(all) : undefined
  }
  return Object.values(resources).some((value) => value !== undefined) ? resources : undefined
}

function tolerationOf({ key, operator, value, effect, tolerationSeconds }: TolerationForm): Toleration {
  const seconds = numberOf(tolerationSeconds)
  return {
    ...(key && { key }),
    operator,
    ...(value && { value }),
    ...(effect && { effect }),
    ...(seconds !== undefined && { tolerationSeconds: seconds }),
  }
}

function orNone<V extends object>(value: V): V | undefined {
  return Object.keys(value).length > 0 ? value : undefined
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function affinityOf(text: string): object | undefined {
  if (text.trim() === '') return undefined
  const { value } = parseYaml(text)
  return isObject(value) ? value : undefined
}

/** What to send: only what was changed. Nothing when nothing was. */
export function patchOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): Patch | undefined {
  const spec = mergePatchOf({ ...object.spec }, { ...specOf(object, edits) })
  return Object.keys(spec).length > 0 ? { spec } : undefined
}

/** The person's changes over a newer version: entries of the node selector that others changed stay theirs. */
export function rebasedEdits(before: ImagePruner, edits: PrunerEdits, latest: ImagePruner): PrunerEdits {
  if (!edits.nodeSelector) return {}
  const [was, is] = [before.spec?.nodeSelector ?? {}, latest.spec?.nodeSelector ?? {}]
  return { nodeSelector: rebaseEntries(was, edits.nodeSelector, is) }
}

/** What keeps a form from being saved, and what is only to be known, each by field. */
export interface FormFindings {
  problems: Record<string, string>
  /** Also what is wrong already and not touched: it is no reason to refuse another change. */
  warnings: Record<string, string>
}

/** What is wrong with the form. */
export function findingsOf(object: Pick<ImagePruner, 'spec'>, edits: PrunerEdits): FormFindings {
  const spec = specOf(object, edits)
  const form = { ...formOf(object), ...edits }
  const changed = Object.keys(mergePatchOf({ ...object.spec }, { ...spec }))
  const findings: FormFindings = { problems: {}, warnings: {} }
  for (const finding of prunerProblems(spec)) {
    const [top] = finding.path
    if (top === 'nodeSelector' && edits.nodeSelector) continue
    const refuses = finding.severity === 'error' && changed.includes(String(top))
    findings[refuses ? 'problems' : 'warnings'][fieldAt(finding.path)] ??= messageOf(finding)
  }
  if (edits.nodeSelector) Object.assign(findings.problems, entryProblems('nodeSelector', form.nodeSelector, 'labels'))
  if (edits.affinity !== undefined) {
    const problem = affinityTextProblem(edits.affinity)
    if (problem !== undefined) findings.problems['affinity'] = problem
  }
  return findings
}

function affinityTextProblem(text: string): string | undefined {
  if (text.trim() === '') return undefined
  const { problems, value } = parseYaml(text)
  const [problem] = problems
  if (problem) return t('Affinity, line {{line}}: {{message}}', { line: problem.line, message: problem.message })
  return isObject(value) ? undefined : t('Affinity has to be fields: nodeAffinity, podAffinity or podAntiAffinity.')
}

/** In lists and maps without fields of their own the message has to say where. */
function messageOf({ path, message }: Finding): string {
  return path[0] === 'affinity' && path.length > 1 ? `${pathText(path.slice(1))}: ${message}` : message
}

const pathText = (path: Finding['path']) =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')

/** Which field of the form a field of the settings is. */
export function fieldAt(path: Finding['path']): string {
  const [top = '', second, third] = path.map(String)
  switch (top) {
    case 'keepYoungerThan':
      return 'keepYoungerThanDuration'
    case 'resources':
      return amounts.find(([, kind, name]) => kind === second && name === third)?.[0] ?? 'resources'
    case 'tolerations':
      return third === undefined ? top : `tolerations.${second ?? ''}.${third}`
    case 'affinity':
      return top
    default:
      return top
  }
}
