import type { ApiError } from '../k8s/ApiError.ts'
import { quote } from '../lib/shell.ts'

/** A right that is missing, in the words of the API. */
export interface MissingRight {
  verb: string
  /** The plural, with the subresource: `imagestreams/layers`. */
  resource: string
  group: string
  namespace?: string
  name?: string
  user?: string
}

export interface GrantingRole {
  /** The roles that grant the right, the one that grants least first. */
  roles: string[]
  /** Whether the role must be bound for the whole cluster. */
  cluster: boolean
}

const messagePattern =
  /(?:User "(?<user>[^"]*)" )?cannot (?<verb>\w+) resource "(?<resource>[^"]+)" in API group "(?<group>[^"]*)"(?: in the namespace "(?<namespace>[^"]+)")?/

/** Which right was missing: from the server's message, else from the address that was refused. */
export function missingRight(error: Pick<ApiError, 'message' | 'url' | 'method' | 'status'>): MissingRight | undefined {
  const found = messagePattern.exec(error.message)?.groups
  const name = error.status?.details?.name
  if (found?.['verb'] && found['resource']) {
    return {
      verb: found['verb'],
      resource: found['resource'],
      group: found['group'] ?? '',
      ...(found['namespace'] && { namespace: found['namespace'] }),
      ...(name && { name }),
      ...(found['user'] && { user: found['user'] }),
    }
  }
  return fromAddress(error.url, error.method)
}

const addressPattern =
  /\/(?:api\/v1|apis\/(?<group>[^/]+)\/[^/]+)(?:\/namespaces\/(?<namespace>[^/?]+)(?=\/))?\/(?<plural>[^/?]+)(?:\/(?<name>[^/?]+)(?:\/(?<subresource>[^/?]+))?)?(?:\?(?<query>.*))?$/

function fromAddress(url: string, method: string): MissingRight | undefined {
  const parts = addressPattern.exec(url)?.groups
  if (!parts?.['plural']) return undefined
  const { group = '', namespace, plural, name, subresource, query } = parts
  const watched = /(^|&)watch=(1|true)/.test(query ?? '')
  return {
    verb: verbOf(method, name !== undefined, watched),
    resource: subresource ? `${plural}/${subresource}` : plural,
    group,
    ...(namespace && { namespace: decodeURIComponent(namespace) }),
    ...(name && { name: decodeURIComponent(name) }),
  }
}

function verbOf(method: string, named: boolean, watched: boolean): string {
  switch (method) {
    case 'POST':
      return 'create'
    case 'PUT':
      return 'update'
    case 'PATCH':
      return 'patch'
    case 'DELETE':
      return named ? 'delete' : 'deletecollection'
    default:
      return watched ? 'watch' : named ? 'get' : 'list'
  }
}

const streamResources = new Set([
  'imagestreams',
  'imagestreamtags',
  'imagetags',
  'imagestreamimages',
  'imagestreammappings',
])
const rightsResources = new Set(['roles', 'rolebindings'])
const secretResources = new Set(['secrets', 'serviceaccounts'])
const readVerbs = new Set(['get', 'list', 'watch'])

/** Which role grants a right, as OpenShift ships its roles (openshift-apiserver pkg/bootstrappolicy/policy.go). */
export function grantingRole({ verb, resource, group, namespace }: MissingRight): GrantingRole {
  const cluster = namespace === undefined
  const reads = readVerbs.has(verb)
  if (resource === 'imagestreams/layers') {
    return { roles: [reads ? 'system:image-puller' : 'system:image-pusher'], cluster }
  }
  if (resource === 'registry/metrics') return { roles: ['registry-monitoring'], cluster: true }
  if (resource === 'images' && group === 'image.openshift.io') return { roles: imageRoles(verb, reads), cluster: true }
  if (resource === 'imagesignatures')
    return { roles: [reads ? 'cluster-reader' : 'system:image-signer'], cluster: true }
  if (resource === 'imagestreamimports' || resource === 'imagestreams/secrets') {
    return { roles: ['registry-editor', 'edit'], cluster }
  }
  if (streamResources.has(resource)) {
    if (!reads) return { roles: ['registry-editor', 'edit'], cluster }
    return { roles: cluster ? ['cluster-reader'] : ['registry-viewer', 'view'], cluster }
  }
  // Every other thing without a project belongs to the cluster's administrators, who may let others read it, but for
  // secrets and what the registry's operator is told, which cluster-reader leaves out.
  const shown = reads && !secretResources.has(resource) && group !== 'imageregistry.operator.openshift.io'
  if (cluster) return { roles: [shown ? 'cluster-reader' : 'cluster-admin'], cluster }
  if (rightsResources.has(resource)) return { roles: ['registry-admin', 'admin'], cluster }
  if (secretResources.has(resource)) return { roles: ['registry-editor', 'edit'], cluster }
  return { roles: [reads ? 'view' : 'edit'], cluster }
}

function imageRoles(verb: string, reads: boolean): string[] {
  if (reads) return ['cluster-reader']
  if (verb === 'delete') return ['system:image-pruner']
  if (verb === 'patch' || verb === 'update') return ['system:image-auditor']
  return ['cluster-admin']
}

/** The command by which an administrator grants the role. */
export function grantCommand(right: MissingRight, { roles, cluster }: GrantingRole): string {
  // What is granted to nobody in particular is granted to everybody.
  const user = !right.user || right.user === 'system:anonymous' ? 'USER' : right.user
  const role = roles[0] ?? ''
  return cluster
    ? `oc adm policy add-cluster-role-to-user ${role} ${quote(user)}`
    : `oc adm policy add-role-to-user ${role} ${quote(user)} -n ${quote(right.namespace ?? '')}`
}
