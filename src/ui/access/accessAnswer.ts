import type { Identity } from '../../k8s/accessIdentity.ts'
import type { ReviewAnswer, ReviewTarget } from '../../k8s/accessReviews.ts'
import type { ApiError } from '../../k8s/ApiError.ts'
import { isGrantedTo, whoMay, type AccessGrant, type AccessSources } from '../../k8s/resources/registryRights.ts'

/** What is known of one target. `allowed` undefined: bindings that cannot be seen may allow it. */
export interface TargetAnswer {
  target: ReviewTarget
  allowed: boolean | undefined
  reason?: string
  evaluationError?: string
  /** The bindings that allow it, where the answer was told from them. */
  grants?: readonly AccessGrant[]
}

/** Whether somebody may do all that a verb takes. */
export interface AccessAnswer {
  allowed: boolean | undefined
  /** The part that decides: the first that is denied, else the first that is not known, else the first. */
  deciding: TargetAnswer
  parts: readonly TargetAnswer[]
  by: ReviewAnswer['by'] | 'bindings'
  /** Why no review was made. */
  refused?: ApiError
  /** What the bindings were told without. */
  unread: AccessSources['unread']
}

/** The whole answer of its parts. */
export function joinAnswers(
  parts: readonly [TargetAnswer, ...TargetAnswer[]],
  by: AccessAnswer['by'],
  unread: AccessSources['unread'] = [],
  refused?: ApiError,
): AccessAnswer {
  const [first] = parts
  const denied = parts.find(({ allowed }) => allowed === false)
  const open = parts.find(({ allowed }) => allowed === undefined)
  const deciding = denied ?? open ?? first
  return { allowed: deciding.allowed, deciding, parts, by, unread, ...(refused && { refused }) }
}

/** What of the bindings and roles could not be read that counts for a target: in the whole cluster a project's do not. */
export function unreadFor(
  { unread }: Pick<AccessSources, 'unread'>,
  { namespace }: ReviewTarget,
): AccessSources['unread'] {
  if (namespace !== undefined) return unread
  return unread.filter(({ what }) => what !== 'rolebindings' && what !== 'roles')
}

/** Whether somebody may do something, as far as the bindings that may be seen tell. They only ever allow. */
export function deriveAnswer(
  sources: AccessSources,
  { name, groups, groupsError }: Identity & { groupsError?: ApiError | undefined },
  target: ReviewTarget,
): TargetAnswer {
  // Everything is theirs without any binding.
  if (groups.some((group) => group.name === 'system:masters')) return { target, allowed: true, grants: [] }
  const user = { name, groups: groups.map((group) => group.name) }
  const grants = whoMay(sources, target).filter((grant) => isGrantedTo(grant, user))
  if (grants.length > 0) return { target, allowed: true, grants }
  const isAll = unreadFor(sources, target).length === 0 && groupsError === undefined
  return { target, allowed: isAll ? false : undefined, grants }
}
