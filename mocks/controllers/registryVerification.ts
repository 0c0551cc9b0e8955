import type { RegistrySpec } from '../kinds/operator.ts'
import { repeatsNames } from './registryRoutes.ts'
import type { ApplyError } from './registryStatus.ts'

/** What is wrong with a spec in itself: numbers and names that cannot be. */
export function specTrouble(spec: RegistrySpec): ApplyError | undefined {
  const verification = (why: string): ApplyError => ({
    message: `unable to complete resource: ${why}`,
    permanent: 'VerificationFailed',
  })
  if ((spec.replicas ?? 1) < 0) return verification('replicas must be greater than or equal to 0')
  if (repeatsNames(spec)) return verification('duplication of names has been detected in the additional routes')
  for (const [kind, title] of [
    ['read', 'Read'],
    ['write', 'Write'],
  ] as const) {
    const { maxRunning = 0, maxInQueue = 0 } = spec.requests?.[kind] ?? {}
    if (maxRunning < 0) return { message: `Requests.${title}.MaxRunning must be positive number` }
    if (maxInQueue < 0) return { message: `Requests.${title}.MaxInQueue must be positive number` }
  }
  return overridesTrouble(spec.unsupportedConfigOverrides)
}

function overridesTrouble(overrides: unknown): ApplyError | undefined {
  if (overrides === null || overrides === undefined) return undefined
  const wrong = (what: string, field: string, type: string): ApplyError => ({
    message: `unable to decode unsupported config overrides: json: cannot unmarshal ${what} into Go ${field} of type ${type}`,
  })
  if (typeof overrides !== 'object' || Array.isArray(overrides))
    return wrong(kindOf(overrides), 'value', 'v1.UnsupportedConfigOverrides')
  const deployment: unknown = Reflect.get(overrides, 'deployment')
  if (deployment === undefined || deployment === null) return undefined
  if (typeof deployment !== 'object' || Array.isArray(deployment))
    return wrong(kindOf(deployment), 'struct field .deployment', 'v1.DeploymentOverrides')
  const annotations: unknown = Reflect.get(deployment, 'annotations')
  if (annotations === undefined || annotations === null) return undefined
  if (typeof annotations !== 'object' || Array.isArray(annotations))
    return wrong(kindOf(annotations), 'struct field .deployment.annotations', 'map[string]string')
  const odd = Object.values(annotations).find((value) => typeof value !== 'string')
  return odd === undefined ? undefined : wrong(kindOf(odd), 'struct field .deployment.annotations', 'string')
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value)
