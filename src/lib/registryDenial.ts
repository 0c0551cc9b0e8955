import type { AuditEvent } from './registryAudit.ts'
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

/** Why it was denied; undefined when it was not. */
export function denialOf(_denied: AuditEvent | RegistryRequest): Denial | undefined {
  return undefined
}
