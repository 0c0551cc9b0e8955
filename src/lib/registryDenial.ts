import type { AuditEvent } from './registryAudit.ts'
import { refusalOf } from './registryMessages.ts'
import { registryRoute, type RegistryOperation } from './registryRoute.ts'
import type { RegistryRequest } from './registryRequests.ts'

/** Why a request was not let in, and what would let it in. */
export interface Denial {
  why: 'noToken' | 'badToken' | 'noPermission' | 'reviewFailed' | 'badName' | 'limit' | 'other'
  /** The cluster role that would allow it: bound in `namespace`, or in the whole cluster when `clusterRole`. */
  role?: string
  clusterRole?: boolean
  namespace?: string
  user?: string
  verb?: 'pull' | 'push' | 'delete' | 'prune' | 'signatures' | 'metrics' | 'catalog'
  /** The log's own. */
  words: string
}

/** Why it was denied, by the registry or by the API behind it; undefined when it was not. */
export function denialOf(denied: AuditEvent | RegistryRequest): Denial | undefined {
  const words = wordsOf(denied)
  if (words === undefined) return undefined
  const why = whyOf(words, denied.status)
  if (!why) return undefined
  const { user } = denied
  const permission = why === 'noPermission' || why === 'noToken' || why === 'limit' ? permissionOf(denied) : {}
  // Nobody's role would help: a client that has not said who it is must do so first.
  if (why === 'noToken' || why === 'limit') {
    delete permission.role
    delete permission.clusterRole
  }
  if (why === 'noPermission' && refusalOf(words) === undefined) {
    // It was let in: the role for that is there. What a source registry refuses is no matter of roles here.
    if (permission.verb !== 'push') return undefined
    if (streamForbidden.test(words)) permission.role = 'system:image-builder'
    else delete permission.role
  }
  return { why, words, ...(user !== undefined && { user }), ...permission }
}

function wordsOf(denied: AuditEvent | RegistryRequest): string | undefined {
  if ('kind' in denied) {
    const { kind, reason } = denied
    return kind === 'denied' || kind === 'badToken' || kind === 'failed' ? reason : undefined
  }
  const { denial, error } = denied
  if (denial !== undefined) return denied.noise ? undefined : denial
  return error && [error.message ?? error.code, error.detail].filter((text) => text !== undefined).join(': ')
}

const limits =
  /exceed(?:s|ed|ing)? (?:the )?(?:maximum|limit|quota)|exceeded quota|exceeding limit range|maximum .* usage per|LimitRange|quota/i

/** Who pushes to a stream that is not there makes it: by a right of their own. */
const streamForbidden =
  /denied creating ImageStream\b|\bimagestreams(?:\.image\.openshift\.io)?"?(?: "[^"]*")? (?:is forbidden|in )/

function whyOf(words: string, status: number | undefined): Denial['why'] | undefined {
  const refusal = refusalOf(words)
  if (refusal !== undefined) return refusal === 'accessDenied' ? 'other' : refusal
  // It was let in: only what the API refused afterwards is a denial.
  if (/disk quota exceeded|no space left/i.test(words)) return undefined
  if (limits.test(words)) return 'limit'
  if (status === 401 || status === 403 || /\bdenied\b|\bforbidden\b/i.test(words)) return 'noPermission'
  return undefined
}

type Permission = Pick<Denial, 'role' | 'clusterRole' | 'namespace' | 'verb'>

/** What the registry asks the cluster for, and the smallest role that has it: `oc adm policy` grants it. */
function permissionOf({ method, uri, repository }: AuditEvent | RegistryRequest): Permission {
  const route = registryRoute(method, uri)
  const [namespace] = (repository ?? route.repository ?? '').split('/')
  const inProject = (role: string, verb: Permission['verb']): Permission => ({
    role,
    ...(verb && { verb }),
    ...(namespace ? { namespace } : { clusterRole: true }),
  })
  const inCluster = (role: string, verb: Permission['verb']): Permission => ({
    role,
    clusterRole: true,
    ...(verb && { verb }),
  })
  switch (verbOf(method, route.operation, uri, route.reference)) {
    case 'pull':
      return inProject('system:image-puller', 'pull')
    case 'push':
      return inProject('system:image-pusher', 'push')
    case 'delete':
      return inCluster('system:image-pruner', 'delete')
    case 'prune':
      return inCluster('system:image-pruner', 'prune')
    case 'signatures':
      return inCluster('system:image-signer', 'signatures')
    case 'metrics':
      return inCluster('registry-monitoring', 'metrics')
    case 'catalog':
      return inCluster('registry-viewer', 'catalog')
    default:
      return namespace ? { namespace } : {}
  }
}

function verbOf(
  method: string,
  operation: RegistryOperation,
  uri: string,
  reference: string | undefined,
): Denial['verb'] {
  switch (operation) {
    case 'exists':
      // Only a push asks whether a layer is there already.
      return reference === undefined ? 'push' : 'pull'
    case 'push':
    case 'upload':
    case 'mount':
      return 'push'
    case 'pull':
    case 'layer':
    case 'tags':
      return 'pull'
    case 'delete':
      return uri.startsWith('/admin/') ? 'prune' : 'delete'
    case 'signatures':
      return method === 'GET' || method === 'HEAD' ? 'pull' : 'signatures'
    case 'metrics':
    case 'catalog':
      return operation
    default:
      return uri.startsWith('/admin/') ? 'prune' : undefined
  }
}
