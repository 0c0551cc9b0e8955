import type { K8sObject } from '../../src/k8s/types.ts'
import { StatusError } from '../server/status.ts'
import type { Store } from '../server/store.ts'
import { quantityOf } from './imageLimits.ts'
import { IMAGE_GROUP, STREAMS } from './imageTypes.ts'
import type { Call } from './kind.ts'

export interface ResourceQuota extends K8sObject {
  spec?: { hard?: Record<string, string> }
  status?: { hard?: Record<string, string>; used?: Record<string, string> }
}

/** What a quota counts image streams by; newer clusters also take the common way to count objects. */
export const STREAM_COUNTS = ['openshift.io/imagestreams', `count/imagestreams.${IMAGE_GROUP}`]

/** The quotas of a namespace. */
// Quotas in the store have the shape of their kind.
export const quotasOf = (store: Store, namespace: string) =>
  store.list('/resourcequotas', namespace) as readonly ResourceQuota[]

/** Refuses one more image stream where a quota allows no more: 403, naming what was to be created and the quota. */
export function requireStreamQuota({ store, namespace = '' }: Call, plural: string, name: string): void {
  const used = store.list(STREAMS, namespace).length
  for (const { metadata, spec } of quotasOf(store, namespace)) {
    const exceeded = STREAM_COUNTS.filter((resource) => {
      const hard = spec?.hard?.[resource]
      return hard !== undefined && used + 1 > quantityOf(hard)
    })
    if (!exceeded.length) continue
    const amounts = (amount: (resource: string) => string | number) =>
      exceeded.map((resource) => `${resource}=${amount(resource)}`).join(',')
    const limited = amounts((resource) => spec?.hard?.[resource] ?? '')
    throw new StatusError({
      code: 403,
      reason: 'Forbidden',
      message: `${plural}.${IMAGE_GROUP} "${name}" is forbidden: exceeded quota: ${metadata.name}, requested: ${amounts(() => 1)}, used: ${amounts(() => used)}, limited: ${limited}`,
      details: { name, group: IMAGE_GROUP, kind: plural },
    })
  }
}
