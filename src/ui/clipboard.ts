/** Copies a text. False when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Without TLS browsers have no navigator.clipboard, whatever its type says.
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the browser or by a policy: the old way may still work.
  }
  return copyBySelection(text)
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'pf-v6-screen-reader'
  // Inside an open dialog nothing outside of it can be focused.
  const place = focused?.closest('[role=dialog]') ?? document.body
  place.append(area)
  area.select()
  let copied = false
  try {
    copied = document.execCommand('copy')
  } catch {
    copied = false
  }
  area.remove()
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  return copied
}
