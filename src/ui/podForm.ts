import type { ResourceRequirements, Toleration } from '../k8s/resources/imagePruner.ts'
import type { Finding } from '../k8s/resources/podPlacement.ts'
import { isSame } from '../lib/differences.ts'
import { keyValuesOf, type Entries } from '../lib/keyValues.ts'
import { t } from '../lib/t.ts'
import { parseYaml, toYaml } from './yaml/yamlDocument.ts'

/** A toleration as it is typed. */
export interface TolerationForm {
  key: string
  operator: string
  value: string
  effect: string
  tolerationSeconds: string
}

/** What pods get and where they run, as it is typed. Empty: the operator's default. */
export interface PodForm {
  cpuRequest: string
  memoryRequest: string
  cpuLimit: string
  memoryLimit: string
  nodeSelector: Entries
  tolerations: readonly TolerationForm[]
  /** YAML. */
  affinity: string
}

/** The same as the API has it. */
export interface PodSettings {
  resources?: ResourceRequirements | null
  nodeSelector?: Record<string, string> | null
  tolerations?: Toleration[] | null
  affinity?: object | null
}

const amounts = [
  ['cpuRequest', 'requests', 'cpu'],
  ['memoryRequest', 'requests', 'memory'],
  ['cpuLimit', 'limits', 'cpu'],
  ['memoryLimit', 'limits', 'memory'],
] as const

/** The fields of the form as settings have them. */
export function podFormOf({ resources, nodeSelector, tolerations, affinity }: PodSettings): PodForm {
  const amount = (kind: 'requests' | 'limits', name: string) => String(resources?.[kind]?.[name] ?? '')
  return {
    cpuRequest: amount('requests', 'cpu'),
    memoryRequest: amount('requests', 'memory'),
    cpuLimit: amount('limits', 'cpu'),
    memoryLimit: amount('limits', 'memory'),
    nodeSelector: Object.entries(nodeSelector ?? {}),
    tolerations: (tolerations ?? []).map((toleration) => ({
      key: toleration.key ?? '',
      operator: toleration.operator || 'Equal',
      value: toleration.value ?? '',
      effect: toleration.effect ?? '',
      tolerationSeconds: String(toleration.tolerationSeconds ?? ''),
    })),
    affinity: yamlTextOf(affinity),
  }
}

/** The settings that somebody's changes make of these; those that were not changed are not in it. */
export function podChangesOf(settings: PodSettings, edits: Partial<PodForm>): PodSettings {
  const before = podFormOf(settings)
  const form = { ...before, ...edits }
  const isChanged = (field: keyof PodForm) => !isSame(form[field], before[field])
  const changes: Record<string, unknown> = {}
  if (amounts.some(([field]) => isChanged(field))) changes['resources'] = resourcesOf(settings, form)
  if (isChanged('nodeSelector')) changes['nodeSelector'] = orNone(keyValuesOf(form.nodeSelector))
  if (isChanged('tolerations'))
    changes['tolerations'] = form.tolerations.length > 0 ? form.tolerations.map(tolerationOf) : undefined
  if (isChanged('affinity')) changes['affinity'] = fieldsOfYaml(form.affinity)
  return changes
}

function resourcesOf({ resources: before }: PodSettings, form: PodForm): object | undefined {
  const resources: Record<string, unknown> = { ...before }
  for (const kind of ['requests', 'limits'] as const) {
    const typed = amounts.flatMap(([field, of, name]) => (of === kind ? [[name, form[field].trim()] as const] : []))
    const others = Object.entries(before?.[kind] ?? {}).filter(([name]) => name !== 'cpu' && name !== 'memory')
    const all = [...typed.filter(([, quantity]) => quantity !== ''), ...others]
    resources[kind] = all.length > 0 ? Object.fromEntries(all) : undefined
  }
  return Object.values(resources).some((value) => value !== undefined) ? resources : undefined
}

function tolerationOf({ key, operator, value, effect, tolerationSeconds }: TolerationForm): Toleration {
  const seconds = typedNumber(tolerationSeconds)
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

/** A number as it was typed; NaN for what is none, nothing for nothing. */
export function typedNumber(text: string): number | bigint | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  if (!/^[+-]?\d+$/.test(typed)) return Number.NaN
  const number = Number(typed)
  return Number.isSafeInteger(number) ? number : BigInt(typed)
}

const isFields = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Fields or a list as YAML; "" for none. */
export function yamlTextOf(value: object | null | undefined): string {
  return value && Object.keys(value).length > 0 ? toYaml(value) : ''
}

/** The fields that a YAML text says; nothing for what are none. */
export function fieldsOfYaml(text: string): object | undefined {
  if (text.trim() === '') return undefined
  const { value } = parseYaml(text)
  return isFields(value) ? value : undefined
}

/** What is wrong with a YAML text of a field, when it cannot be read or is not of this shape. */
export function yamlTextProblem(label: string, text: string, shape: 'fields' | 'list'): string | undefined {
  if (text.trim() === '') return undefined
  const { problems, value } = parseYaml(text)
  const [problem] = problems
  if (problem)
    return t('{{label}}, line {{line}}: {{message}}', { label, line: problem.line, message: problem.message })
  if (shape === 'list') return Array.isArray(value) ? undefined : t('{{label}} has to be a list.', { label })
  return isFields(value) ? undefined : t('{{label}} has to be fields, each with a name and a value.', { label })
}

/** In lists and maps without fields of their own the message has to say where. */
export function placedMessage({ path, message }: Finding): string {
  const inYaml = path[0] === 'affinity' || path[0] === 'topologySpreadConstraints'
  return inYaml && path.length > 1 ? `${pathText(path.slice(1))}: ${message}` : message
}

const pathText = (path: Finding['path']) =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('')

/** Which field of the form a setting of the pods is. */
export function podFieldAt(path: Finding['path']): string {
  const [top = '', second, third] = path.map(String)
  switch (top) {
    case 'resources':
      return amounts.find(([, kind, name]) => kind === second && name === third)?.[0] ?? 'resources'
    case 'tolerations':
      return third === undefined ? top : `tolerations.${second ?? ''}.${third}`
    default:
      return top
  }
}
