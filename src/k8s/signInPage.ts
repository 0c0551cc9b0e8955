import type { ApiError } from './ApiError.ts'
import { site } from './site.ts'

/**
 * Whether an answer comes from something in front of the API: a login page, which oauth-proxy sends as 403 and others as 200, or a
 * redirect to one. The API itself speaks JSON, also when it refuses, and redirects nowhere.
 */
export function isNotOfApi({ type, ok, status, headers }: Response): boolean {
  if (isRedirect({ type, status })) return true
  const kind = headers.get('Content-Type') ?? ''
  return ok ? /^text\/html\b/.test(kind) : status === 403 && !/\bjson\b/.test(kind)
}

/** Whether an answer leads elsewhere. Browsers keep to themselves where to. */
export function isRedirect({ type, status }: Pick<Response, 'type' | 'status'>): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400)
}

/** Whether the API takes the person for nobody, as it does where a request reaches it without a token. */
export function isOfNobody({ code, message }: ApiError): boolean {
  return code === 403 && message.includes('User "system:anonymous"')
}

/** Whether there is somewhere to sign in: elsewhere a page of a proxy is no more than that. */
export async function canSignIn(): Promise<boolean> {
  return (await site()).signIn !== undefined
}
