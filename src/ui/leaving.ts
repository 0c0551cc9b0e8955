/** The event that asks whether the page can be left. Not the browser's own, upon which others believe that it is left. */
export const leavingEvent = 'registry-console:leaving'

/** Whether nothing would be lost: no form and no editor holds what somebody typed and has not saved. */
export function canLeave(): boolean {
  return window.dispatchEvent(new Event(leavingEvent, { cancelable: true }))
}
