import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createOAuthProxy, type OAuthProxyOptions } from './oauthProxy.ts'
import { createOAuthServer } from './oauthServer.ts'
import { ownerOf, users } from './server/access.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** What the proxy guards: all that reaches the cluster. The page is the same for everybody. */
export const guarded = /^\/(api|apis|prometheus|version|openapi|\.well-known)(\/|$)/

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

/**
 * What the web server behind oauth-proxy does: the token comes from the proxy's header and from nowhere else, and /config.json says
 * where one signs in.
 */
export function asWebServer(prefix: string, next: Listener): Listener {
  const config = JSON.stringify(signInSite(prefix))
  return (request, response) => {
    const { headers } = request
    const token = headers['x-forwarded-access-token']
    delete headers.authorization
    if (typeof token === 'string') headers.authorization = `Bearer ${token}`
    for (const name of ['x-forwarded-access-token', 'x-forwarded-user', 'x-forwarded-email']) delete headers[name]
    if (request.url !== '/config.json') return next(request, response)
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(config)
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
