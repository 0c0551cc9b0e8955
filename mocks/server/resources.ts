import discovery from '../data/discovery.json' with { type: 'json' }
import { kindRules } from '../kinds/all.ts'
import type { KindRules } from '../kinds/kind.ts'
import type { Schema } from './definitions.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { isIn, servedBy } from './serverVersion.ts'
import type { ResourceName, Store } from './store.ts'

/** One line of a discovery document. */
export interface ApiResource {
  name: string
  singularName: string
  namespaced: boolean
  kind: string
  verbs: string[]
  group?: string
  version?: string
  shortNames?: string[]
  categories?: string[]
  storageVersionHash?: string
}

/** A kind as this server serves it: the facts of discovery, and its rules. */
export interface Resource extends ApiResource {
  group: string
  version: string
  /** 'v1' or 'apps/v1' */
  apiVersion: string
  key: ResourceName
  /** Defined by a CustomResourceDefinition: other errors, other lists, no strategic merge patch. */
  custom: boolean
  rules: KindRules<K8sObject>
  /** Whether `status` is written through its own subresource. */
  hasStatus: boolean
  hasGeneration: boolean
  /** What its CustomResourceDefinition has of fields, where the cluster's says it: others are dropped. */
  schema: Schema | undefined
}

const READ_WRITE = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']
const CREATE = ['create']

/** `plural Kind flags shortNames`: n namespaced, s status subresource, c create only, r read-write (default), v see verbs. */
const OTHERS: Record<string, string[]> = {
  'rbac.authorization.k8s.io/v1': [
    'clusterrolebindings ClusterRoleBinding',
    'clusterroles ClusterRole',
    'rolebindings RoleBinding n',
    'roles Role n',
  ],
  'policy/v1': ['poddisruptionbudgets PodDisruptionBudget ns pdb'],
  'apiextensions.k8s.io/v1': ['customresourcedefinitions CustomResourceDefinition s crd,crds'],
  'apiregistration.k8s.io/v1': ['apiservices APIService s'],
  'storage.k8s.io/v1': ['storageclasses StorageClass - sc'],
  'networking.k8s.io/v1': ['ingresses Ingress ns ing', 'networkpolicies NetworkPolicy ns netpol'],
  'admissionregistration.k8s.io/v1': ['validatingwebhookconfigurations ValidatingWebhookConfiguration'],
  'coordination.k8s.io/v1': ['leases Lease n'],
  'authentication.k8s.io/v1': ['selfsubjectreviews SelfSubjectReview c', 'tokenreviews TokenReview c'],
  'authorization.k8s.io/v1': [
    'localsubjectaccessreviews LocalSubjectAccessReview nc',
    'selfsubjectaccessreviews SelfSubjectAccessReview c',
    'selfsubjectrulesreviews SelfSubjectRulesReview c',
    'subjectaccessreviews SubjectAccessReview c',
  ],
  'authorization.openshift.io/v1': [
    'localresourceaccessreviews LocalResourceAccessReview nc',
    'resourceaccessreviews ResourceAccessReview c',
  ],
  'apps.openshift.io/v1': ['deploymentconfigs DeploymentConfig ns dc'],
  'build.openshift.io/v1': ['buildconfigs BuildConfig n bc', 'builds Build n'],
  'project.openshift.io/v1': ['projectrequests ProjectRequest c', 'projects Project -'],
  'route.openshift.io/v1': ['routes Route ns'],
  'user.openshift.io/v1': ['groups Group -', 'identities Identity -', 'users User -'],
  'quota.openshift.io/v1': ['appliedclusterresourcequotas AppliedClusterResourceQuota n'],
}

/** Kinds outside CustomResourceDefinitions whose metadata counts generations. */
const WITH_GENERATION = new Set(
  ['deployments', 'daemonsets', 'statefulsets', 'replicasets', 'replicationcontrollers', 'jobs', 'cronjobs'].concat([
    'poddisruptionbudgets',
    'ingresses',
    'networkpolicies',
    'imagestreams',
    'deploymentconfigs',
    'buildconfigs',
  ]),
)

