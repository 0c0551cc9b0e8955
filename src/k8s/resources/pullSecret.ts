import { parseImageReference } from '../../lib/imageReference.ts'
import type { K8sObject, ResourceType } from '../types.ts'

export interface Secret extends K8sObject {
  type?: string
  data?: Record<string, string> | null
  stringData?: Record<string, string>
}

/** Secrets. The console creates pull secrets and never reads what one holds. */
export const Secret: ResourceType<Secret> = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  kind: 'Secret',
  namespaced: true,
  watchable: true,
}

/** What signs in to a registry. */
export interface RegistryCredentials {
  /** Host with an optional port, as in pull specs. */
  registry: string
  username: string
  password: string
}

const dockerHub = 'https://index.docker.io/v1/'
const dockerHubHosts = new Set(['', 'docker.io', 'index.docker.io', 'registry-1.docker.io', 'www.docker.io'])

/** The host of a registry as pull secrets name it: without scheme, path and capitals; Docker Hub has an address of its own. */
export function registryKey(registry: string): string {
  const host = registry
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  return dockerHubHosts.has(host) ? dockerHub : host
}

/** The registry that a pull spec names; docker.io when it names none. Undefined when it is no pull spec. */
export function registryOf(pullSpec: string): string | undefined {
  const reference = parseImageReference(pullSpec)
  return reference && (reference.registry ?? 'docker.io')
}

/** A new pull secret, as `oc create secret docker-registry` makes it. */
export function pullSecret(namespace: string, name: string, credentials: RegistryCredentials): Secret {
  return {
    metadata: { namespace, name },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': base64(dockerConfig(credentials)) },
  }
}

function dockerConfig({ registry, username, password }: RegistryCredentials): string {
  const auth = base64(`${username}:${password}`)
  return JSON.stringify({ auths: { [registryKey(registry)]: { username, password, auth } } })
}

/** A name for the pull secret of a registry: `quay-io-pull`. */
export function pullSecretName(registry: string): string {
  const host = registryKey(registry) === dockerHub ? 'docker.io' : registryKey(registry)
  const words = host.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
  return `${words.slice(0, 200) || 'registry'}-pull`
}

function base64(text: string): string {
  // btoa takes bytes; passwords may hold any character.
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
