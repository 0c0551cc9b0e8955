import { DEPLOYMENTS } from '../kinds/deployment.ts'
import { CONFIGS, REGISTRY_NAMESPACE, type RegistryConfig, type RegistrySpec } from '../kinds/operator.ts'
import { ROUTES } from '../kinds/route.ts'
import { CLAIMS } from '../kinds/volumes.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { equal } from '../server/patch.ts'
import type { Later } from '../server/clock.ts'
import { withConditions, type Said } from './conditions.ts'
import type { Controlled, Queue } from './controllers.ts'
import { bootstrapped, INFRASTRUCTURES, platformOf } from './registryBootstrap.ts'
import { RegistryDeployment } from './registryDeployment.ts'
import { RegistryObjects, SERVICES } from './registryObjects.ts'
import { RegistryRoutes } from './registryRoutes.ts'
import { availability, generationsOf, lasts, registrySays, type ApplyError } from './registryStatus.ts'
import { platformDefault, removeStorage, syncStorage, typesOf } from './registryStorage.ts'
import { REGISTRY } from './registryTemplate.ts'
import { specTrouble } from './registryVerification.ts'

const FINALIZER = 'imageregistry.operator.openshift.io/finalizer'
/** How long a registry may be out of service before the operator calls itself degraded. */
const PATIENCE = 60_000

interface Outcome {
  spec: RegistrySpec
  effective: NonNullable<RegistryConfig['status']>['storage']
  said: Said[]
  error?: ApplyError | undefined
}

type Finalized = RegistryConfig & { metadata: { finalizers?: string[] } }

/** The registry's operator: makes of the Config what it says, writes into it what it found out itself, and says how it went. */
export function controlRegistry(controlled: Controlled, queue: Queue, later: Later, pace: number): () => void {
  const { store, now, api } = controlled
  const configOf = (): Finalized | undefined => store.get(CONFIGS, undefined, 'cluster')
  const seeded = configOf()
  const deployment = new RegistryDeployment(controlled, seeded)
  const objects = new RegistryObjects(controlled, seeded?.spec?.replicas ?? 1)
  const routes = new RegistryRoutes(controlled, seeded?.spec)
  let takeBack = () => {}

  function apply({ spec: asked = {}, status }: RegistryConfig): Outcome {
    const before = status?.storage
    const spec: RegistrySpec = { ...asked, httpSecret: asked.httpSecret || hex(64) }
    const outcome = (said: Said[], error?: ApplyError): Outcome => ({ spec, effective: before, said, error })
    const trouble = specTrouble(spec)
    if (trouble?.permanent) return outcome([], trouble)
    const { platform, infrastructure, region } = platformOf(store)
    if (!typesOf(spec.storage).length) {
      const fallback = platformDefault(platform)
      if (!fallback)
        return outcome([], { message: 'storage backend not configured', permanent: 'StorageNotConfigured' })
      spec.storage = fallback
    }
    const { storage, effective, said, error } = syncStorage(controlled, {
      spec,
      effective: before,
      infrastructure,
      region,
    })
    spec.storage = storage
    const made = { spec, effective, said }
    if (error) return { ...made, error }
    objects.apply(spec.replicas ?? 1)
    const refused = routes.apply(spec)
    if (refused) return { ...made, error: { message: refused } }
    if (trouble) return { ...made, error: trouble }
    const seen = status?.generations?.find(({ resource, name }) => resource === 'deployments' && name === REGISTRY)
    deployment.apply(spec, effective ?? storage, seen?.lastGeneration)
    return made
  }

  function remove({ spec = {}, status }: RegistryConfig): Outcome {
    objects.remove()
    deployment.remove()
    routes.remove(spec)
    const { storage, ...rest } = removeStorage(controlled, spec, status?.storage)
    return { spec: equal(storage, spec.storage ?? {}) ? spec : { ...spec, storage }, ...rest }
  }

  function sync(): void {
    const config = configOf()
    if (!config) {
      api.create(CONFIGS, bootstrapped(platformOf(store).platform))
      return
    }
    if (config.metadata.deletionTimestamp) return finish(config)
    const state = config.spec?.managementState
    // The operator logs that it does not know this state, and does nothing else.
    if (!['Managed', 'Unmanaged', 'Removed'].includes(state ?? '')) return
    const outcome: Outcome =
      state === 'Managed'
        ? apply(config)
        : state === 'Removed'
          ? remove(config)
          : { spec: config.spec ?? {}, effective: config.status?.storage, said: [] }
    routes.publish()
    report(written(config, outcome.spec), outcome)
  }

  /** Writes the operator's own copy of the spec, and its mark that it has to clean up. */
  function written(config: Finalized, spec: RegistrySpec): Finalized {
    const { finalizers = [] } = config.metadata
    const marked = finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER]
    if (equal(spec, config.spec) && marked === finalizers) return config
    return api.update<Finalized>(CONFIGS, { ...config, metadata: { ...config.metadata, finalizers: marked }, spec })
  }

  function report(config: RegistryConfig, { spec, effective, said, error }: Outcome): void {
    const { status } = config
    const made = deployment.current()
    const old = status?.conditions?.find(({ type }) => type === 'Available')
    const facts = { spec, deployment: made, routes: routes.ours(), error, longUnavailable: false }
    const out = availability(facts)[1] !== 'True'
    const longUnavailable = out && old?.status !== 'True' && lasts(old, PATIENCE * pace, now())
    takeBack()
    if (out && !longUnavailable) takeBack = later(look, PATIENCE * pace + 1000)
    const conditions = withConditions(
      status?.conditions,
      [...registrySays({ ...facts, longUnavailable }), ...said],
      now(),
    )
    const next = {
      ...status,
      conditions,
      generations: generationsOf(status?.generations ?? [], made),
      observedGeneration: config.metadata.generation ?? 0,
      readyReplicas: made?.status?.readyReplicas ?? 0,
      storage: effective ?? {},
      storageManaged: effective?.managementState === 'Managed',
    }
    if (!equal(next, status)) api.update<RegistryConfig>(CONFIGS, { ...config, status: next }, 'status')
  }

  /** A Config that was deleted takes the registry with it, and is made anew. */
  function finish(config: Finalized): void {
    remove(config)
    routes.publish()
    if (deployment.current()) return
    const finalizers = (config.metadata.finalizers ?? []).filter((each) => each !== FINALIZER)
    api.update<Finalized>(CONFIGS, { ...config, metadata: { ...config.metadata, finalizers } })
  }

  const look = () => queue.add('config', sync)
  const here = ({ object }: { object: K8sObject }) => object.metadata.namespace === REGISTRY_NAMESPACE && look()
  const stops = [
    store.subscribe(CONFIGS, look),
    store.subscribe(INFRASTRUCTURES, look),
    ...([DEPLOYMENTS, ROUTES, CLAIMS, SERVICES, '/secrets', '/configmaps'] as const).map((resource) =>
      store.subscribe(resource, here),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
    takeBack()
    queue.stop()
  }
}

const hex = (count: number) =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
