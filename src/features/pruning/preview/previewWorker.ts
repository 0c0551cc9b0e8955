import { setApiRoot } from '../../../k8s/apiRoot.ts'
import { serveRemote } from '../../../k8s/remote.ts'
import { previewMethods } from './previewMethods.ts'

// The page names a worker by the address of its own document.
setApiRoot(self.name)
serveRemote(self, previewMethods())
