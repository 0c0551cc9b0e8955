import { serveRemote } from '../k8s/remote.ts'
import { logMethods } from './logMethods.ts'

serveRemote(self, logMethods().served)
