import { useEffect, useState, type RefObject } from 'react'

/** Whether an element has been in sight, or nearly. It stays so: what was loaded once is kept. */
export function useInView(ref: RefObject<Element | null>): boolean {
  const canTell = typeof IntersectionObserver !== 'undefined'
  const [seen, setSeen] = useState(!canTell)
  // The browser's view of the page.
  useEffect(() => {
    const element = ref.current
    if (seen || !element) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref, seen])
  return seen
}
