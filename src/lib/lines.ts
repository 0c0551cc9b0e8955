/**
 * The lines of a byte stream, without their line ends. Characters and lines may be split anywhere between chunks.
 * The last line needs no line end. Ends quietly when the signal is aborted; `onBytes` hears of every chunk.
 */
export async function* lines(
  body: ReadableStream<Uint8Array>,
  { signal, onBytes }: { signal?: AbortSignal | undefined; onBytes?: (() => void) | undefined } = {},
): AsyncGenerator<string> {
  const reader = body.getReader()
  // A stream that comes from a service worker does not always notice the abort of its own request.
  const cancel = () => void reader.cancel().catch(() => {})
  signal?.addEventListener('abort', cancel, { once: true })
  const decoder = new TextDecoder()
  let rest: string[] = []
  try {
    if (signal?.aborted) return
    for (;;) {
      const { done, value } = await reader.read()
      if (signal?.aborted) return
      if (!done) onBytes?.()
      const [first = '', ...others] = (done ? decoder.decode() : decoder.decode(value, { stream: true })).split('\n')
      // Joined only once a line is whole, so that a long line of many chunks is not copied again and again.
      rest.push(first)
      for (const next of others) {
        yield withoutReturn(rest.join(''))
        if (signal?.aborted) return
        rest = [next]
      }
      if (done) {
        const last = withoutReturn(rest.join(''))
        if (last) yield last
        return
      }
    }
  } finally {
    signal?.removeEventListener('abort', cancel)
    cancel()
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line)
