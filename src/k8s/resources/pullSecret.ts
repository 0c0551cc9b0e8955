import { parseImageReference } from '../../lib/imageReference.ts'
import { compareScopes, isFallback, lookupTarget, scopeCovers } from '../../lib/registryHost.ts'
import type { Projection } from '../queries.ts'
import type { K8sObject, ObjectMeta, ResourceType } from '../types.ts'
import {
  authContent,
  decodeBase64,
  type AuthFormat,
  type CoveredRegistry,
  type PullSecretProblem,
  type RegistryAccount,
} from './pullSecretContent.ts'

export interface Secret extends K8sObject {
  type?: string
  data?: Record<string, string> | null
  stringData?: Record<string, string>
}

/** Secrets. What one holds is never kept: lists of pull secrets go through `pullSecretRows`. */
export const Secret: ResourceType<Secret> = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  kind: 'Secret',
  namespaced: true,
  watchable: true,
}

/** The same, for lists: rarely looked at and not worth the scarce watches. */
export const ListedSecret: ResourceType<Secret> = { ...Secret, watchable: false }

/** The two types of pull secrets, each with the key that its auth file is under. */
export const pullSecretTypes = {
  'kubernetes.io/dockerconfigjson': { key: '.dockerconfigjson', format: 'config' },
  'kubernetes.io/dockercfg': { key: '.dockercfg', format: 'legacy' },
} as const satisfies Record<string, { key: string; format: AuthFormat }>

export type PullSecretType = keyof typeof pullSecretTypes

/** What the console keeps of a pull secret: which registries it is for, and nothing that signs in. */
export interface PullSecretRow extends K8sObject {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion' | 'creationTimestamp'>
  type: string
  registries: readonly CoveredRegistry[]
  problem?: PullSecretProblem
  /** The service account that the cluster made it for, with its credentials for the integrated registry. */
  generatedFor?: string
  /** Left out by imports: openshift.io/image.excludeSecret. */
  excluded: boolean
  /** False when only its name is known. */
  readable: boolean
}

/** What lists of pull secrets keep: values are dropped here, before anything is cached, annotations that hold tokens too. */
export const pullSecretRows: Projection<Secret, PullSecretRow> = {
  name: 'registries',
  project(secret) {
    const { name, namespace, uid, resourceVersion, creationTimestamp, annotations } = secret.metadata
    const generatedFor = generatedForOf(secret)
    // Those that the cluster makes are many, large, and all alike.
    const content = generatedFor ? generatedContent : contentOf(secret)
    return {
      metadata: {
        name,
        ...(namespace && { namespace }),
        ...(uid && { uid }),
        ...(resourceVersion && { resourceVersion }),
        ...(creationTimestamp && { creationTimestamp }),
      },
      type: secret.type ?? '',
      ...content,
      ...(generatedFor && { generatedFor }),
      excluded: annotations?.['openshift.io/image.excludeSecret'] === 'true',
    }
  },
}

type Content = Pick<PullSecretRow, 'registries' | 'problem' | 'readable'>

const generatedContent: Content = {
  registries: [{ scope: 'image-registry.openshift-image-registry.svc:5000', account: 'clusterAccount' }],
  readable: true,
}
const boundAccount = 'openshift.io/internal-registry-auth-token.service-account'

function generatedForOf({ metadata, type }: Secret): string | undefined {
  const { annotations, ownerReferences } = metadata
  const bound = annotations?.[boundAccount]
  if (bound) return bound
  if (type !== 'kubernetes.io/dockercfg') return undefined
  // Until 4.15 a token's secret owned it; both name the account.
  const owner = ownerReferences?.find(({ kind }) => kind === 'ServiceAccount')
  return annotations?.['kubernetes.io/service-account.name'] ?? owner?.name
}

function contentOf({ type = '', data }: Secret): Content {
  if (!isPullSecretType(type)) return { registries: [], readable: false }
  const { key, format } = pullSecretTypes[type]
  const value = data?.[key]
  // No server takes an empty value: somebody stands between who leaves values out.
  if (value === '') return { registries: [], readable: false }
  if (value === undefined) return { registries: [], problem: 'noKey', readable: true }
  const text = decodeBase64(value)
  if (text === undefined) return { registries: [], problem: 'notBase64', readable: true }
  return { ...authContent(text, format), readable: true }
}

function isPullSecretType(type: string): type is PullSecretType {
  return Object.hasOwn(pullSecretTypes, type)
}

