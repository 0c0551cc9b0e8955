import type { K8sObject } from '../../src/k8s/types.ts'
import { operatorSays } from '../controllers/clusterOperator.ts'
import { withConditions, type Said } from '../controllers/conditions.ts'
import { INTERNAL_HOST, REGISTRY } from '../controllers/registryTemplate.ts'
import type { PodState } from '../controllers/replicaSetPods.ts'
import type { DeploymentCondition } from '../kinds/deployment.ts'
import {
  REGISTRY_NAMESPACE,
  type ImagePruner,
  type RegistryConfig,
  type RegistrySpec,
  type RegistryStorage,
} from '../kinds/operator.ts'
import type { State } from '../server/cluster.ts'
import { at, withObjects, type Objects } from './base.ts'
import { uidOf } from './digests.ts'
import { metadataOf } from './podBuilders.ts'
import { deploymentObjects } from './registryRollout.ts'
import { tlsSecret, withAuthorities } from './registrySecrets.ts'

/** The name of the registry from outside the cluster. */
export const publicHost = 'default-route-openshift-image-registry.apps.example.com'

export interface RegistrySeed {
  now: Date
  /** When the registry was made. */
  created: string
  spec: RegistrySpec
  storage: RegistryStorage
  /** What the Config says, and since when. */
  said: { since: string; conditions: Said[] }[]
  /** None: there is no Deployment, nor what belongs to it. */
  pods: { node: string; state: PodState; created?: string }[]
  /** What the Deployment says of its rollout, instead of being through with it. */
  progressing?: Pick<DeploymentCondition, 'status' | 'reason' | 'message'> & { since: string }
  routed?: boolean
  infrastructure?: Record<string, unknown>
}

const namespace = REGISTRY_NAMESPACE
const inNamespace = ({ metadata }: K8sObject) => metadata.namespace === namespace
const REMOVED = new Set(['image-registry-private-configuration', 'installation-pull-secrets'])

