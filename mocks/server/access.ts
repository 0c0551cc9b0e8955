export interface User {
  name: string
  groups: string[]
}

export interface ResourceAttributes {
  verb: string
  group: string
  resource: string
  subresource?: string
  namespace?: string
  name?: string
}

export interface Decision {
  allowed: boolean
  /** `RBAC: allowed by RoleBinding "edit/payments" of ClusterRole "edit" to User "dev"` */
  reason?: string
}
