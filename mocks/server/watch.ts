import type { K8sObject } from '../../src/k8s/types.ts'
import { json, tableOptions, type Exchange } from './exchange.ts'
import { writeJson } from './json.ts'
import { decorated, oneAs } from './negotiate.ts'
import { selectorOf } from './read.ts'
import { methodNotAllowed } from './status.ts'
import type { Change } from './store.ts'

/** How an open watch can be disturbed: ended, torn in the middle of a line, fed nonsense, an error, or a 410. */
export type Disturbance = 'close' | 'cut' | 'garbage' | 'error-frame' | 'gone'

/** Every open watch of a cluster, so that faults and shutdown reach them. */
export class Watches {
  readonly open = new Set<{ resource: string; since: number; disturb(how: Disturbance): void }>()
  /** What happens to the next watches as soon as they open. */
  next: { how: Disturbance; times: number } | undefined

  disturbAll(how: Disturbance): void {
    for (const each of this.open) each.disturb(how)
  }
}

const DEFAULT_SECONDS = 2400
const LONGEST_SECONDS = 86_400
const BOOKMARK_EVERY = 60_000
const encoder = new TextEncoder()

/** A stream of changes as JSON lines, from a version or, without one, from the objects as they are. */
export function watch(exchange: Exchange, watches: Watches): Response {
  const { resource, store, query, request, namespace, form } = exchange
  if (!resource.verbs.includes('watch') || resource.rules.virtual)
    throw methodNotAllowed(resource.group, resource.name, 'watch')
  const matches = selectorOf(exchange) ?? (() => true)
  const version = query.get('resourceVersion') ?? ''
  if (version && !/^\d+$/.test(version)) return badVersion(version)

  let headed = true
  const line = (type: string, object: K8sObject) => {
    const shown = oneAs(form, resource, decorated(resource, object, store), { ...tableOptions(exchange), headed })
    headed = false
    return `${writeJson({ type, object: shown })}\n`
  }
  const inScope = (object: K8sObject) => !namespace || object.metadata.namespace === namespace
  /** A change as this watch sees it: an object that leaves its selection is deleted, one that enters is added. */
  const seen = ({ type, object, previous }: Change): string => {
    if (!inScope(object)) return ''
    const [is, was] = [type !== 'DELETED' && matches(object), previous !== undefined && matches(previous)]
    if (is) return line(was ? 'MODIFIED' : 'ADDED', object)
    if (!was || !previous) return ''
    if (type === 'DELETED') return line('DELETED', object)
    const { resourceVersion = '' } = object.metadata
    return line('DELETED', { ...previous, metadata: { ...previous.metadata, resourceVersion } })
  }

  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => text && controller.enqueue(encoder.encode(text))
      const end = () => {
        stop()
        controller.close()
      }
      const ends = {
        close: end,
        garbage: () => (send('<html><body>Bad gateway</body></html>\n'), end()),
        'error-frame': () => (
          send(errorLine(500, 'InternalError', 'an error on the server has prevented the request from succeeding')),
          end()
        ),
        gone: () => (
          send(errorLine(410, 'Expired', `too old resource version: ${version} (${store.revision(resource.key)})`)),
          end()
        ),
        cut: () => (
          send('{"type":"MODIFIED","object":{"kind":'),
          stop(),
          setTimeout(() => controller.error(new Error('connection lost')), 10)
        ),
      }
      const history = version && version !== '0' ? store.since(resource.key, Number(version)) : undefined
      if (history && 'tooOld' in history) {
        send(errorLine(410, 'Expired', `too old resource version: ${version} (${history.tooOld})`))
        controller.close()
        return
      }
      if (history) for (const change of history.changes) send(seen(change))
      else
        for (const object of oldestFirst(store.list(resource.key, namespace)))
          if (matches(object)) send(line('ADDED', object))

      const unsubscribe = store.subscribe(resource.key, (change) => send(seen(change)))
      const seconds = Math.min(Number(query.get('timeoutSeconds')) || DEFAULT_SECONDS, LONGEST_SECONDS)
      const timer = setTimeout(end, seconds * 1000)
      const bookmark = () => {
        const metadata = { resourceVersion: String(store.revision(resource.key)), creationTimestamp: null }
        send(
          `${JSON.stringify({ type: 'BOOKMARK', object: { kind: resource.kind, apiVersion: resource.apiVersion, metadata } })}\n`,
        )
      }
      const bookmarks = query.get('allowWatchBookmarks') === 'true' ? setInterval(bookmark, BOOKMARK_EVERY) : undefined
      const handle = { resource: resource.key, since: Date.now(), disturb: (how: Disturbance) => ends[how]() }
      watches.open.add(handle)
      stop = () => {
        watches.open.delete(handle)
        unsubscribe()
        clearTimeout(timer)
        clearInterval(bookmarks)
        request.signal.removeEventListener('abort', aborted)
      }
      const aborted = () => {
        stop()
        controller.error(request.signal.reason)
      }
      request.signal.addEventListener('abort', aborted)
      if (request.signal.aborted) aborted()
      else if (watches.next && watches.next.times-- > 0) handle.disturb(watches.next.how)
    },
    cancel: () => stop(),
  })
  return new Response(body, { headers: json(null).headers })
}

/** The server's cache gives its objects in no order; that of their last change is as good as any. */
const oldestFirst = (objects: readonly K8sObject[]) =>
  objects.toSorted((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))

function errorLine(code: number, reason: string, message: string): string {
  const object = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  return `${JSON.stringify({ type: 'ERROR', object })}\n`
}

function badVersion(version: string): Response {
  const message = `resourceVersion: Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`
  return json({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code: 500 }, 500)
}
