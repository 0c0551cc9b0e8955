import type { Finding } from '../../../k8s/resources/podPlacement.ts'
import type { RegistryConfig, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { configFields, valueAt, type ConfigField } from '../../../k8s/resources/registryConfigFields.ts'
import { configProblems, type ConfigSurroundings } from '../../../k8s/resources/registryConfigProblems.ts'
import type { Patch } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { entryProblems, rebaseEntries } from '../../../lib/keyValues.ts'
import { mergePatchOf } from '../../../lib/mergePatchOf.ts'
import { t } from '../../../lib/t.ts'
import {
  placedMessage,
  podChangesOf,
  podFieldAt,
  podFormOf,
  typedNumber,
  yamlTextOf,
  yamlTextProblem,
  type PodForm,
} from '../../../ui/podForm.ts'
import { parseYaml } from '../../../ui/yaml/yamlDocument.ts'

/** What is to become of the secret that the pods share: it stays, the operator makes another, or the one that was typed. */
export type SecretChoice = 'keep' | 'renew' | 'set'

/** The settings of the registry as they are typed. Empty: the operator's default. */
export interface RegistryForm extends PodForm {
  /** Fields of the table that are no pod's, by their path below spec. */
  fields: Readonly<Record<string, string | boolean>>
  secret: SecretChoice
  newSecret: string
}

/** A field of the table that has a control of its own. */
export interface FormField extends ConfigField {
  /** Below spec. It is the name of its control, too. */
  name: string
}

/** The fields of the table that the form has controls of their own for. */
export const formFields: readonly FormField[] = configFields.flatMap((field) =>
  field.control && field.control.kind !== 'pod' ? [{ ...field, name: field.path.replace(/^spec\./, '') }] : [],
)

type Config = Pick<RegistryConfig, 'spec'>

/** The fields of the form as an object has them. */
export function formOf({ spec }: Config): RegistryForm {
  return {
    ...podFormOf(spec ?? {}),
    fields: Object.fromEntries(formFields.map((field) => [field.name, typedValue(field, valueAt(spec, field.name))])),
    secret: 'keep',
    newSecret: '',
  }
}

function typedValue({ control }: FormField, value: unknown): string | boolean {
  switch (control?.kind) {
    case 'checkbox':
      return value === true
    case 'yaml':
      return yamlTextOf(typeof value === 'object' ? value : undefined)
    default:
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
  }
}

/** What was changed of the form; of `fields` only those that were. */
export type RegistryEdits = Partial<RegistryForm>

/** The settings of an object with somebody's changes; what was not changed stays as it is. */
export function specOf(object: Config, edits: RegistryEdits): RegistryConfigSpec {
  const before = formOf(object)
  // A copy of one's own, of which fields may be taken away.
  const spec = structuredClone(object.spec ?? {}) as Record<string, unknown>
  for (const field of formFields) {
    const typed = edits.fields?.[field.name]
    if (typed === undefined || isSame(typed, before.fields[field.name])) continue
    setAt(spec, field.name.split('.'), valueOf(field, typed))
  }
  if (edits.secret === 'renew') spec['httpSecret'] = undefined
  if (edits.secret === 'set' && edits.newSecret) spec['httpSecret'] = edits.newSecret
  return Object.assign(spec, podChangesOf(object.spec ?? {}, edits))
}

function valueOf({ control }: FormField, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') return typed
  switch (control?.kind) {
    case 'number':
      return typedNumber(typed)
    case 'yaml':
      return typed.trim() === '' ? undefined : parseYaml(typed).value
    default:
      return typed.trim() || undefined
  }
}

function setAt(fields: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    fields[key] = value
    return
  }
  const inner = fields[key]
  const below = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {} // of the copy
  fields[key] = below
  setAt(below, rest, value)
}

/** What to send: only what was changed. Nothing when nothing was. */
export function patchOf(object: Config, edits: RegistryEdits): Patch | undefined {
  const spec = mergePatchOf({ ...object.spec }, { ...specOf(object, edits) })
  return Object.keys(spec).length > 0 ? { spec } : undefined
}

/** The person's changes over a newer version: entries of the node selector that others changed stay theirs. */
export function rebasedEdits(before: Config, edits: RegistryEdits, latest: Config): RegistryEdits {
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
export function findingsOf(object: Config, edits: RegistryEdits, surroundings: ConfigSurroundings = {}): FormFindings {
  const spec = specOf(object, edits)
  const patch = mergePatchOf({ ...object.spec }, { ...spec })
  const findings: FormFindings = { problems: {}, warnings: {} }
  for (const finding of configProblems(spec, surroundings)) {
    if (finding.path[0] === 'nodeSelector' && edits.nodeSelector) continue
    const refuses = finding.severity === 'error' && isTouched(patch, finding.path)
    findings[refuses ? 'problems' : 'warnings'][fieldAt(finding.path)] ??= placedMessage(finding)
  }
  if (edits.nodeSelector) Object.assign(findings.problems, entryProblems('nodeSelector', edits.nodeSelector, 'labels'))
  for (const [name, label, text, shape] of yamlTexts(edits)) {
    const problem = yamlTextProblem(label, text, shape)
    if (problem !== undefined) findings.problems[name] = problem
  }
  if (edits.secret === 'set' && !edits.newSecret?.trim())
    findings.problems['newSecret'] = t('Enter the new secret, or let the operator make one.')
  return findings
}

/** Whether a patch changes a field, or a part that holds it. */
function isTouched(patch: unknown, [step, ...rest]: readonly (string | number)[]): boolean {
  if (step === undefined || typeof patch !== 'object' || patch === null || Array.isArray(patch)) return true
  return Object.hasOwn(patch, step) && isTouched((patch as Record<string, unknown>)[step], rest) // as looked up
}

function yamlTexts(edits: RegistryEdits): [name: string, label: string, text: string, shape: 'fields' | 'list'][] {
  const own = formFields.flatMap(({ name, label, control }): ReturnType<typeof yamlTexts> => {
    const text = edits.fields?.[name]
    return control?.kind === 'yaml' && typeof text === 'string' ? [[name, label(), text, control.shape]] : []
  })
  return edits.affinity === undefined ? own : [...own, ['affinity', t('Affinity'), edits.affinity, 'fields']]
}

/** Which field of the form a setting is: its name, or that of the dialogs where it is changed. */
export function fieldAt(path: Finding['path']): string {
  const name = path.join('.')
  const field = formFields.find((each) => name === each.name || name.startsWith(`${each.name}.`))
  return field?.name ?? podFieldAt(path)
}

/** The part of a patch that changes the settings. */
export function specChange(patch: Patch | undefined): object | undefined {
  const spec = patch?.['spec']
  return typeof spec === 'object' && spec !== null ? spec : undefined
}
