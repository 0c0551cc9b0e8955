import { createContext, useContext, useEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Holds the path of the page whose h1 had its turn. The shell provides it; the first page of a visit leaves the focus alone. */
export const TitleFocusContext = createContext<RefObject<string | undefined>>({ current: undefined })

/** Link state of what changes the address but stays on the same page, such as tabs. */
export const keepFocus = { keepFocus: true }

/** The ref of a page's h1: it takes the focus when another page is shown, so that a screen reader says where one is. */
export function useTitleFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useContext(TitleFocusContext)
  const { pathname, state } = useLocation()
  const stays = isKeepFocus(state)
  // The focus and the scroll position belong to the browser, not to React.
  useEffect(() => {
    const first = shown.current === undefined
    const changed = shown.current !== pathname
    shown.current = pathname
    if (first || !changed || stays) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.closest('main')?.scrollTo({ top: 0 })
  }, [pathname, stays, shown])
  return heading
}

function isKeepFocus(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'keepFocus' in state && state.keepFocus === true
}
