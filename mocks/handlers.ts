import { http } from 'msw'
import type { Cluster } from './server/cluster.ts'

const paths = ['api', 'api/*', 'apis', 'apis/*', 'version', 'openapi/*', '.well-known/*', 'prometheus/*', '__mock__/*']
const roots = new Set(paths.map((path) => path.replace('/*', '')))

/** Whether an address below `base` is the cluster's, and not one of the console's own files. */
export function isApiPath(url: string, base: string): boolean {
  const root = new URL('.', base).href
  return url.startsWith(root) && roots.has(url.slice(root.length).split(/[/?#]/, 1)[0] ?? '')
}

/** A request of the page as the cluster gets it: of the user unless it names somebody, and without the path that the console is served under. */
export async function authorized(
  request: Request,
  base: string,
  user: () => string,
  signal: AbortSignal,
): Promise<Request> {
  const root = new URL('.', base).href
  const headers = new Headers(request.headers)
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${user()}`)
  const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.arrayBuffer()
  const url = new URL(request.url.slice(root.length), new URL(request.url).origin)
  return new Request(url, { method: request.method, headers, body, signal })
}

/** MSW handlers that let a cluster answer its API below `base`. A request that names nobody is the user's. */
export function handlers(cluster: Pick<Cluster, 'handle'>, base: string, user: () => string) {
  return paths.map((path) =>
    http.all(new URL(path, base).href, async ({ request, finalize }) => {
      // The page gave up, or the answer is over: MSW tells a handler through `finalize` alone when it runs in a worker.
      const over = new AbortController()
      finalize(() => over.abort())
      const signal = AbortSignal.any([request.signal, over.signal])
      const response = await cluster.handle(await authorized(request, base, user, signal))
      // MSW's worker clones every answer but event streams; a cloned stream would never hear that its reader left.
      if (isStream(request)) response.headers.set('content-type', 'text/event-stream')
      return response
    }),
  )
}

const isStream = ({ url }: Request) => /[?&](watch|follow)=(1|true)\b/.test(url)