function parse(line: string): ApiResource[] {
  const [name = '', kind = '', flags = '', shortNames] = line.split(' ')
  const namespaced = flags.includes('n')
  const verbs = flags.includes('c') ? CREATE : READ_WRITE
  const resource = {
    name,
    singularName: '',
    namespaced,
    kind,
    verbs,
    ...(shortNames ? { shortNames: shortNames.split(',') } : {}),
  }
  const status = { name: `${name}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] }
  return flags.includes('s') ? [resource, status] : [resource]
}

interface Definition extends K8sObject {
  spec: {
    group: string
    scope: string
    names: { plural: string; singular?: string; kind: string; shortNames?: string[]; categories?: string[] }
    versions: { name: string; served?: boolean; schema?: { openAPIV3Schema: Schema } }[]
  }
}

/** Every kind of one cluster: what the server always has, and what its CustomResourceDefinitions define. */
export class Resources {
  /** By 'v1' or 'group/version': discovery's lists, subresources included. */
  readonly #lists = new Map<string, ApiResource[]>()
  readonly #resources = new Map<string, Resource>()
  readonly #schemas = new Map<string, Schema>()
  readonly #store: Store
  readonly #serves: (groupVersion: string) => boolean

  constructor(store: Store) {
    this.#store = store
    const recorded: Record<string, ApiResource[]> = discovery.resources
    this.#serves = servedBy(store)
    for (const [groupVersion, list] of Object.entries(recorded))
      if (this.#serves(groupVersion) && !list.some((resource) => resource.singularName))
        this.#lists.set(groupVersion, list)
    for (const [groupVersion, lines] of Object.entries(OTHERS))
      if (this.#serves(groupVersion)) this.#lists.set(groupVersion, lines.flatMap(parse).filter(isIn(store)))
    for (const definition of store.list('apiextensions.k8s.io/customresourcedefinitions'))
      this.#define(definition, recorded)
    for (const [groupVersion, list] of this.#lists) {
      const known = recorded[groupVersion]
      // The recorded order of a group, as far as its kinds are there.
      const names = new Set(list.map(({ name }) => name))
      const ordered = known
        ? [...known.filter(({ name }) => names.has(name)), ...list.filter((r) => !known.some((k) => k.name === r.name))]
        : list
      this.#lists.set(groupVersion, ordered)
      this.#register(groupVersion, ordered)
    }
  }

  #define(definition: K8sObject, recorded: Record<string, ApiResource[]>) {
    // CustomResourceDefinitions in the store have the shape of their kind.
    const { spec } = definition as Definition
    for (const version of spec.versions) {
      if (version.served === false) continue
      const { plural, singular = '', kind, shortNames, categories } = spec.names
      const namespaced = spec.scope === 'Namespaced'
      const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']
      const resource: ApiResource = {
        name: plural,
        singularName: singular || kind.toLowerCase(),
        namespaced,
        kind,
        verbs,
        ...(shortNames && { shortNames }),
        ...(categories && { categories }),
      }
      const status = { name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] }
      const groupVersion = `${spec.group}/${version.name}`
      if (version.schema) this.#schemas.set(`${groupVersion}/${plural}`, version.schema.openAPIV3Schema)
      // The definitions do not say which kinds have a status of their own; where the server was recorded, it is known.
      const known = recorded[groupVersion]
      const withStatus = !known?.some(({ name }) => name === plural) || known.some(({ name }) => name === status.name)
      this.#lists.set(groupVersion, [
        ...(this.#lists.get(groupVersion) ?? []),
        resource,
        ...(withStatus ? [status] : []),
      ])
    }
  }

  #register(apiVersion: string, list: ApiResource[]) {
    const [group, version] = apiVersion.includes('/') ? split(apiVersion) : ['', apiVersion]
    for (const facts of list) {
      if (facts.name.includes('/')) continue
      const key: ResourceName = `${group}/${facts.name}`
      const rules = kindRules.find((r) => r.group === group && r.plural === facts.name) ?? { group, plural: facts.name }
      const custom = facts.singularName !== ''
      const hasGeneration = rules.hasGeneration ?? (custom || WITH_GENERATION.has(facts.name))
      const hasStatus = list.some(({ name }) => name === `${facts.name}/status`)
      this.#resources.set(`${apiVersion}/${facts.name}`, {
        ...facts,
        group,
        version,
        apiVersion,
        key,
        custom,
        rules,
        hasStatus,
        hasGeneration,
        schema: this.#schemas.get(`${apiVersion}/${facts.name}`),
      })
    }
  }

  /** A kind by its path, if the server has it. */
  find(group: string, version: string, plural: string): Resource | undefined {
    return this.#resources.get(`${group ? `${group}/` : ''}${version}/${plural}`)
  }

  /** Any version of a kind, as access reviews and faults name it. */
  all(): Iterable<Resource> {
    return this.#resources.values()
  }

  /** A subresource's line in discovery. */
  subresource(resource: Resource, name: string): ApiResource | undefined {
    return this.#lists.get(resource.apiVersion)?.find((line) => line.name === `${resource.name}/${name}`)
  }

  /** The kinds of a group's version, or nothing when the server lacks it. */
  list(groupVersion: string): ApiResource[] | undefined {
    return this.#lists.get(groupVersion)
  }

  /** The groups this cluster has, in the server's order. */
  groups(): typeof discovery.groups {
    const served = new Set([...this.#lists.keys()].map((gv) => split(gv)[0]))
    const known = new Set(discovery.groups.map(({ name }) => name))
    const others = [...this.#lists.keys()].filter((gv) => gv.includes('/') && !known.has(split(gv)[0]))
    return [
      // Groups without kinds here belong to the recorded server all the same, unless their kinds are custom ones.
      ...discovery.groups
        .filter(({ name }) => served.has(name) || !CUSTOM_GROUPS.has(name))
        .flatMap((group) => this.#registered(group)),
      ...others.map((groupVersion) => {
        const version = { groupVersion, version: split(groupVersion)[1] }
        return { name: split(groupVersion)[0], versions: [version], preferredVersion: version }
      }),
    ]
  }

  /** A recorded group with the versions of it that this cluster has; none: it lacks the group. */
  #registered(group: (typeof discovery.groups)[number]): (typeof discovery.groups)[number][] {
    const versions = group.versions.filter(
      ({ groupVersion }) => this.#serves(groupVersion) || this.#lists.has(groupVersion),
    )
    const [preferredVersion] = versions
    return preferredVersion ? [{ ...group, versions, preferredVersion }] : []
  }

  /** Whether a group is served from CustomResourceDefinitions alone: an unknown kind there is a plain 404. */
  isCustomGroup(group: string): boolean {
    for (const resource of this.#resources.values()) if (resource.group === group && !resource.custom) return false
    return true
  }

  get store(): Store {
    return this.#store
  }
}

const CUSTOM_GROUPS = new Set(
  discovery.groups
    .map(({ name }) => name)
    .slice(discovery.groups.findIndex(({ name }) => name === 'config.openshift.io')),
)

const split = (groupVersion: string): [string, string] => {
  const [group = '', version = ''] = groupVersion.split('/')
  return [group, version]
}
