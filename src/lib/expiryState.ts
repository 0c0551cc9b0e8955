export type ExpiryState = 'expired' | 'soon' | 'valid'

const soonMs = 30 * 86_400_000

/** Whether a time (RFC 3339) is past, or less than 30 days away from `now` (ms). */
export function expiryState(notAfter: string, now: number): ExpiryState {
  const left = Date.parse(notAfter) - now
  return left <= 0 ? 'expired' : left < soonMs ? 'soon' : 'valid'
}
