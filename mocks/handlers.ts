import { http } from 'msw'
import type { Cluster } from './server/cluster.ts'

const paths = ['api', 'api/*', 'apis', 'apis/*', 'version', 'openapi/*', '.well-known/*', 'prometheus/*', '__mock__/*']

/** MSW handlers that let a cluster answer its API below `base`. A request that names nobody is the user's. */
export function handlers(cluster: Pick<Cluster, 'handle'>, base: string, user: () => string) {
  const root = new URL('.', base).href
  return paths.map((path) =>
    http.all(new URL(path, base).href, async ({ request, finalize }) => {
      // The page gave up, or the answer is over: MSW tells a handler through `finalize` alone when it runs in a worker.
      const over = new AbortController()
      finalize(() => over.abort())
      const headers = new Headers(request.headers)
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${user()}`)
      const signal = AbortSignal.any([request.signal, over.signal])
      const body = ['GET', 'HEAD'].includes(request.method) ? null : await request.arrayBuffer()
      // The cluster knows nothing of the path that the console is served under.
      const url = new URL(request.url.slice(root.length), new URL(request.url).origin)
      const response = await cluster.handle(new Request(url, { method: request.method, headers, body, signal }))
      // MSW's worker clones every answer but event streams; a cloned stream would never hear that its reader left.
      if (isStream(request)) response.headers.set('content-type', 'text/event-stream')
      return response
    }),
  )
}

const isStream = ({ url }: Request) => /[?&](watch|follow)=(1|true)\b/.test(url)
