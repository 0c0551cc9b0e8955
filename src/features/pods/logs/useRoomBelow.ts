import { useLayoutEffect, type RefObject } from 'react'

/** Tells an element how high it may be (`--rc-logs-room`, pixels) for the page to need no scroll bar of its own beside the one in it. */
export function useRoomBelow(root: RefObject<HTMLElement | null>, element: RefObject<HTMLElement | null>): void {
  // Only the browser knows where things are, and what has come above them.
  useLayoutEffect(() => {
    const [outer, inner] = [root.current, element.current]
    if (!outer || !inner || typeof ResizeObserver === 'undefined') return
    const measure = () => {
      const sheet = inner.closest('.rc-m-full-screen, main')
      if (!sheet) return
      const top = inner.getBoundingClientRect().top - sheet.getBoundingClientRect().top + sheet.scrollTop
      const below = parseFloat(getComputedStyle(sheet).paddingBlockEnd) || 0
      inner.style.setProperty('--rc-logs-room', `${Math.floor(sheet.clientHeight - top - below)}px`)
    }
    measure()
    let frame: number | undefined
    const observer = new ResizeObserver(() => {
      frame ??= requestAnimationFrame(() => {
        frame = undefined
        measure()
      })
    })
    const sheet = inner.closest('main')
    for (const each of [sheet, outer, outer.closest('section')]) if (each) observer.observe(each)
    return () => {
      observer.disconnect()
      if (frame !== undefined) cancelAnimationFrame(frame)
    }
  }, [root, element])
}
