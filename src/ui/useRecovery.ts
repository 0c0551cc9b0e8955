import { QueryObserver, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { isTransient } from '../k8s/ApiError.ts'
import { queryFailedBy } from '../k8s/keepAsking.ts'

/** Goes on looking at the query that failed, so that it is asked again, and calls back once it has what it lacked. */
export function useRecovery(error: unknown, onRecovered: () => void): void {
  const client = useQueryClient()
  const recovered = useEffectEvent(onRecovered)
  // The cache of queries: what threw its error is not on the page any more, and looks at nothing.
  useEffect(() => {
    const failed = queryFailedBy(error)
    if (!failed || !isTransient(error)) return
    const observer = new QueryObserver(client, { ...failed.options, queryKey: failed.queryKey, retryOnMount: false })
    const look = () => {
      if (observer.getCurrentResult().status === 'success') recovered()
    }
    const stop = observer.subscribe(look)
    // It may have recovered before anybody looked.
    look()
    return stop
  }, [client, error])
}
