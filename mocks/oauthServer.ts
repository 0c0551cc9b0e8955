import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long the server itself remembers who has logged in, in ms: longer than a token is needed, as OpenShift's does. */
const rememberedMs = 5 * 60_000

interface Code {
  user: string
  redirectUri: string
}

/**
 * The cluster's OAuth server in small: a page where one picks a user, a code for who was picked, a token for the code. It remembers for
 * five minutes who has logged in and asks them nothing then. A token names its user to the mock cluster.
 */
export function createOAuthServer(userNames: readonly string[]) {
  const codes = new Map<string, Code>()
  const remembered = new Map<string, { user: string; until: number }>()

  const grant = (
    response: ServerResponse,
    query: URLSearchParams,
    user: string,
    headers: Record<string, string> = {},
  ) => {
    const code = `sha256~${randomBytes(16).toString('base64url')}`
    const redirectUri = query.get('redirect_uri') ?? ''
    codes.set(code, { user, redirectUri })
    const location = new URL(redirectUri)
    location.searchParams.set('code', code)
    location.searchParams.set('state', query.get('state') ?? '')
    response.writeHead(302, { ...headers, Location: location.href }).end()
  }

  const authorize = async (request: IncomingMessage, response: ServerResponse, { search, searchParams }: URL) => {
    const redirectUri = searchParams.get('redirect_uri') ?? ''
    if (searchParams.get('response_type') !== 'code' || !URL.canParse(redirectUri))
      return void response.writeHead(400).end('invalid_request\n')
    const chosen = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)).get('user') : null
    if (chosen !== null && userNames.includes(chosen)) {
      const session = randomBytes(16).toString('base64url')
      remembered.set(session, { user: chosen, until: Date.now() + rememberedMs })
      return grant(response, searchParams, chosen, { 'Set-Cookie': `ssn=${session}; Path=/; HttpOnly; SameSite=Lax` })
    }
    const known = remembered.get(cookieOf(request, 'ssn') ?? '')
    if (known && known.until > Date.now()) return grant(response, searchParams, known.user)
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'X-Frame-Options': 'DENY' })
    response.end(loginPage(`/oauth/authorize${search}`, userNames))
  }

  return {
    /** Answers `/oauth/authorize`, and `/logout`, which forgets who has logged in. */
    handle(request: IncomingMessage, response: ServerResponse): void {
      const url = new URL(request.url ?? '/', 'http://oauth')
      if (url.pathname === '/oauth/authorize') return void authorize(request, response, url)
      if (url.pathname === '/logout' && request.method === 'POST') {
        remembered.delete(cookieOf(request, 'ssn') ?? '')
        return void response.writeHead(200).end()
      }
      response.writeHead(404).end('404 page not found\n')
    },
    /** The token for a code, once; undefined where there is none. */
    redeem(code: string, redirectUri: string): string | undefined {
      const known = codes.get(code)
      codes.delete(code)
      if (known?.redirectUri !== redirectUri) return undefined
      return `sha256~${known.user}-${randomBytes(16).toString('hex')}`
    },
  }
}

/** The value of a cookie. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  return (headers.cookie ?? '')
    .split(/;\s*/)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const loginPage = (action: string, names: readonly string[]) => `<!DOCTYPE html>
<html lang="en"><head><title>Log in</title></head><body>
<h1>Log in to your account</h1>
<form method="post" action="${escaped(action)}">
${names.map((name) => `<button name="user" value="${escaped(name)}">${escaped(name)}</button>`).join('\n')}
</form></body></html>`

const characters: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&#34;', "'": '&#39;' }
/** A text as it stands in HTML. */
export const escaped = (text: string) => text.replaceAll(/[&<"']/g, (character) => characters[character] ?? character)
