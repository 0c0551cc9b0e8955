import type { RegistryConfig, RegistryRoute } from '../../../k8s/resources/registryConfig.ts'
import { registryName } from '../../../k8s/resources/registryConfig.ts'
import type { Route } from '../../../k8s/resources/route.ts'
import { parseCertificates, type Certificate } from '../../../lib/certificate.ts'

/** The route that `defaultRoute` of the Config makes. */
export const defaultRouteName = 'default-route'

/** What a router says of a route. */
export interface Admission {
  router: string
  admitted: boolean
  since?: string | undefined
  reason: string
  message: string
}

/**
 * Where a route comes from: `defaultRoute` or `routes` of the Config; `leftOver` of an operator that has not taken it away;
 * `other` somebody else's that leads to the registry. `unknown`: the Config cannot be read.
 */
export type RouteOrigin = 'default' | 'extra' | 'leftOver' | 'other' | 'unknown'

export interface RouteRow {
  name: string
  origin: RouteOrigin
  /** The route itself; without it the operator has not made what the Config asks for. */
  route?: Route | undefined
  /** What the Config asks for. */
  wanted?: RegistryRoute | undefined
  host: string
  termination: string
  admissions: readonly Admission[]
  /** The route's own certificate. Without one, routers show theirs. */
  certificate?: Certificate | undefined
}

/** All routes to the registry, and those that the Config asks for and that are not there. `config`: undefined while it is not known. */
export function routeRows(routes: readonly Route[], config: RegistryConfig | undefined): RouteRow[] {
  const { defaultRoute = false, routes: extra } = config?.spec ?? {}
  const wanted = new Map((extra ?? []).map((route) => [route.name, route]))
  if (config && defaultRoute) wanted.set(defaultRouteName, { name: defaultRouteName })
  const rows = routes.filter(isRegistryRoute).map((route) => rowOf(route, config, wanted.get(route.metadata.name)))
  const there = new Set(rows.map(({ name }) => name))
  for (const route of wanted.values()) if (!there.has(route.name)) rows.push(missingRow(route))
  return rows
}

/** Whether a route leads to the registry. */
function isRegistryRoute({ metadata, spec }: Route): boolean {
  return isOperators({ metadata }) || spec?.to?.name === registryName
}

/** Whether the operator made it, and takes it away. */
function isOperators({ metadata }: Pick<Route, 'metadata'>): boolean {
  return metadata.annotations?.['imageregistry.openshift.io'] === 'true'
}

function rowOf(route: Route, config: RegistryConfig | undefined, wanted: RegistryRoute | undefined): RouteRow {
  const { name } = route.metadata
  const { tls } = route.spec ?? {}
  return {
    name,
    origin: originOf(route, config, wanted),
    route,
    wanted,
    host: route.spec?.host ?? wanted?.hostname ?? '',
    termination: tls?.termination ?? '',
    admissions: admissionsOf(route),
    certificate: tls?.certificate ? parseCertificates(tls.certificate).certificates[0] : undefined,
  }
}

function originOf(route: Route, config: RegistryConfig | undefined, wanted: RegistryRoute | undefined): RouteOrigin {
  if (!isOperators(route)) return 'other'
  if (!config) return 'unknown'
  if (!wanted) return 'leftOver'
  return wanted.name === defaultRouteName ? 'default' : 'extra'
}

function missingRow(wanted: RegistryRoute): RouteRow {
  const { name, hostname = '' } = wanted
  const origin = name === defaultRouteName ? 'default' : 'extra'
  return { name, origin, wanted, host: hostname, termination: '', admissions: [] }
}

/** What each router says. One that says nothing has not seen it. */
export function admissionsOf({ status }: Route): Admission[] {
  return (status?.ingress ?? []).map(({ routerName, conditions }) => {
    const found = (conditions ?? []).find(({ type }) => type === 'Admitted')
    return {
      router: routerName ?? '',
      admitted: found?.status === 'True',
      since: found?.lastTransitionTime ?? undefined,
      reason: found?.reason ?? '',
      message: found?.message ?? '',
    }
  })
}

/** Whether clients reach the registry by a route: a router has taken it up. */
export function isAdmitted({ admissions }: RouteRow): boolean {
  return admissions.some(({ admitted }) => admitted)
}

/** The operator's routes of the Config with one added, changed or taken away. A merge patch replaces the array as a whole. */
export function changedRoutes(
  config: RegistryConfig,
  name: string,
  change: RegistryRoute | undefined,
): { spec: { routes: RegistryRoute[] } } {
  const before = config.spec?.routes ?? []
  const routes =
    change === undefined
      ? before.filter((route) => route.name !== name)
      : before.some((route) => route.name === name)
        ? before.map((route) => (route.name === name ? change : route))
        : [...before, change]
  return { spec: { routes } }
}
