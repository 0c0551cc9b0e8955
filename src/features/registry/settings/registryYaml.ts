import type { QueryClient } from '@tanstack/react-query'
import type { RegistryConfig, RegistryConfigSpec } from '../../../k8s/resources/registryConfig.ts'
import { configProblems, type ConfigSurroundings } from '../../../k8s/resources/registryConfigProblems.ts'
import type { Patch } from '../../../k8s/writes.ts'
import { mergePatchOf } from '../../../lib/mergePatchOf.ts'
import { t } from '../../../lib/t.ts'
import type { YamlSaving } from '../../../ui/yaml/SaveYamlDialog.tsx'
import { writtenPart, type ObjectProblem } from '../../../ui/yaml/yamlObject.ts'
import { changeConfig, configCommand } from '../configChange.ts'
import { rolloutOf, rolloutWords } from './rollout.ts'

export const ignored = ['status']

/** What stands in the text for a secret. */
const maskText = '(set, not shown)'

/** The Config without its secret. `seen`: the one that it was changed from. */
export function masked(config: RegistryConfig, seen?: RegistryConfig): RegistryConfig {
  const secret = config.spec?.httpSecret
  if (!secret) return config
  const isOther = seen !== undefined && seen.spec?.httpSecret !== secret
  const mask = isOther ? '(another, not shown)' : maskText
  const { annotations } = config.metadata
  return {
    ...config,
    // What was last applied is kept there as a whole.
    ...(annotations && {
      metadata: {
        ...config.metadata,
        annotations: Object.fromEntries(
          Object.entries(annotations).map(([key, value]) => [key, value.replaceAll(secret, mask)]),
        ),
      },
    }),
    spec: { ...config.spec, httpSecret: mask },
  }
}

/** What people decide: all but what the operator fills in by itself, and the secret. */
export function relevant({ spec, metadata }: RegistryConfig) {
  const { httpSecret: _secret, ...rest } = spec ?? {}
  return { spec: rest, labels: metadata.labels ?? {}, annotations: metadata.annotations ?? {} }
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The settings of a text; its fields may be of any type. */
export function specOfText(edited: object): RegistryConfigSpec | undefined {
  return 'spec' in edited && isFields(edited.spec) ? edited.spec : undefined
}

/** The checks of the form, at the fields of the text. */
export function objectProblems(
  edited: object,
  origin: RegistryConfig,
  surroundings: ConfigSurroundings,
): ObjectProblem[] {
  const spec = specOfText(edited)
  if (!spec) return []
  const changed = mergePatchOf({ ...origin.spec }, { ...spec })
  const found = configProblems(spec, surroundings).map(({ path, severity, message }): ObjectProblem => ({
    path: ['spec', ...path],
    // What is wrong already and not touched is no reason to refuse another change.
    severity: severity === 'error' && !(String(path[0]) in changed) ? 'warning' : severity,
    message,
  }))
  const isMask = spec.httpSecret === maskText && origin.spec?.httpSecret !== maskText
  const mask: ObjectProblem = {
    path: ['spec', 'httpSecret'],
    severity: 'error',
    message: t('This only stands for a secret. Leave the field out, and the operator makes one.'),
  }
  return isMask ? [...found, mask] : found
}

/** What saving does, in sentences. */
export function consequences(edited: object, origin: RegistryConfig): string[] {
  const spec = specOfText(edited)
  if (!spec) return []
  const change = mergePatchOf({ ...origin.spec }, { ...spec })
  const storage = 'storage' in change
  return [
    ...(change['managementState'] === 'Removed' ? [t('The registry is removed.')] : []),
    ...(rolloutOf(origin.spec ?? {}, change) === 'roll'
      ? [t('The pods of the registry are replaced.'), rolloutWords(spec)]
      : []),
    ...('httpSecret' in change ? [t('Uploads under way break off: their state is signed with the old secret.')] : []),
    ...(storage
      ? [t('Changing the storage moves no images: what is in the old place is not found in the new one.')]
      : []),
    ...(change['replicas'] === 0 ? [t('Pushes and pulls fail at once, and builds and new pods with them.')] : []),
    ...(change['readOnly'] === true
      ? [t('Pushes fail, and builds with them, as soon as their pod is replaced. Pulls work.')]
      : []),
  ]
}

/** The least patch from one version to another. */
function patchOf(seen: RegistryConfig, changed: RegistryConfig): Patch {
  return mergePatchOf(writtenPart(seen, ignored), writtenPart(changed, ignored))
}

/** Saves only what was changed in the text: a secret that was not typed is never sent. */
export const saving: YamlSaving<RegistryConfig> = {
  perform: (client: QueryClient, seen, changed) => changeConfig(client, seen, patchOf(seen, changed)),
  command: (seen, changed) => configCommand(patchOf(seen, changed)),
}
