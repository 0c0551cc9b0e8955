import { useSyncExternalStore } from 'react'

const wide = typeof matchMedia === 'function' ? matchMedia('(min-width: 75rem)') : undefined

/** Whether there is room for the navigation beside the page. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide?.matches ?? true)
}

function subscribe(listener: () => void): () => void {
  wide?.addEventListener('change', listener)
  return () => wide?.removeEventListener('change', listener)
}