/** A pull secret of which only the name is known: from a service account that names it. */
export function namedPullSecret(namespace: string, name: string, generatedFor?: string): PullSecretRow {
  return {
    metadata: { name, namespace },
    type: '',
    registries: [],
    ...(generatedFor && { generatedFor }),
    excluded: false,
    readable: false,
  }
}

/** Credentials of a secret that match something. */
export interface MatchingCredentials {
  row: PullSecretRow
  scope: string
  account: RegistryAccount
}

/**
 * The credentials for a pull spec or a host, in the order in which they are tried: longest path first, of equal ones by name.
 * Pods try each of those that their service account names; an import takes only the first of its project, without excluded ones.
 * What holds no usable credentials is left out.
 */
export function credentialsFor(rows: readonly PullSecretRow[], pullSpecOrHost: string): MatchingCredentials[] {
  const target = lookupTarget(pullSpecOrHost)
  if (target === undefined) return []
  const usable = rows.flatMap((row) =>
    row.registries.flatMap(({ scope, account, problem }) =>
      problem === undefined || problem === 'scheme' ? [{ row, scope, account }] : [],
    ),
  )
  const matching = usable.filter(({ scope }) => scopeCovers(scope, target))
  const found = matching.length > 0 ? matching : usable.filter(({ scope }) => isFallback(scope, target))
  return found.toSorted((a, b) => compareScopes(a.scope, b.scope) || compareNames(a.row, b.row))
}

const compareNames = (a: PullSecretRow, b: PullSecretRow) =>
  a.metadata.name === b.metadata.name ? 0 : a.metadata.name < b.metadata.name ? -1 : 1

/** Whether a secret cannot be read as a whole: pods that use it fail, and so does every import of its project. */
export function isUnreadable({ problem, registries }: Pick<PullSecretRow, 'problem' | 'registries'>): boolean {
  return problem === 'notBase64' || problem === 'notJson' || registries.some((registry) => registry.problem === 'auth')
}

/** Where the cluster keeps what its nodes pull with: imports take it too where a project has no credentials of its own. */
export const globalPullSecretName = { namespace: 'openshift-config', name: 'pull-secret' } as const

/** What signs in to a registry. */
export interface RegistryCredentials {
  /** Host with an optional port, as in pull specs. */
  registry: string
  username: string
  password: string
}

const dockerHub = 'https://index.docker.io/v1/'
const dockerHubHosts = new Set(['', 'docker.io', 'index.docker.io', 'registry-1.docker.io', 'www.docker.io'])

/**
 * A registry as pull secrets name it: its host, and a path where the credentials are for a part of it only; without scheme and
 * capitals. Docker Hub has an address of its own.
 */
export function registryKey(registry: string): string {
  const text = registry.trim().replace(/^[a-z]+:\/\//i, '')
  const slash = text.indexOf('/')
  const host = (slash < 0 ? text : text.slice(0, slash)).toLowerCase()
  const path =
    slash < 0
      ? ''
      : text
          .slice(slash)
          .replace(/^\/v[12](?=\/|$)/, '')
          .replace(/\/+$/, '')
  return dockerHubHosts.has(host) && path === '' ? dockerHub : host + path
}

/** The registry that a pull spec names; docker.io when it names none. Undefined when it is no pull spec. */
export function registryOf(pullSpec: string): string | undefined {
  const reference = parseImageReference(pullSpec)
  return reference && (reference.registry ?? 'docker.io')
}

/** A new pull secret, as `oc create secret docker-registry` makes it, for any number of registries. */
export function pullSecret(namespace: string, name: string, logins: readonly RegistryCredentials[]): Secret {
  return authsSecret(
    namespace,
    name,
    Object.fromEntries(
      logins.map(({ registry, username, password }) => {
        const auth = base64(`${username}:${password}`)
        return [registryKey(registry), { username, password, auth }]
      }),
    ),
  )
}

/** A new pull secret from the entries of an auth file, as they are. */
export function authsSecret(namespace: string, name: string, auths: Readonly<Record<string, unknown>>): Secret {
  const type: PullSecretType = 'kubernetes.io/dockerconfigjson'
  return {
    metadata: { namespace, name },
    type,
    data: { [pullSecretTypes[type].key]: base64(JSON.stringify({ auths })) },
  }
}

/** A name for the pull secret of a registry: `quay-io-pull`. */
export function pullSecretName(registry: string): string {
  const host = registryKey(registry) === dockerHub ? 'docker.io' : registryKey(registry)
  const words = host
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${words.slice(0, 200) || 'registry'}-pull`
}

function base64(text: string): string {
  // btoa takes bytes; passwords may hold any character.
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
