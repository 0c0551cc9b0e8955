import { useCallback, useEffect, useState } from 'react'

export interface FullScreen {
  isFull: boolean
  toggle(): void
}

/**
 * Lets a part of the page take the whole screen: it lies over the rest of the page (class `rc-m-full-screen`), and the page, not the
 * part, goes to full screen where the browser lets it, so that dialogs and messages are still seen. Escape leaves.
 */
export function useFullScreen(): FullScreen {
  const [isFull, setFull] = useState(false)

  // The browser leaves full screen by itself, by its own keys.
  useEffect(() => {
    if (!isFull) return
    document.documentElement.classList.add('rc-m-behind-full-screen')
    const changed = () => !document.fullscreenElement && setFull(false)
    const pressed = (event: KeyboardEvent) => {
      // A dialog that lies above closes first.
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role=dialog]')) setFull(false)
    }
    document.addEventListener('fullscreenchange', changed)
    document.addEventListener('keydown', pressed)
    return () => {
      document.documentElement.classList.remove('rc-m-behind-full-screen')
      document.removeEventListener('fullscreenchange', changed)
      document.removeEventListener('keydown', pressed)
      if (document.fullscreenElement) void document.exitFullscreen()
    }
  }, [isFull])

  const toggle = useCallback(() => {
    setFull(!isFull)
    // Where it is not allowed, the whole window is what there is.
    if (!isFull && document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => {})
  }, [isFull])
  return { isFull, toggle }
}
