import type { RegistryRequest } from './registryRequests.ts'

export type AuditKind = 'push' | 'pull' | 'delete' | 'denied' | 'badToken' | 'notFound' | 'failed'

/** Something that somebody did to the registry, or tried to. */
export interface AuditEvent {
  kind: AuditKind
  /** µs since 1970. */
  time: number
  user?: string
  method?: string
  repository?: string
  reference?: string
  uri?: string
  status?: number
  remote?: string
  userAgent?: string
  /** Why it did not work, in the log's words. */
  reason?: string
  /** Done by the image pruner. */
  pruner?: boolean
}

type Named = { user?: string; repository?: string; reference?: string }

/** Who pushed, pulled and was denied what. */
export interface AuditReport {
  pushes: Named[]
  deniedFor: { user?: string; repository?: string; uri?: string }[]
  badToken: number
  pulls: Named[]
  notFound: Named[]
}

/** The event that a request is, if it is one. */
export function auditOf(_request: RegistryRequest): AuditEvent | undefined {
  return undefined
}

/** A summary of events, in the order of their times. */
export function auditReport(_events: Iterable<AuditEvent>): AuditReport {
  return { pushes: [], deniedFor: [], badToken: 0, pulls: [], notFound: [] }
}
