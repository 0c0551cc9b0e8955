import { useCallback } from 'react'
import { useLocation } from 'react-router'
import { wholeRequest } from '../logs/logsQuery.ts'

/** The address of all lines of a request, in the same logs: as much of them is read as now. */
export function useLinesPath(): (requestId: string) => string {
  const { pathname, search } = useLocation()
  return useCallback(
    (requestId) => {
      const params = wholeRequest(new URLSearchParams(search), requestId)
      for (const name of ['sort', 'page', 'perPage', 'kind', 'by']) params.delete(name)
      // Lines are read by thousands unless told otherwise, requests whole: the line may be an old one.
      if (!params.has('tail') && !params.has('since')) params.set('tail', 'all')
      return `${pathname}?${params.toString()}`
    },
    [pathname, search],
  )
}
