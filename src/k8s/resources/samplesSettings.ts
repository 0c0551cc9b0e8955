import { isSame } from '../../lib/differences.ts'
import { scopeProblem } from '../../lib/registryScope.ts'
import { commandLine } from '../../lib/shell.ts'
import { t } from '../../lib/t.ts'
import { samplesConfigName, type SamplesConfig, type SamplesSettings } from './samplesConfig.ts'

/** The settings of the samples operator as a form has them. Names stand one on a line, or with spaces or commas between. */
export interface SamplesForm {
  managementState: string
  samplesRegistry: string
  skippedImagestreams: string
  skippedTemplates: string
}

/** The settings as the operator has been told. */
export function samplesFormOf({ spec }: SamplesConfig): SamplesForm {
  return {
    managementState: spec?.managementState || 'Managed',
    samplesRegistry: spec?.samplesRegistry ?? '',
    skippedImagestreams: (spec?.skippedImagestreams ?? []).join('\n'),
    skippedTemplates: (spec?.skippedTemplates ?? []).join('\n'),
  }
}

/** The names in a text, each once, in their order. */
export function namesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter(Boolean))]
}

/** What a form changes of a configuration; empty when nothing. Lists are whole, as merge patches replace them. */
export function samplesChange(config: SamplesConfig, form: SamplesForm): SamplesSettings {
  const before = samplesFormOf(config)
  const change: SamplesSettings = {}
  if (form.managementState !== before.managementState) change.managementState = form.managementState
  const registry = form.samplesRegistry.trim()
  if (registry !== before.samplesRegistry) change.samplesRegistry = registry
  for (const key of ['skippedImagestreams', 'skippedTemplates'] as const) {
    const names = namesIn(form[key])
    if (!isSame(names, config.spec?.[key] ?? [])) change[key] = names
  }
  return change
}

const namePattern = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/

/** What is wrong with a form, by field. */
export function samplesProblems(form: SamplesForm): Record<keyof SamplesForm, string | undefined> {
  const registry = form.samplesRegistry.trim()
  return {
    managementState: undefined,
    samplesRegistry: registry === '' ? undefined : scopeProblem(registry, 'location'),
    skippedImagestreams: namesProblem(form.skippedImagestreams),
    skippedTemplates: namesProblem(form.skippedTemplates),
  }
}

function namesProblem(text: string): string | undefined {
  const wrong = namesIn(text).find((name) => name.length > 253 || !namePattern.test(name))
  return wrong === undefined ? undefined : t('“{{name}}” is no name of an object.', { name: wrong })
}

/** The command with the same effect as a change of the settings. */
export function samplesCommand(change: SamplesSettings): string {
  return commandLine(
    'oc',
    'patch',
    `configs.samples.operator.openshift.io/${samplesConfigName}`,
    '--type=merge',
    '-p',
    JSON.stringify({ spec: change }),
  )
}

/** The settings with one more image stream that the operator leaves alone. */
export function skipping(config: SamplesConfig, name: string): SamplesSettings {
  const known = config.spec?.skippedImagestreams ?? []
  return { skippedImagestreams: known.includes(name) ? known : [...known, name] }
}
