import type { K8sObject, ResourceType } from '../types.ts'
import type { BuildSpec } from './buildConfig.ts'

export interface Build extends K8sObject {
  spec?: BuildSpec | null
  status?: { phase?: string; output?: { to?: { imageDigest?: string } | null } | null } | null
}

/** Builds: the runs of build configs. */
export const Build: ResourceType<Build> = {
  group: 'build.openshift.io',
  version: 'v1',
  plural: 'builds',
  kind: 'Build',
  namespaced: true,
  watchable: true,
}
