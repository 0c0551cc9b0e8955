import type { Schemas } from '../generated/schema.ts'
import type { K8sObject, ResourceType } from '../types.ts'

export type Project = K8sObject & { status?: Schemas['openshift.project.v1.ProjectStatus'] | null }

/** Projects: the API server lists only those that the user may see. Their watch is unreliable, so they are listed. */
export const Project: ResourceType<Project> = {
  group: 'project.openshift.io',
  version: 'v1',
  plural: 'projects',
  kind: 'Project',
  namespaced: false,
  watchable: false,
}

/** Namespaces, where a cluster has no projects. */
export const Namespace: ResourceType<Project> = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
  watchable: true,
}
