import { ApiError } from '../../../k8s/ApiError.ts'
import { callRemote, serveRemote, type Port, type RemoteCall } from '../../../k8s/remote.ts'
import { reportUnauthorized } from '../../../k8s/unauthorized.ts'
import { trustedScript } from '../../../lib/trustedScript.ts'
import type { PreviewMethods } from './previewEngine.ts'

export interface PreviewClient {
  call<M extends keyof PreviewMethods>(
    method: M,
    argument: PreviewMethods[M]['argument'],
    options?: { signal?: AbortSignal; onProgress?(progress: PreviewMethods[M]['progress']): void },
  ): Promise<PreviewMethods[M]['result']>
  /** Ends it, with all that it holds in memory. */
  close(): void
}

/** Begins a preview outside the page, so that hundreds of megabytes of lists are read and judged without holding it. */
export function createPreviewClient(): PreviewClient {
  const end = new AbortController()
  const calling = (typeof Worker === 'undefined' ? inPage(end.signal) : inWorker(end.signal)).then(callRemote)
  const call: RemoteCall = async (method, argument, options) => {
    try {
      return await (
        await calling
      )(method, argument, options)
    } catch (error) {
      // A session that has ended shows to the worker first.
      if (error instanceof ApiError && error.code === 401) reportUnauthorized()
      throw error
    }
  }
  // What is served answers each method with the type that it has there.
  return { call: call as PreviewClient['call'], close: () => end.abort() }
}

async function inWorker(end: AbortSignal): Promise<Port> {
  const { default: url } = await import('./previewWorker.ts?worker&url')
  // A worker has no document to take the address of the API from: its name says it.
  const worker = new Worker(trustedScript(url), { type: 'module', name: document.baseURI })
  end.addEventListener('abort', () => worker.terminate())
  if (end.aborted) worker.terminate()
  return worker
}

/** Where there are no workers. */
async function inPage(end: AbortSignal): Promise<Port> {
  const { previewMethods } = await import('./previewMethods.ts')
  const { port1, port2 } = new MessageChannel()
  serveRemote(port2, previewMethods())
  port1.start()
  port2.start()
  end.addEventListener('abort', () => port1.close())
  return port1
}
