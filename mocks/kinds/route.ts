import type { K8sObject } from '../../src/k8s/types.ts'
import { nameColumn } from './columns.ts'
import type { KindRules } from './kind.ts'

export const ROUTES = 'route.openshift.io/routes'
/** Where the routers of the cluster answer. */
export const APPS = 'apps.example.com'

export interface Route extends K8sObject {
  spec?: {
    host?: string
    path?: string
    to?: { kind: string; name: string; weight?: number }
    tls?: Record<string, string>
    wildcardPolicy?: string
  }
  status?: {
    ingress?: {
      host?: string
      routerName?: string
      wildcardPolicy?: string
      routerCanonicalHostname?: string
      conditions?: { type: string; status: string; lastTransitionTime: string; reason?: string; message?: string }[]
    }[]
  }
}

export const routes: KindRules<Route> = {
  group: 'route.openshift.io',
  plural: 'routes',
  prepareCreate(route) {
    const { name, namespace = '', annotations } = route.metadata
    route.spec ??= {}
    if (!route.spec.host) {
      route.spec.host = `${name}-${namespace}.${APPS}`
      route.metadata.annotations = { ...annotations, 'openshift.io/host.generated': 'true' }
    }
    route.spec.wildcardPolicy ??= 'None'
    if (route.spec.to) route.spec.to.weight ??= 100
    route.status = {}
  },
  fields: [
    { path: 'spec.host', of: ({ spec }) => spec?.host ?? '' },
    { path: 'spec.path', of: ({ spec }) => spec?.path ?? '' },
    { path: 'spec.to.name', of: ({ spec }) => spec?.to?.name ?? '' },
  ],
  columns: [
    nameColumn,
    { name: 'Host/Port', cell: ({ spec }) => spec?.host ?? '' },
    { name: 'Path', cell: ({ spec }) => spec?.path ?? '' },
    { name: 'Services', cell: ({ spec }) => spec?.to?.name ?? '' },
  ],
}
