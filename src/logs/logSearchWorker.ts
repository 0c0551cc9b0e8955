import { serveRemote } from '../k8s/remote.ts'
import { testLines } from './logSearchTest.ts'

serveRemote(self, { test: testLines })
