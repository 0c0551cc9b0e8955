import type { K8sObject } from '../../src/k8s/types.ts'
import { REGISTRY_NAMESPACE, type RegistryRoute, type RegistrySpec } from '../kinds/operator.ts'
import { ROUTES, type Route } from '../kinds/route.ts'
import { equal } from '../server/patch.ts'
import type { Controlled } from './controllers.ts'
import { OURS } from './registryStorage.ts'
import { SERVICES } from './registryObjects.ts'
import { INTERNAL_HOST, REGISTRY } from './registryTemplate.ts'

const DEFAULT = 'default-route'
const IMAGE_CONFIGS = 'config.openshift.io/images'
const namespace = REGISTRY_NAMESPACE

interface ImageConfig extends K8sObject {
  status?: { internalRegistryHostname?: string; externalRegistryHostnames?: string[] }
}

interface Secret extends K8sObject {
  data?: Record<string, string>
}

/** Whether two routes of a spec would have one name. */
export function repeatsNames({ defaultRoute, routes }: RegistrySpec): boolean {
  const names = [...(defaultRoute ? [DEFAULT] : []), ...(routes ?? []).map(({ name }) => name)]
  return new Set(names).size < names.length || (routes ?? []).some(({ name }) => name === DEFAULT)
}

/** The routes of the registry, and the names it is known by. */
export class RegistryRoutes {
  readonly #controlled: Controlled
  /** What was wanted of each route last: edits by hand stay until that changes. */
  readonly #wanted = new Map<string, object>()

  constructor(controlled: Controlled, spec: RegistrySpec | undefined) {
    this.#controlled = controlled
    for (const route of routesOf(spec ?? {})) {
      const made = this.#routeOf(route)
      if ('spec' in made) this.#wanted.set(route.name, made.spec)
    }
  }

  /** Those that the operator has made. */
  ours(): Route[] {
    return (this.#controlled.store.list(ROUTES, namespace) as readonly Route[]).filter(
      ({ metadata }) => metadata.annotations?.[OURS] === 'true',
    )
  }

  /** Makes the routes of a spec, and takes away others. The answer is what went wrong. */
  apply(spec: RegistrySpec): string | undefined {
    const { store, api } = this.#controlled
    const wanted = routesOf(spec)
    for (const route of wanted) {
      const made = this.#routeOf(route)
      const found: Route | undefined = store.get(ROUTES, namespace, route.name)
      if ('why' in made)
        return `unable to apply objects: failed to ${found ? 'update' : 'create'} object *v1.Route, Namespace=${namespace}, Name=${route.name}: ${made.why}`
      if (!found)
        api.create(ROUTES, {
          metadata: { name: route.name, namespace, annotations: { [OURS]: 'true' } },
          spec: made.spec,
        })
      else if (!equal(made.spec, this.#wanted.get(route.name)))
        api.update<Route>(ROUTES, { ...found, spec: { ...made.spec, host: made.spec.host ?? found.spec?.host ?? '' } })
      this.#wanted.set(route.name, made.spec)
    }
    for (const { metadata } of this.ours())
      if (!wanted.some(({ name }) => name === metadata.name)) this.#drop(metadata.name)
    return undefined
  }

  remove(spec: RegistrySpec): void {
    for (const { name } of routesOf(spec)) if (this.#controlled.store.get(ROUTES, namespace, name)) this.#drop(name)
  }

  #drop(name: string): void {
    this.#controlled.api.remove(ROUTES, namespace, name)
    this.#wanted.delete(name)
  }

  #routeOf({ hostname, secretName }: RegistryRoute): { spec: NonNullable<Route['spec']> } | { why: string } {
    const secret: Secret | undefined = secretName
      ? this.#controlled.store.get('/secrets', namespace, secretName)
      : undefined
    if (secretName && !secret) return { why: `secrets "${secretName}" not found` }
    const text = (key: string) => {
      const value = secret?.data?.[key]
      return value ? atob(value) : undefined
    }
    const [certificate, key, caCertificate] = [text('tls.crt'), text('tls.key'), text('tls.cacrt')]
    const spec = {
      ...(hostname && { host: hostname }),
      to: { kind: 'Service', name: REGISTRY, weight: 100 },
      tls: {
        termination: 'reencrypt',
        ...(certificate && { certificate }),
        ...(key && { key }),
        ...(caCertificate && { caCertificate }),
      },
      wildcardPolicy: 'None',
    }
    return { spec }
  }

  /** Writes the names of the registry, within the cluster and from outside, into the image configuration. */
  publish(): void {
    const { store, api } = this.#controlled
    const config: ImageConfig | undefined = store.get(IMAGE_CONFIGS, undefined, 'cluster')
    if (!config) return
    const here = store.get(SERVICES, namespace, REGISTRY) !== undefined
    const hosts = (route: Route) => (route.status?.ingress ?? []).flatMap(({ host }) => host ?? [])
    const routes = this.ours()
    const first = routes.filter(({ metadata }) => metadata.name === DEFAULT).flatMap(hosts)
    const others = routes.filter(({ metadata }) => metadata.name !== DEFAULT).flatMap(hosts)
    const external = [...first, ...others.toSorted()]
    const { internalRegistryHostname: _internal, externalRegistryHostnames: _external, ...rest } = config.status ?? {}
    const status = {
      ...rest,
      ...(external.length && { externalRegistryHostnames: external }),
      ...(here && { internalRegistryHostname: INTERNAL_HOST }),
    }
    if (!equal(status, config.status ?? {})) api.update<ImageConfig>(IMAGE_CONFIGS, { ...config, status }, 'status')
  }
}

const routesOf = ({ defaultRoute, routes }: RegistrySpec): RegistryRoute[] => [
  ...(defaultRoute ? [{ name: DEFAULT }] : []),
  ...(routes ?? []),
]
