import type { IncomingHttpHeaders } from 'node:http'

/** One request of a page to the API, as the proxy sees it. */
export interface Asked {
  /** `review`: sent as a POST, changes nothing. */
  verb: 'read' | 'watch' | 'follow' | 'review' | 'write' | 'file'
  method: string
  path: string
  query: URLSearchParams
  /** Whose browser asks: the one under test unless it says so. */
  who: 'person' | 'witness' | 'navigator'
  /** Which page asks. Unknown for files and workers. */
  tab: string
  /** Which press of a button a write belongs to, and which fetch it is. */
  attempt: string
  write: string
  /** Milliseconds of the fast time. */
  at: number
}

const API = /^\/(api|apis|version|openapi|prometheus|\.well-known)(\/|$)/
const REVIEW = /(accessreviews|rulesreviews)$/

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : (value ?? ''))

/** What is asked, from the head of a request. */
export function askedOf(method: string, target: string, headers: IncomingHttpHeaders, at: number): Asked {
  const url = new URL(target, 'http://localhost')
  const said = headers['x-soak-who']
  const who: Asked['who'] = said === 'witness' || said === 'navigator' ? said : 'person'
  const rest = {
    method,
    path: url.pathname,
    query: url.searchParams,
    who,
    tab: one(headers['x-soak-tab']),
    attempt: one(headers['x-soak-attempt']),
    write: one(headers['x-soak-write']),
    at,
  }
  return { verb: verbOf(method, url), ...rest }
}

function verbOf(method: string, { pathname, searchParams }: URL): Asked['verb'] {
  if (!API.test(pathname)) return 'file'
  if (searchParams.get('watch') === 'true') return 'watch'
  if (searchParams.get('follow') === 'true') return 'follow'
  if (method === 'GET' || method === 'HEAD') return 'read'
  return REVIEW.test(pathname) ? 'review' : 'write'
}

/** The query that a request belongs to: what changes from one request of it to the next is left out. */
export function queryOf({ verb, method, path, query }: Asked): string {
  const kept = new URLSearchParams(query)
  for (const name of [
    'resourceVersion',
    'timeoutSeconds',
    'continue',
    'limit',
    'allowWatchBookmarks',
    'time',
    'start',
    'end',
  ])
    kept.delete(name)
  return `${verb === 'watch' ? 'WATCH' : method} ${path} ${kept}`
}
