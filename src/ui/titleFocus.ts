import { createContext, useContext, useEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Knows which page had the focus last. */
export interface TitleFocus {
  /** Whether the h1 of the page at this path is to take the focus: of every page but the first of a visit, once. */
  takesFocus(pathname: string): boolean
}

/** What the shell keeps for its pages. */
export function createTitleFocus(): TitleFocus {
  let shown: string | undefined
  return {
    takesFocus(pathname) {
      const another = shown !== undefined && shown !== pathname
      shown = pathname
      return another
    },
  }
}

export const TitleFocusContext = createContext<TitleFocus>({ takesFocus: () => false })

/** Link state of what changes the address but stays on the same page, such as tabs. */
export const keepFocus = { keepFocus: true }

/** The ref of a page's h1: it takes the focus when another page is shown, so that a screen reader says where one is. */
export function useTitleFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  const focus = useContext(TitleFocusContext)
  const { pathname, state } = useLocation()
  const stays = isKeepFocus(state)
  // The focus and the scroll position belong to the browser, not to React.
  useEffect(() => {
    if (!focus.takesFocus(pathname) || stays) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.closest('main')?.scrollTo?.({ top: 0 })
  }, [pathname, stays, focus])
  return heading
}

function isKeepFocus(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'keepFocus' in state && state.keepFocus === true
}
