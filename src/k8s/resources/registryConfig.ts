import type { K8sObject, ResourceType } from '../types.ts'
import type { ResourceRequirements, Toleration } from './imagePruner.ts'

/** A condition of the registry's Config, of a ClusterOperator, of a Deployment. Reasons may hold spaces, types anything. */
export interface Condition {
  type: string
  status: string
  reason?: string
  message?: string
  lastTransitionTime?: string | null
}

/** Limits of requests that run or wait at once in one pod of the registry. */
export interface RequestLimits {
  maxRunning?: number
  maxInQueue?: number
  /** A Go duration. */
  maxWaitInQueue?: string
}

export interface RegistryRoute {
  name: string
  hostname?: string
  /** A secret beside the registry with tls.crt, tls.key and tls.cacrt. */
  secretName?: string
}

/** Where images are kept: one key for the type, and `managementState`. Keys that nobody here knows are kept. */
export interface RegistryStorage {
  managementState?: string
  [type: string]: object | string | null | undefined
}

export interface RegistryConfigSpec {
  managementState?: string
  replicas?: number
  logLevel?: string
  operatorLogLevel?: string
  /** Deprecated: counts only while logLevel is Normal. */
  logging?: number
  httpSecret?: string
  proxy?: { http?: string; https?: string; noProxy?: string } | null
  storage?: RegistryStorage | null
  readOnly?: boolean
  disableRedirect?: boolean
  requests?: { read?: RequestLimits | null; write?: RequestLimits | null } | null
  defaultRoute?: boolean
  routes?: RegistryRoute[] | null
  resources?: ResourceRequirements | null
  nodeSelector?: Record<string, string> | null
  tolerations?: Toleration[] | null
  affinity?: object | null
  topologySpreadConstraints?: object[] | null
  rolloutStrategy?: string
  observedConfig?: object | null
  unsupportedConfigOverrides?: object | null
}

export interface RegistryConfig extends K8sObject {
  spec?: RegistryConfigSpec | null
  status?: {
    observedGeneration?: number
    readyReplicas?: number
    storage?: RegistryStorage | null
    storageManaged?: boolean
    conditions?: Condition[] | null
    generations?: object[] | null
  } | null
}

/** The configuration of the registry, which its operator makes real. There is one object, named by registryConfigName. */
export const RegistryConfig: ResourceType<RegistryConfig> = {
  group: 'imageregistry.operator.openshift.io',
  version: 'v1',
  plural: 'configs',
  kind: 'Config',
  namespaced: false,
  watchable: true,
}

export const registryConfigName = 'cluster'

/** The Deployment of the registry, its Service and its PodDisruptionBudget. They live in registryNamespace. */
export const registryName = 'image-registry'

/** What the pods of the registry are found by. */
export const registryPodSelector = 'docker-registry=default'

/** A condition of any object by its type. */
export function conditionOf(
  { status }: { status?: { conditions?: Condition[] | null } | null },
  type: string,
): Condition | undefined {
  return (status?.conditions ?? []).find((condition) => condition.type === type)
}

/** Whether the operator has looked at the present spec. It says nothing of its success. */
export function isConfigObserved({ metadata, status }: RegistryConfig): boolean {
  return metadata.generation === undefined || (status?.observedGeneration ?? -1) >= metadata.generation
}
