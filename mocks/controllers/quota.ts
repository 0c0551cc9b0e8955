import { quotasOf, STREAM_COUNTS } from '../kinds/imageStreamQuota.ts'
import { STREAMS } from '../kinds/imageTypes.ts'
import type { Store } from '../server/store.ts'

/** Keeps what quotas say of used image streams true. At once: there is nothing to wait for. Answers how to end it. */
export function keepQuotas(store: Store): () => void {
  return store.subscribe(STREAMS, ({ type, object }) => {
    const { namespace = '' } = object.metadata
    if (type === 'MODIFIED') return
    for (const quota of quotasOf(store, namespace)) {
      const counted = STREAM_COUNTS.filter((resource) => quota.spec?.hard?.[resource] !== undefined)
      if (!counted.length) continue
      const count = String(store.list(STREAMS, namespace).length)
      const used = { ...quota.status?.used, ...Object.fromEntries(counted.map((resource) => [resource, count])) }
      const next = { ...quota, status: { hard: quota.spec?.hard ?? {}, ...quota.status, used } }
      store.put('/resourcequotas', next)
    }
  })
}
