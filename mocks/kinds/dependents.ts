import type { K8sObject } from '../../src/k8s/types.ts'
import type { Store } from '../server/store.ts'
import { CRON_JOBS } from './cronJob.ts'
import { JOBS } from './job.ts'

/** What is removed with its owner: what CronJobs and Jobs leave behind. */
export const OWNED = { [CRON_JOBS]: JOBS, [JOBS]: '/pods' } as const

/** Whether an object is owned by the one with a uid. */
export const isOwnedBy = ({ metadata }: K8sObject, uid: string | undefined) =>
  metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false

/** Takes an owner's name off what it owns, so that it stays when the owner goes. */
export function orphan(store: Store, { metadata }: K8sObject): void {
  for (const resource of Object.values(OWNED))
    for (const object of store.list(resource, metadata.namespace))
      if (isOwnedBy(object, metadata.uid)) {
        const ownerReferences = (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== metadata.uid)
        store.put(resource, { ...object, metadata: { ...object.metadata, ownerReferences } })
      }
}
