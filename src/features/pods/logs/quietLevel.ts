import type { Pod } from '../../../k8s/resources/pod.ts'

const quietLevels = new Set(['warn', 'warning', 'error', 'fatal', 'panic'])

/** The log level of the registry if no pod of it writes access lines. It is in the environment of its containers. */
export function quietLevelOf(pods: readonly Pod[]): string | undefined {
  const levels = pods.map(({ spec }) =>
    (spec?.containers ?? [])
      .flatMap(({ env }) => env ?? [])
      .find(({ name }) => name === 'REGISTRY_LOG_LEVEL')
      ?.value?.toLowerCase(),
  )
  const [first] = levels
  return levels.every((level) => level !== undefined && quietLevels.has(level)) ? first : undefined
}
