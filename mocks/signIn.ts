import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createOAuthProxy, type OAuthProxyOptions } from './oauthProxy.ts'
import { createOAuthServer } from './oauthServer.ts'
import { ownerOf, users } from './server/access.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** What the proxy guards: all that reaches the cluster. The page is the same for everybody. */
const guarded = /^\/(api|apis|prometheus|version|openapi|\.well-known)(\/|$)/

/** The fields of /config.json for a proxy with its own endpoints below this prefix. */
export const signInSite = (prefix: string) => ({
  signIn: `${prefix.slice(1)}/start?rd={path}`,
  signOut: `${prefix.slice(1)}/sign_out`,
})

/** The cluster's OAuth server, on a port of its own, and oauth-proxy in front of whatever is given requests that passed it. */
export async function startSignIn(
  options: Omit<OAuthProxyOptions, 'authorizeUrl' | 'redeem' | 'userOf'> & { host?: string } = {},
) {
  const { host = '127.0.0.1', ...proxy } = options
  const oauth = createOAuthServer(Object.keys(users))
  const server = await listen((request, response) => oauth.handle(request, response), host)
  const guard = createOAuthProxy({
    prefix: '/_oauth',
    protect: [guarded],
    secure: false,
    ...proxy,
    authorizeUrl: `${addressOf(server, host)}/oauth/authorize`,
    redeem: oauth.redeem,
    userOf: ownerOf,
  })
  return {
    /** Where people log in. */
    oauthUrl: addressOf(server, host),
    guard,
    close: () => server.close(),
  }
}

async function listen(listener: Listener, host: string): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return server
}

function addressOf(server: Server, host: string): string {
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the server does not listen')
  return `http://${host}:${address.port}`
}
