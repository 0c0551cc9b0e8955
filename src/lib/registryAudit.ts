import { refusalOf } from './registryMessages.ts'
import type { RegistryRequest } from './registryRequests.ts'

export type AuditKind = 'push' | 'pull' | 'delete' | 'denied' | 'badToken' | 'notFound' | 'failed'

/** Something that somebody did to the registry, or tried to. */
export interface AuditEvent {
  kind: AuditKind
  /** When it began, in µs since 1970. */
  time: number
  user?: string
  method: string
  repository?: string
  /** A tag or a digest. */
  reference?: string
  uri: string
  status?: number
  remote?: string
  userAgent?: string
  /** Why it did not work, in the log's words. */
  reason?: string
  /** Done by the image pruner. */
  pruner?: boolean
}

interface Named {
  user?: string
  repository?: string
  reference?: string
}

/** Who pushed, pulled and was denied what. */
export interface AuditReport {
  pushes: Named[]
  /** Once for each user and repository, or URI where there is no repository. */
  deniedFor: { user?: string; repository?: string; uri?: string }[]
  badToken: number
  pulls: Named[]
  /** Manifests that were asked for and are not there. */
  notFound: Named[]
}

/**
 * The event that a request is: a push (PUT of a manifest, 201), a pull (GET of a manifest, 200), a delete, or an attempt that
 * was denied or failed. Undefined for everything else: HEAD, layers that come and go as they should, probes, requests under way.
 */
export function auditOf(request: RegistryRequest): AuditEvent | undefined {
  // Only its access line is in the log: what it has done, and who, is said by the others.
  const kind = request.denial === undefined ? kindOf(request) : refusedKind(request, request.denial)
  if (!kind) return undefined
  const { time, method, uri, user, repository, reference, digest, status, remote, userAgent } = request
  const what = reference ?? (kind === 'delete' || kind === 'failed' ? digest : undefined)
  const reason = reasonOf(request)
  return {
    kind,
    time,
    method,
    uri,
    ...(user !== undefined && { user }),
    ...(repository !== undefined && { repository }),
    ...(what !== undefined && { reference: what }),
    ...(status !== undefined && { status }),
    ...(remote !== undefined && { remote }),
    ...(userAgent !== undefined && { userAgent }),
    ...(reason !== undefined && kind !== 'push' && kind !== 'pull' && kind !== 'delete' && { reason }),
    ...(isPruner(request) && { pruner: true }),
  }
}

function refusedKind(request: RegistryRequest, denial: string): AuditKind | undefined {
  switch (refusalOf(denial)) {
    case 'noToken':
      return request.operation === 'ping' ? undefined : 'denied'
    case 'badToken':
      return 'badToken'
    case 'noPermission':
    case 'accessDenied':
      return 'denied'
    default:
      return 'failed'
  }
}

function kindOf({ id, operation, status, state, repository }: RegistryRequest): AuditKind | undefined {
  if (status === undefined || state === 'running') return undefined
  const failed = status >= 400
  switch (operation) {
    case 'push':
      if (status === 201) return id === undefined ? undefined : 'push'
      break
    case 'pull':
      if (status === 200) return id === undefined ? undefined : 'pull'
      if (status === 404) return id === undefined ? undefined : 'notFound'
      break
    case 'delete':
      if (!failed) return 'delete'
      break
    case 'exists':
      return status >= 500 ? 'failed' : undefined
    case 'ping':
    case 'probe':
    case 'metrics':
    case 'token':
      return undefined
    default:
      if (repository === undefined && status < 500) return undefined
  }
  // An access line alone that says 401 may be of a client that asks without a token first.
  return failed && (id !== undefined || status !== 401) ? 'failed' : undefined
}

function reasonOf({ denial, error }: RegistryRequest): string | undefined {
  if (denial !== undefined) return denial
  if (!error) return undefined
  const { code, message, detail } = error
  const texts = [message ?? code, detail === message ? undefined : detail].filter((text) => text !== undefined)
  return texts.length === 0 ? undefined : texts.join(': ')
}

const prunerUser = 'system:serviceaccount:openshift-image-registry:pruner'

function isPruner({ user, uri, operation }: RegistryRequest): boolean {
  return user === prunerUser || (operation === 'delete' && uri.startsWith('/admin/blobs/'))
}

/** A summary of events, in the order of their times. */
export function auditReport(events: Iterable<AuditEvent>): AuditReport {
  const report: AuditReport = { pushes: [], deniedFor: [], badToken: 0, pulls: [], notFound: [] }
  const denied = new Set<string>()
  for (const event of [...events].toSorted((a, b) => a.time - b.time)) {
    const { kind, user, repository, uri, reason = '' } = event
    if (kind === 'push') report.pushes.push(namedOf(event))
    else if (kind === 'pull') report.pulls.push(namedOf(event))
    else if (kind === 'notFound') report.notFound.push(namedOf(event))
    else if (kind === 'badToken') report.badToken++
    else if (kind === 'denied' && refusalOf(reason) === 'noPermission') {
      const key = JSON.stringify([user, repository ?? uri])
      if (denied.has(key)) continue
      denied.add(key)
      report.deniedFor.push({
        ...(user !== undefined && { user }),
        ...(repository === undefined ? { uri } : { repository }),
      })
    }
  }
  return report
}

function namedOf({ user, repository, reference }: AuditEvent): Named {
  return {
    ...(user !== undefined && { user }),
    ...(repository !== undefined && { repository }),
    ...(reference !== undefined && { reference }),
  }
}
