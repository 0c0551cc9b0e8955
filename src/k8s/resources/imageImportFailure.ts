import type { TagEventCondition } from './imageStream.ts'

/** Why an import failed, told from the reason and the network's words inside the message. */
export type ImportFailureCause =
  | 'credentials'
  | 'wrongCredentials'
  | 'notFound'
  | 'blocked'
  | 'notAllowed'
  | 'plainHttp'
  | 'notRegistry'
  | 'unknownHost'
  | 'certificate'
  | 'noConnection'
  | 'timeout'
  | 'rateLimit'
  | 'quota'
  | 'badName'
  | 'unknown'

const messages: [RegExp, ImportFailureCause][] = [
  [/incorrect username or password/i, 'wrongCredentials'],
  // The same cause is reported as BadRequest or as InternalError (recorded): the message decides.
  [/HTTP only and requires the insecure flag|server gave HTTP response to HTTPS client/i, 'plainHttp'],
  [/no such host|server misbehaving/i, 'unknownHost'],
  [/x509|certificate/i, 'certificate'],
  [/toomanyrequests|too many requests|rate limit/i, 'rateLimit'],
  [/connection refused|no route to host|network is unreachable|connection reset|: EOF$/i, 'noConnection'],
  [/timeout|timed out|deadline exceeded/i, 'timeout'],
  [/ blocked/i, 'blocked'],
  [/not allowed by|is forbidden: registry/i, 'notAllowed'],
  [/exceeded quota|exceeds the maximum limit/i, 'quota'],
  [/unauthorized|authentication required|access to the resource is denied/i, 'credentials'],
  [/manifest unknown|name unknown/i, 'notFound'],
]

const reasons: Record<string, ImportFailureCause> = {
  Unauthorized: 'credentials',
  NotFound: 'notFound',
  Forbidden: 'blocked',
  NotV2Registry: 'notRegistry',
  Invalid: 'badName',
}

/** Why an import failed, as far as it can be told. */
export function importFailureCause({
  reason = '',
  message = '',
}: Pick<TagEventCondition, 'reason' | 'message'>): ImportFailureCause {
  const byReason = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined
  const byMessage = messages.find(([pattern]) => pattern.test(message))?.[1]
  // Names of images are part of the message: what the reason says for sure counts more.
  if (byReason && byReason !== 'blocked' && !(byReason === 'credentials' && byMessage === 'wrongCredentials'))
    return byReason
  return byMessage ?? byReason ?? 'unknown'
}
