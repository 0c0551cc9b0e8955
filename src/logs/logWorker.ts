import { serveRemote } from '../k8s/remote.ts'
import { trustedScript } from '../lib/trustedScript.ts'
import { logMethods } from './logMethods.ts'

// The page names this one by the address of the other.
function start() {
  const port = new Worker(trustedScript(self.name), { type: 'module', name: 'expressions' })
  return { port, end: () => port.terminate() }
}

// A worker within a worker: not all browsers have it.
serveRemote(self, logMethods({ start: typeof Worker === 'undefined' ? undefined : start }).served)
