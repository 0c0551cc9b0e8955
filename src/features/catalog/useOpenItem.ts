import { useCallback } from 'react'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { keepFocus } from '../../ui/titleFocus.ts'

export interface OpenItem {
  namespace: string
  name: string
}

/** What of the catalog is open, as the address says it, and how to close it: the way back, or where there is none, forward without it. */
export function useOpenItem(): { item: OpenItem | undefined; close: () => void } {
  const [params, setParams] = useSearchParams()
  const { state } = useLocation()
  const navigate = useNavigate()
  const cameFromGallery = typeof state === 'object' && state !== null && 'fromGallery' in state
  const close = useCallback(() => {
    if (cameFromGallery) return void navigate(-1)
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        for (const key of ['item', 'version', 'into']) next.delete(key)
        return next
      },
      { replace: true, state: keepFocus },
    )
  }, [cameFromGallery, navigate, setParams])
  return { item: itemOf(params.get('item')), close }
}

function itemOf(text: string | null): OpenItem | undefined {
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(text ?? '') ?? []
  return namespace && name ? { namespace, name } : undefined
}
