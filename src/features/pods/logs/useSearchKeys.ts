import { useEffect, useRef, type RefObject } from 'react'

/** F3 and Ctrl+G go to the next match, with Shift to the one before. Without a search (`go` undefined) they are the browser's. */
export function useSearchKeys(
  root: RefObject<HTMLElement | null>,
  go: ((direction: 1 | -1) => void) | undefined,
): void {
  const latest = useRef(go)
  // The keys belong to the browser: those that are pressed within this part of the page are ours.
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    const element = root.current
    const press = (event: KeyboardEvent) => {
      const again = event.key === 'F3' || (event.key.toLowerCase() === 'g' && (event.ctrlKey || event.metaKey))
      if (!again || !latest.current) return
      event.preventDefault()
      latest.current(event.shiftKey ? -1 : 1)
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [root])
}
