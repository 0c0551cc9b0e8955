import { ApiError } from '../ApiError.ts'
import type { Event } from './event.ts'
import type { PersistentVolumeClaim } from './persistentVolumeClaim.ts'
import type { Pod } from './pod.ts'
import type { Condition, RegistryConfigSpec } from './registryConfig.ts'
import type { Fact, RegistryFacts } from './registryFacts.ts'
import type { RegistryVerdict } from './registryVerdict.ts'

/** Facts for tests: a registry that is well, with what a case wants otherwise. */
export function facts(more: Partial<RegistryFacts> = {}): RegistryFacts {
  return {
    config: known(config()),
    clusterOperator: known({ metadata: { name: 'image-registry' }, status: { conditions: healthyConditions } }),
    infrastructure: known(infrastructure('AWS')),
    deployment: known(deployment()),
    pods: known([pod('a'), pod('b')]),
    operatorPods: known([pod('operator')]),
    routes: known([]),
    claim: { pending: false },
    warnings: known([]),
    ...more,
  }
}

export const known = <T>(object: T): Fact<T> => ({ object, pending: false })
export const missing = { object: null, pending: false } as const

/** What may not be read. */
export function forbidden(url = '/api/v1/pods'): { error: ApiError; pending: false } {
  const details = { code: 403, reason: 'Forbidden', message: `${url} is forbidden`, url, method: 'GET' }
  return { error: new ApiError(details), pending: false }
}

/** What this cluster does not have. */
export function unknownKind(): { error: ApiError; pending: false } {
  const details = { code: 404, reason: 'NotFound', message: '404 page not found', url: '/apis/x', method: 'GET' }
  return { error: new ApiError(details), pending: false }
}

/** A condition: type, status, reason, message. */
export function condition(type: string, status: string, reason?: string, message?: string): Condition {
  return {
    type,
    status,
    lastTransitionTime: '2026-11-18T10:00:00Z',
    ...(reason && { reason }),
    ...(message && { message }),
  }
}

export const healthyConditions = [
  condition('Available', 'True', 'Ready', 'The registry is ready'),
  condition('Progressing', 'False', 'Ready', 'The registry is ready'),
  condition('Degraded', 'False'),
]

/** A Config: on S3 and well, unless said otherwise. */
export function config(
  spec: RegistryConfigSpec = {},
  conditions: readonly Condition[] = healthyConditions,
  observedGeneration = 5,
) {
  const storage = { s3: { bucket: 'demo-image-registry' }, managementState: 'Managed' }
  return {
    metadata: { name: 'cluster', generation: 5 },
    spec: { managementState: 'Managed', replicas: 2, storage, ...spec },
    status: { observedGeneration, conditions: [...conditions] },
  }
}

export function infrastructure(platform: string, controlPlaneTopology = 'HighlyAvailable') {
  return { metadata: { name: 'cluster' }, status: { controlPlaneTopology, platformStatus: { type: platform } } }
}

export function deployment(available = 2, replicas = 2) {
  const counts = { replicas, updatedReplicas: replicas, readyReplicas: available, availableReplicas: available }
  return { metadata: { name: 'image-registry' }, spec: { replicas }, status: counts }
}

/** A pod that is ready, or waits in some status. */
export function pod(name: string, status?: Pod['status']): Pod {
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }
  return { metadata: { name, uid: name }, status: status ?? ready }
}

export const waiting = (reason: string, message = ''): Pod['status'] => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'registry', state: { waiting: { reason, message } } }],
})

export function warning(name: string, reason: string, message: string): Event {
  return { metadata: { name: `${name}.1` }, involvedObject: { kind: 'Pod', name }, type: 'Warning', reason, message }
}

export function claim(accessModes: string[], phase = 'Bound'): PersistentVolumeClaim {
  return { metadata: { name: 'image-registry-storage' }, spec: { accessModes }, status: { phase } }
}

/** What a case wants of a verdict. */
export interface ExpectedVerdict {
  status: string
  sentence: string | RegExp
  /** Where the first step leads. */
  to?: string
  affects?: RegExp
  quote?: string
  /** How much else is wrong. */
  also?: number
}

/** In what a verdict is not as expected: nothing, when all is well. */
export function differencesFrom(
  expected: ExpectedVerdict,
  { status, sentence, steps, affects, quote, also }: RegistryVerdict,
): string[] {
  const told = { status, sentence, to: steps[0]?.to, affects, quote: quote?.message, also: also.length }
  return Object.entries(expected).flatMap(([field, wanted]: [string, unknown]) => {
    // The same fields.
    const actual = told[field as keyof typeof told]
    const isSame = wanted instanceof RegExp ? wanted.test(String(actual)) : wanted === actual
    return isSame ? [] : [`${field}: ${String(actual)}`]
  })
}
