import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { passTo } from '../mocks/oauthProxy.ts'
import { signInSite, startSignIn } from '../mocks/signIn.ts'
import type { Cluster } from '../mocks/server/cluster.ts'
import { startApi } from '../scripts/deploy/apiTesting.ts'
import { startNginx, withoutNginx } from '../scripts/deploy/nginxTesting.ts'

/** A console as it is deployed: browsers come to oauth-proxy, which has nginx behind it, and that the API. */
export interface SignInSite {
  url: string
  /** Where people log in: another origin. */
  oauthUrl: string
  cluster: Cluster
  stop(): Promise<void>
}

export { withoutNginx }

const prefix = '/_oauth'

/** Starts one that serves a build. */
export async function startSignInSite(dist: string): Promise<SignInSite> {
  const [api, signIn] = await Promise.all([startApi(), startSignIn({ prefix })])
  const home = imageOf(dist)
  const { signIn: SIGN_IN, signOut: SIGN_OUT } = signInSite(prefix)
  const nginx = await startNginx(home, { ...api.env, SIGN_IN, SIGN_OUT })
  const behind = passTo(`http://127.0.0.1:${nginx.port}`)
  const front = await listen((request, response) => signIn.guard(request, response, () => behind(request, response)))
  return {
    url: front.url,
    oauthUrl: signIn.oauthUrl,
    cluster: api.cluster,
    async stop() {
      front.close()
      signIn.close()
      api.close()
      await nginx.stop()
      rmSync(home, { recursive: true })
    },
  }
}

/** The files of the image, without what is made smaller for sending. */
function imageOf(dist: string): string {
  const home = mkdtempSync(join(tmpdir(), 'console-image-'))
  cpSync('deploy/nginx', home, { recursive: true })
  cpSync(dist, join(home, 'site'), { recursive: true })
  chmodSync(home, 0o755)
  return home
}

async function listen(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, close }
}
