import type { K8sObject } from '../../src/k8s/types.ts'
import type { PodTemplate } from './podTemplate.ts'

export const DEPLOYMENTS = 'apps/deployments'
export const REPLICA_SETS = 'apps/replicasets'

export interface DeploymentCondition {
  type: string
  status: string
  lastUpdateTime: string
  lastTransitionTime: string
  reason: string
  message: string
}

export interface Deployment extends K8sObject {
  spec?: {
    replicas?: number
    selector?: { matchLabels?: Record<string, string> }
    template?: PodTemplate
    strategy?: { type?: string; rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string } }
    progressDeadlineSeconds?: number
    [field: string]: unknown
  }
  status?: {
    observedGeneration?: number
    replicas?: number
    updatedReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    unavailableReplicas?: number
    conditions?: DeploymentCondition[]
  }
}

export interface ReplicaSet extends K8sObject {
  spec?: { replicas?: number; selector?: { matchLabels?: Record<string, string> }; template?: PodTemplate }
  status?: {
    replicas: number
    fullyLabeledReplicas?: number
    readyReplicas?: number
    availableReplicas?: number
    observedGeneration?: number
  }
}

/** The label by which a ReplicaSet knows its own pods among those of its Deployment. */
export const TEMPLATE_HASH = 'pod-template-hash'
