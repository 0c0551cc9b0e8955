import type { K8sObject, ResourceType } from '../types.ts'
import type { TagSourceReference } from './imageStream.ts'
import type { PodTemplate } from './podTemplate.ts'

/** What makes a deployment config roll out. */
export interface DeploymentTrigger {
  /** `ImageChange` or `ConfigChange`. */
  type?: string
  imageChangeParams?: {
    automatic?: boolean
    from?: TagSourceReference | null
    containerNames?: string[] | null
    lastTriggeredImage?: string
  } | null
}

export interface DeploymentConfig extends K8sObject {
  spec?: {
    replicas?: number | null
    paused?: boolean
    triggers?: DeploymentTrigger[] | null
    template?: PodTemplate | null
  } | null
}

/** Deployment configs: OpenShift's own deployments, deprecated since 4.14. They own replication controllers. */
export const DeploymentConfig: ResourceType<DeploymentConfig> = {
  group: 'apps.openshift.io',
  version: 'v1',
  plural: 'deploymentconfigs',
  kind: 'DeploymentConfig',
  namespaced: true,
  watchable: true,
}
