/** Lets the page paint and handle input before going on. A promise alone would not: it runs before any of them. */
export function yieldToPage(): Promise<void> {
  // Safari and jsdom have no scheduler.
  if (typeof scheduler !== 'undefined' && 'yield' in scheduler) return scheduler.yield()
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
