import { CRON_JOBS } from '../kinds/cronJob.ts'
import { isOwnedBy, OWNED } from '../kinds/dependents.ts'
import { JOBS } from '../kinds/job.ts'
import type { Controlled, Queue } from './controllers.ts'

/** Removes the jobs of deleted CronJobs and the pods of deleted jobs, a moment later. */
export function collectGarbage({ store, api }: Controlled, queue: Queue): () => void {
  const stops = ([CRON_JOBS, JOBS] as const).map((resource) =>
    store.subscribe(resource, ({ type, object: { metadata } }) => {
      if (type !== 'DELETED') return
      queue.add(metadata.uid ?? '', () => {
        for (const owned of store.list(OWNED[resource], metadata.namespace))
          if (isOwnedBy(owned, metadata.uid)) api.remove(OWNED[resource], owned.metadata.namespace, owned.metadata.name)
      })
    }),
  )
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}
