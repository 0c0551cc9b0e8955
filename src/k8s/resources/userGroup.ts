import type { K8sObject, ResourceType } from '../types.ts'

/** Somebody who has logged in to OpenShift. */
export const User: ResourceType = {
  group: 'user.openshift.io',
  version: 'v1',
  plural: 'users',
  kind: 'User',
  namespaced: false,
  watchable: false,
}

/** A group of users by name. */
export type UserGroup = K8sObject & { users?: readonly string[] | null }

export const UserGroup: ResourceType<UserGroup> = {
  group: 'user.openshift.io',
  version: 'v1',
  plural: 'groups',
  kind: 'Group',
  namespaced: false,
  watchable: false,
}
