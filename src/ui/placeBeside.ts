const gap = 4
const margin = 8

/** Keeps a popup below its button, or above it where there is more room, inside the window. Returns how to stop. */
export function placeBeside(popup: HTMLElement, button: HTMLElement | null): () => void {
  const place = () => {
    if (!button) return
    const at = button.getBoundingClientRect()
    const { clientWidth: width, clientHeight: height } = document.documentElement
    const below = height - at.bottom - gap - margin
    const above = at.top - gap - margin
    popup.style.maxHeight = `${Math.max(below, above)}px`
    const size = popup.getBoundingClientRect()
    const top = size.height <= below || below >= above ? at.bottom + gap : at.top - gap - size.height
    // Aligned with the end of the button when it stands in the second half of the window.
    const wanted = at.left + at.width / 2 > width / 2 ? at.right - size.width : at.left
    popup.style.top = `${Math.max(margin, top)}px`
    popup.style.left = `${Math.max(margin, Math.min(wanted, width - size.width - margin))}px`
  }
  place()
  window.addEventListener('resize', place)
  document.addEventListener('scroll', place, true)
  return () => {
    window.removeEventListener('resize', place)
    document.removeEventListener('scroll', place, true)
  }
}
