import { callRemote, serveRemote, type Port } from '../k8s/remote.ts'
import { trustedScript } from '../lib/trustedScript.ts'
import type { LogMethods } from './logProtocol.ts'

export interface LogClient {
  call<M extends keyof LogMethods>(
    method: M,
    argument: LogMethods[M]['argument'],
    options?: {
      signal?: AbortSignal | undefined
      onProgress?(progress: LogMethods[M] extends { progress: infer P } ? P : never): void
      /** Buffers in the argument that are given away. */
      transfer?: Transferable[]
    },
  ): Promise<LogMethods[M]['result']>
  /** Ends it, with all lines that it holds. */
  close(): void
}

/** Begins to hold lines of logs outside the page, so that hundreds of megabytes are read and searched without holding it. */
export function createLogClient(): LogClient {
  const end = new AbortController()
  const calling = (typeof Worker === 'undefined' ? inPage(end.signal) : inWorker(end.signal)).then(callRemote)
  const call = async (...[method, argument, options]: Parameters<LogClient['call']>) =>
    (await calling)(method, argument, options)
  // What is served answers each method with the type that it has there.
  return { call: call as LogClient['call'], close: () => end.abort() }
}

async function inWorker(end: AbortSignal): Promise<Port> {
  const { default: url } = await import('./logWorker.ts?worker&url')
  const { default: expressions } = await import('./logSearchWorker.ts?worker&url')
  // It begins another worker, and has no document to take that one's address from.
  const name = new URL(expressions, document.baseURI).href
  const worker = new Worker(trustedScript(url), { type: 'module', name })
  end.addEventListener('abort', () => worker.terminate())
  if (end.aborted) worker.terminate()
  return worker
}

/** Where there are no workers. */
async function inPage(end: AbortSignal): Promise<Port> {
  const { logMethods } = await import('./logMethods.ts')
  const { port1, port2 } = new MessageChannel()
  const methods = logMethods()
  serveRemote(port2, methods.served)
  port1.start()
  port2.start()
  end.addEventListener('abort', () => {
    methods.close()
    port1.close()
  })
  return port1
}
