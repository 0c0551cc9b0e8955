import type { K8sObject, ResourceType } from '../types.ts'
import type { Condition } from './registryConfig.ts'

export interface RouteIngress {
  host?: string
  routerName?: string
  routerCanonicalHostname?: string
  conditions?: Condition[] | null
}

export interface Route extends K8sObject {
  spec?: {
    host?: string
    to?: { kind?: string; name?: string; weight?: number | null }
    tls?: { termination?: string; certificate?: string; key?: string; caCertificate?: string } | null
    wildcardPolicy?: string
  } | null
  status?: { ingress?: RouteIngress[] | null } | null
}

/** Routes: how the registry is reached from outside the cluster. */
export const Route: ResourceType<Route> = {
  group: 'route.openshift.io',
  version: 'v1',
  plural: 'routes',
  kind: 'Route',
  namespaced: true,
  watchable: true,
}
