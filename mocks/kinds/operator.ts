import type { K8sObject } from '../../src/k8s/types.ts'
import type { KindRules } from './kind.ts'

export const PRUNERS = 'imageregistry.operator.openshift.io/imagepruners'
export const CONFIGS = 'imageregistry.operator.openshift.io/configs'
/** Where the registry and its operator live, and the jobs of the pruner. */
export const REGISTRY_NAMESPACE = 'openshift-image-registry'

export interface Condition {
  type: string
  status: string
  lastTransitionTime: string
  reason?: string
  message?: string
}

export interface ImagePruner extends K8sObject {
  spec?: {
    schedule?: string
    suspend?: boolean
    keepTagRevisions?: number
    /** Nanoseconds. */
    keepYoungerThan?: number | bigint
    keepYoungerThanDuration?: string
    ignoreInvalidImageReferences?: boolean
    logLevel?: string
    resources?: object
    affinity?: object
    nodeSelector?: Record<string, string>
    tolerations?: object[]
    successfulJobsHistoryLimit?: number
    failedJobsHistoryLimit?: number
  }
  status?: { observedGeneration?: number; conditions?: Condition[] }
}

/** Where images are kept: one key for the type, and `managementState`. */
export interface RegistryStorage {
  managementState?: string
  emptyDir?: object | null
  pvc?: { claim?: string } | null
  s3?: Record<string, unknown> | null
  [type: string]: unknown
}

export interface RegistryRoute {
  name: string
  hostname?: string
  secretName?: string
}

interface RequestLimits {
  maxRunning?: number
  maxInQueue?: number
  maxWaitInQueue?: string
}

export interface RegistrySpec {
  managementState?: string
  replicas?: number
  readOnly?: boolean
  disableRedirect?: boolean
  logLevel?: string
  /** Deprecated: counts only while logLevel is Normal. */
  logging?: number
  httpSecret?: string
  proxy?: { http?: string; https?: string; noProxy?: string } | null
  storage?: RegistryStorage | null
  requests?: { read?: RequestLimits | null; write?: RequestLimits | null } | null
  defaultRoute?: boolean
  routes?: RegistryRoute[] | null
  resources?: object | null
  nodeSelector?: Record<string, string> | null
  tolerations?: object[] | null
  affinity?: object | null
  topologySpreadConstraints?: object[] | null
  rolloutStrategy?: string
  unsupportedConfigOverrides?: {
    deployment?: { annotations?: Record<string, string>; runtimeClassName?: string } | null
  } | null
  [field: string]: unknown
}

export interface RegistryConfig extends K8sObject {
  spec?: RegistrySpec
  status?: {
    observedGeneration?: number
    readyReplicas?: number
    conditions?: Condition[]
    storage?: RegistryStorage
    storageManaged?: boolean
    generations?: {
      group: string
      resource: string
      namespace: string
      name: string
      lastGeneration: number
      hash: string
    }[]
    [field: string]: unknown
  }
}

const pruners: KindRules<ImagePruner> = {
  group: 'imageregistry.operator.openshift.io',
  plural: 'imagepruners',
  defaults({ spec }) {
    // The one default that the definition of the kind has.
    if (spec) spec.logLevel ??= 'Normal'
  },
}

const configs: KindRules<RegistryConfig> = {
  group: 'imageregistry.operator.openshift.io',
  plural: 'configs',
  defaults({ spec }) {
    if (!spec) return
    spec['logLevel'] ??= 'Normal'
    spec['operatorLogLevel'] ??= 'Normal'
  },
}

/** The resources of the registry's operator. */
export const operatorKinds: KindRules<K8sObject>[] = [pruners, configs]
