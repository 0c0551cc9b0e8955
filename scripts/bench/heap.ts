import type { Browser, CDPSession } from '@playwright/test'

const mebibyte = 1024 * 1024

interface HeapUsage {
  usedSize: number
  backingStorageSize?: number
}

/** MiB that a page holds after forced collections. */
export async function heapOf(session: CDPSession): Promise<number> {
  for (let pass = 0; pass < 2; pass++) await session.send('HeapProfiler.collectGarbage')
  return bytesIn(await session.send('Runtime.getHeapUsage')) / mebibyte
}

/** Typed arrays are outside the heap proper. */
const bytesIn = ({ usedSize, backingStorageSize }: HeapUsage) => usedSize + (backingStorageSize ?? 0)

/** MiB that the only worker there is holds after forced collections: it has no session of its own, messages go through the browser's. */
export async function workerHeap(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{ type: 'worker' }] })
  const worker = targetInfos[0]
  if (!worker) throw new Error('no worker runs')
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false })
  let last = 0
  const ask = async (method: string) => {
    const id = ++last
    const answered = new Promise<HeapUsage>((resolve) => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = JSON.parse(message)
        if (answer.id === id) resolve(answer.result)
      })
    })
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    return answered
  }
  await ask('HeapProfiler.enable')
  for (let pass = 0; pass < 2; pass++) await ask('HeapProfiler.collectGarbage')
  const usage = await ask('Runtime.getHeapUsage')
  await session.detach()
  return bytesIn(usage) / mebibyte
}
