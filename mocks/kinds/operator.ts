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

export interface RegistryConfig extends K8sObject {
  spec?: { managementState?: string; replicas?: number; readOnly?: boolean; [field: string]: unknown }
  status?: {
    observedGeneration?: number
    readyReplicas?: number
    conditions?: Condition[]
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
