import { timestamp } from '../kinds/imageTypes.ts'
import type { Condition } from '../kinds/operator.ts'

/** What a condition should say; its time is when its status changed last. */
export type Said = [type: string, status: 'True' | 'False' | 'Unknown', reason?: string, message?: string]

/** The conditions with others said; those not named stay. Order is kept, new ones come last. */
export function withConditions(before: readonly Condition[] = [], said: readonly Said[], now: Date): Condition[] {
  const after = [...before]
  for (const [type, status, reason, message] of said) {
    const at = after.findIndex((each) => each.type === type)
    const old = after[at]
    const condition: Condition = {
      type,
      status,
      lastTransitionTime: old?.status === status ? old.lastTransitionTime : timestamp(now),
      ...(reason && { reason }),
      ...(message && { message }),
    }
    if (at < 0) after.push(condition)
    else after[at] = condition
  }
  return after
}