/** Times so many minutes before one, as objects write them. */
export const agoOf = (now: Date) => (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')

/** What the operator writes before anybody has changed anything. */
export const plainSpec: RegistrySpec = {
  logLevel: 'Normal',
  managementState: 'Managed',
  observedConfig: null,
  operatorLogLevel: 'Normal',
  proxy: {},
  replicas: 2,
  requests: { read: { maxWaitInQueue: '0s' }, write: { maxWaitInQueue: '0s' } },
  rolloutStrategy: 'RollingUpdate',
  unsupportedConfigOverrides: null,
}

/** What every Config says of the controllers beside the registry itself. */
export const othersSay: Said[] = [
  ['ImageRegistryCertificatesControllerDegraded', 'False', 'AsExpected'],
  ['AzureStackCloudControllerDegraded', 'False', 'AsExpected'],
  ['NodeCADaemonAvailable', 'True', 'AsExpected', 'The daemon set node-ca has available replicas'],
  ['NodeCADaemonProgressing', 'False', 'AsExpected', 'The daemon set node-ca is deployed'],
  ['NodeCADaemonControllerDegraded', 'False', 'AsExpected'],
  ['ImageConfigControllerDegraded', 'False', 'AsExpected'],
]

/** A state with another registry than the recorded one. */
export function withRegistry(before: State, seed: RegistrySeed): State {
  const { now, created, pods, infrastructure } = seed
  const without = (path: string, drop: (object: K8sObject) => boolean) => ({
    items: (before[path]?.items ?? []).filter((object) => !drop(object)),
  })
  const ours = (object: K8sObject) =>
    inNamespace(object) && /^image-registry(-[\da-z]+){0,2}$/.test(object.metadata.name)
  const here = pods.length > 0
  const made: Objects = here ? deploymentObjects(seed) : {}
  const mapped = (path: string, change: (object: K8sObject) => K8sObject) => ({
    items: (before[path]?.items ?? []).map(change),
  })
  const config = configOf(before[at.registryConfigs]?.items[0], seed, made.deployments?.[0])
  const pruner: ImagePruner | undefined = before[at.imagePruners]?.items[0]
  const removed = here ? [] : [at.services, at.podDisruptionBudgets]
  const state: State = {
    ...before,
    [at.deployments]: without(at.deployments, ours),
    [at.replicaSets]: without(at.replicaSets, ours),
    [at.pods]: without(at.pods, ours),
    [at.routes]: without(at.routes, inNamespace),
    ...Object.fromEntries(removed.map((path) => [path, without(path, ours)])),
    [at.secrets]: without(
      at.secrets,
      (object) =>
        inNamespace(object) &&
        (object.metadata.name === 'image-registry-tls' || (!here && REMOVED.has(object.metadata.name))),
    ),
    ...(!here && {
      [at.serviceAccounts]: without(
        at.serviceAccounts,
        (object) => inNamespace(object) && object.metadata.name === 'registry',
      ),
    }),
    ...(here && { [at.podDisruptionBudgets]: mapped(at.podDisruptionBudgets, (object) => budgetOf(object, seed)) }),
    [at.registryConfigs]: { items: [config] },
    [at.clusterOperators]: mapped(at.clusterOperators, (object) => operatorOf(object, config, pruner, created)),
    [at.imageConfigs]: mapped(at.imageConfigs, (object) => hostnamesOf(object, here, seed.routed ?? false)),
    ...(infrastructure && {
      [at.infrastructures]: mapped(at.infrastructures, (object) => platformOf(object, infrastructure)),
    }),
  }
  return withObjects(withAuthorities(state, now), {
    ...made,
    ...(here && { secrets: [tlsSecret(now, created)] }),
    ...(seed.routed && { routes: [defaultRoute(created)] }),
  })
}

function configOf(
  recorded: RegistryConfig | undefined,
  seed: RegistrySeed,
  deployment: K8sObject | undefined,
): K8sObject {
  const { created, spec, storage, said, pods } = seed
  const generation = 3
  const conditions = said.reduce(
    (list, { since, conditions: more }) => withConditions(list, more, new Date(since)),
    withConditions([], othersSay.slice(0, 2), new Date(created)),
  )
  const generations = [
    { name: 'node-ca', resource: 'daemonsets', lastGeneration: 1 },
    ...(deployment
      ? [{ name: REGISTRY, resource: 'deployments', lastGeneration: deployment.metadata.generation ?? 0 }]
      : []),
  ].map((each) => ({ group: 'apps', hash: '', namespace, ...each }))
  const config = {
    ...recorded,
    metadata: {
      name: 'cluster',
      uid: uidOf('Config cluster'),
      creationTimestamp: created,
      generation,
      finalizers: ['imageregistry.operator.openshift.io/finalizer'],
    },
    spec,
    status: {
      conditions: withConditions(conditions, othersSay, new Date(created)),
      generations,
      observedGeneration: generation,
      readyReplicas: pods.filter(({ state }) => 'running' in state && state.ready).length,
      storage,
      storageManaged: storage.managementState === 'Managed',
    },
  }
  return config
}

function operatorOf(
  object: K8sObject & { status?: object },
  config: RegistryConfig,
  pruner: ImagePruner | undefined,
  created: string,
): K8sObject {
  if (object.metadata.name !== REGISTRY) return object
  const times = new Map(config.status?.conditions?.map(({ type, lastTransitionTime }) => [type, lastTransitionTime]))
  const conditions = withConditions([], operatorSays(config, pruner), new Date(created)).map((each) => ({
    ...each,
    lastTransitionTime: times.get(each.type) ?? each.lastTransitionTime,
  }))
  return { ...object, status: { ...object.status, conditions } } as K8sObject
}

/** What the disruption controller counts of a budget of one pod. */
function budgetOf(object: K8sObject & { status?: object }, { pods }: RegistrySeed): K8sObject {
  if (object.metadata.name !== REGISTRY || !inNamespace(object)) return object
  const currentHealthy = pods.filter(({ state }) => 'running' in state && state.ready).length
  const disruptionsAllowed = Math.max(0, currentHealthy - 1)
  const condition = {
    type: 'DisruptionAllowed',
    status: disruptionsAllowed ? 'True' : 'False',
    observedGeneration: 1,
    lastTransitionTime: pods.at(-1)?.created,
    reason: disruptionsAllowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  }
  const status = {
    observedGeneration: 1,
    disruptionsAllowed,
    currentHealthy,
    desiredHealthy: 1,
    expectedPods: pods.length,
    conditions: [condition],
  }
  return { ...object, status } as K8sObject
}

function hostnamesOf(object: K8sObject & { status?: object }, here: boolean, routed: boolean): K8sObject {
  const status = {
    ...(routed && { externalRegistryHostnames: [publicHost] }),
    ...(here && { internalRegistryHostname: INTERNAL_HOST }),
  }
  return { ...object, status } as K8sObject
}

const platformOf = (object: K8sObject & { status?: object }, status: object): K8sObject =>
  ({ ...object, status: { ...object.status, ...status } }) as K8sObject

/** The route that the operator makes by itself, admitted by the router. */
export function defaultRoute(created: string): K8sObject {
  const condition = { type: 'Admitted', status: 'True', lastTransitionTime: created }
  const object = {
    metadata: metadataOf({
      kind: 'Route',
      namespace,
      name: 'default-route',
      created,
      annotations: { 'imageregistry.openshift.io': 'true', 'openshift.io/host.generated': 'true' },
    }),
    spec: {
      host: publicHost,
      to: { kind: 'Service', name: REGISTRY, weight: 100 },
      tls: { termination: 'reencrypt' },
      wildcardPolicy: 'None',
    },
    status: {
      ingress: [
        {
          host: publicHost,
          routerName: 'default',
          conditions: [condition],
          wildcardPolicy: 'None',
          routerCanonicalHostname: 'router-default.apps.example.com',
        },
      ],
    },
  }
  return object
}
