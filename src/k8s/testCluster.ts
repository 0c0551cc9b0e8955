import { listAnswer, startTestApi, status, stream, type TestApi, type TestStream } from './testApi.ts'
import type { K8sObject } from './types.ts'

/** One kind of a cluster made by hand: lists in chunks, watches from a version, forgets old versions. */
export interface TestCluster {
  api: TestApi
  objects: Map<string, K8sObject>
  /** Open watches. */
  open: () => TestStream[]
  /** Requests so far: lists and gets, and watches. */
  lists: () => string[]
  watches: () => string[]
  put: (name: string, more?: object) => void
  remove: (name: string) => void
  /** Forgets the events up to now: older watches get 410. */
  compact: () => void
  /** Answers instead of the cluster while set. */
  instead: ((request: Request, url: URL) => Response | Promise<Response> | undefined) | undefined
}

/** Starts such a cluster. */
export async function startTestCluster(): Promise<TestCluster> {
  const api = await startTestApi()
  const objects = new Map<string, K8sObject>()
  let log: { version: number; event: { type: string; object: K8sObject } }[] = []
  let version = 100
  let compacted = 0
  const streams = new Set<{ made: TestStream; url: URL }>()
  const matches = (url: URL, { metadata }: K8sObject) => {
    const selector = url.searchParams.get('fieldSelector')
    return !selector || selector === `metadata.name=${metadata.name}`
  }
  const happen = (type: string, object: K8sObject) => {
    const event = { type, object }
    log.push({ version, event })
    for (const { made, url } of streams) if (!made.closed && matches(url, object)) made.send(event)
  }
  const watch = (url: URL): Response => {
    const made = stream()
    const from = url.searchParams.get('resourceVersion')
    if (from === null) {
      for (const object of objects.values()) if (matches(url, object)) made.send({ type: 'ADDED', object })
    } else if (Number(from) < compacted) {
      made.send({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } })
      made.end()
      return made.response
    } else {
      for (const { version: at, event } of log) if (at > Number(from) && matches(url, event.object)) made.send(event)
    }
    const entry = { made, url }
    streams.add(entry)
    const seconds = Number(url.searchParams.get('timeoutSeconds'))
    // Only polls are short enough to end within a test.
    if (seconds === 1) setTimeout(() => made.end(), 50)
    return made.response
  }
  const cluster: TestCluster = {
    api,
    objects,
    instead: undefined,
    open: () => [...streams].flatMap(({ made }) => (made.closed ? [] : [made])),
    lists: () => api.asked.filter((asked) => !asked.includes('watch=true')),
    watches: () => api.asked.filter((asked) => asked.includes('watch=true')),
    put(name, more = {}) {
      const type = objects.has(name) ? 'MODIFIED' : 'ADDED'
      const uid = objects.get(name)?.metadata.uid ?? `${name}-${version}`
      const object = { metadata: { name, namespace: 'demo', uid, resourceVersion: `${++version}` }, ...more }
      objects.set(name, object)
      happen(type, object)
    },
    remove(name) {
      const object = objects.get(name)
      objects.delete(name)
      if (object) happen('DELETED', { ...object, metadata: { ...object.metadata, resourceVersion: `${++version}` } })
    },
    compact() {
      compacted = ++version
      log = []
    },
  }
  api.answer = async (request, url) => {
    const other = await cluster.instead?.(request, url)
    if (other) return other
    if (url.searchParams.get('watch') === 'true') return watch(url)
    const name = /configmaps\/(.+)$/.exec(url.pathname)?.[1]
    if (!name) return listAnswer(url, [...objects.values()], `${version}`)
    const object = objects.get(name)
    if (object) return Response.json({ apiVersion: 'v1', kind: 'ConfigMap', ...object })
    return status(404, 'NotFound', `configmaps "${name}" not found`, { details: { name, kind: 'configmaps' } })
  }
  return cluster
}
