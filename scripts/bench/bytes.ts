import type { CDPSession } from '@playwright/test'

/** Counts what comes over the wire from here on, by kind as DevTools has them, in KiB. */
export async function countBytes(session: CDPSession): Promise<(kind: string) => number> {
  const kinds = new Map<string, string>()
  const bytes: Record<string, number> = {}
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other'
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength / 1024
  })
  await session.send('Network.enable')
  return (kind) => bytes[kind] ?? 0
}
