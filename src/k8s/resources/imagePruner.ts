import { parseGoDuration } from '../../lib/goDuration.ts'
import type { K8sObject, ResourceType } from '../types.ts'

/** A toleration of the pruner's pods. */
export interface Toleration {
  key?: string
  operator?: string
  value?: string
  effect?: string
  tolerationSeconds?: number | bigint
}

/** CPU and memory of the pruner's pods, by name. A number is a quantity too. */
export interface ResourceRequirements {
  requests?: Record<string, string | number> | null
  limits?: Record<string, string | number> | null
  claims?: unknown[]
}

export interface ImagePrunerSpec {
  schedule?: string
  suspend?: boolean
  keepTagRevisions?: number | bigint
  /** A Go duration. It wins over keepYoungerThan. */
  keepYoungerThanDuration?: string
  /** Nanoseconds. Deprecated. */
  keepYoungerThan?: number | bigint
  ignoreInvalidImageReferences?: boolean
  logLevel?: string
  successfulJobsHistoryLimit?: number
  failedJobsHistoryLimit?: number
  resources?: ResourceRequirements
  nodeSelector?: Record<string, string>
  tolerations?: Toleration[]
  affinity?: object
}

export interface PrunerCondition {
  type: string
  status: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

export interface ImagePruner extends K8sObject {
  spec?: ImagePrunerSpec | null
  status?: { observedGeneration?: number; conditions?: PrunerCondition[] | null } | null
}

/** The settings of the pruner. There is one object, named by imagePrunerName. */
export const ImagePruner: ResourceType<ImagePruner> = {
  group: 'imageregistry.operator.openshift.io',
  version: 'v1',
  plural: 'imagepruners',
  kind: 'ImagePruner',
  namespaced: false,
  watchable: true,
}

export const imagePrunerName = 'cluster'

/** What the operator takes for what is not set (cluster-image-registry-operator pkg/resource/prunercronjob.go). */
export const prunerDefaults = {
  schedule: '0 0 * * *',
  keepTagRevisions: 3,
  /** As it is handed to the command. */
  keepYoungerThan: '60m',
  successfulJobsHistoryLimit: 3,
  failedJobsHistoryLimit: 3,
  logLevel: 'Normal',
  requests: { cpu: '100m', memory: '256Mi' },
} as const

/** Where the age comes from that protects images. `unreadable`: the operator cannot read the object at all. */
export type AgeSource = 'duration' | 'nanoseconds' | 'default' | 'unreadable'

/** What a run does, with the operator's defaults. */
export interface PrunerSettings {
  schedule: string
  suspend: boolean
  keepTagRevisions: number
  /** Nanoseconds. */
  keepYoungerThan: bigint
  keepYoungerThanFrom: AgeSource
  ignoreInvalidImageReferences: boolean
  logLevel: string
  successfulJobsHistoryLimit: number
  failedJobsHistoryLimit: number
}

const defaultAge = 3_600_000_000_000n

/** The settings in effect, with the operator's defaults for those that are absent. */
export function settingsOf({ spec }: Pick<ImagePruner, 'spec'>): PrunerSettings {
  const { keepYoungerThanDuration: duration, keepYoungerThan: nanoseconds } = spec ?? {}
  const parsed = duration === undefined || duration === null ? undefined : parseGoDuration(duration)
  const [age, from]: [bigint, AgeSource] = parsed
    ? 'error' in parsed
      ? [defaultAge, 'unreadable']
      : [parsed.nanoseconds, 'duration']
    : typeof nanoseconds === 'bigint' || Number.isSafeInteger(nanoseconds)
      ? [BigInt(nanoseconds ?? 0), 'nanoseconds']
      : [defaultAge, 'default']
  return {
    schedule: spec?.schedule || prunerDefaults.schedule,
    suspend: spec?.suspend ?? false,
    keepTagRevisions: Number(spec?.keepTagRevisions ?? prunerDefaults.keepTagRevisions),
    keepYoungerThan: age,
    keepYoungerThanFrom: from,
    ignoreInvalidImageReferences: spec?.ignoreInvalidImageReferences ?? false,
    logLevel: spec?.logLevel || prunerDefaults.logLevel,
    successfulJobsHistoryLimit: spec?.successfulJobsHistoryLimit ?? prunerDefaults.successfulJobsHistoryLimit,
    failedJobsHistoryLimit: spec?.failedJobsHistoryLimit ?? prunerDefaults.failedJobsHistoryLimit,
  }
}

/** What `oc --loglevel` is told for a log level: Normal is 1, not 2, at which it prints the stacks of its threads. */
export function verbosityOf(logLevel: string): number {
  return { Debug: 4, Trace: 6, TraceAll: 8 }[logLevel] ?? 1
}

/** The same as the runs are told it. */
export function verbosityOption(logLevel: string): string {
  return `--loglevel=${verbosityOf(logLevel)}`
}

/** Whether the operator has acted on the present settings. */
export function isObserved({ metadata, status }: ImagePruner): boolean {
  return metadata.generation === undefined || status?.observedGeneration === metadata.generation
}

/** A condition of the status by its type. */
export function prunerCondition({ status }: Pick<ImagePruner, 'status'>, type: string): PrunerCondition | undefined {
  return (status?.conditions ?? []).find((condition) => condition.type === type)
}
