import type { ApiError } from '../k8s/ApiError.ts'
import { onPageVisibility } from '../k8s/keepLive.ts'
import type { Pod } from '../k8s/resources/pod.ts'
import { createStreams } from '../k8s/streams.ts'
import { createLimiter } from '../lib/concurrency.ts'
import type { LogClient } from './logClient.ts'
import { containerRun, hasContainer, mainContainerOf } from './logContainers.ts'
import { createLogFeeds } from './logFeed.ts'
import type { SourceId } from './logProtocol.ts'
import { createPodLogReader, type PodLogReader, type SourceState } from './podLogReader.ts'
import { readTiming, type ReadTiming } from './readTiming.ts'

/** The log of a container of a pod. */
export interface LogSource {
  id: SourceId
  pod: string
  uid: string
  /** Empty where the pod could not be read: the only one it has. */
  container: string
  previous: boolean
  state: SourceState
  error?: ApiError
  node?: string
  restarts?: number
}

export interface LogSessionOptions {
  namespace: string
  /** `time` in RFC 3339. */
  since?: { seconds: number } | { time: string } | undefined
  /** How many lines of each log at first; undefined: all. */
  tail?: number | undefined
  /** The containers that ran before the present ones. */
  previous?: boolean | undefined
  /** Pods without it are left out. Undefined: the main one of each. */
  container?: string | undefined
  follow: boolean
}

/** The logs of some pods, read into one client. */
export interface LogSession {
  /** The pods as they are now. New ones join, those that are left out are gone. */
  setPods(pods: readonly Pod[]): void
  /** The same array until something changes. */
  sources(): readonly LogSource[]
  subscribe(listener: () => void): () => void
  retry(source?: SourceId): void
  close(): void
}

interface Entry {
  id: SourceId
  pod: Pod
  container: string
  reader: PodLogReader
  /** Whether any of its lines were taken. */
  begun(): boolean
  forgetting?: ReturnType<typeof setTimeout> | undefined
}

/** How many logs without a stream are read at once: requests of the page need connections as well. */
const atOnce = 1
/** How long a page may be hidden before its streams are given to others, in ms. */
const hiddenMs = 2000
/** How long a pod that is gone without a line is still named, in ms. */
const forgetMs = 60_000

/** Reads the logs of pods as they come and go, each from its newest line held on, and feeds them to a client. */
export function createLogSession(
  options: LogSessionOptions,
  client: Pick<LogClient, 'call'>,
  streams = createStreams(),
  timing: ReadTiming = readTiming,
): LogSession {
  const { namespace, since, tail, previous = false, follow } = options
  const feedOf = createLogFeeds(client)
  const turn = createLimiter(atOnce)
  const entries = new Map<string, Entry>()
  const listeners = new Set<() => void>()
  const wantedAt = Date.now()
  let asleep = false
  let last = 0
  let closed = false
  let shown: readonly LogSource[] | undefined

  const changed = () => {
    shown = undefined
    if (!closed) for (const listener of listeners) listener()
  }
  const readers = () => [...entries.values()].map(({ reader }) => reader)

  const join = (pod: Pod, container: string): Entry => {
    const id = last++
    const feed = feedOf(id)
    const target = { namespace, pod: pod.metadata.name, container, previous, since, tail, wantedAt }
    const run = containerRun(pod, container)
    const reader = createPodLogReader({ target, run, follow, feed, streams, turn, timing, onChange: changed })
    if (asleep) reader.setAsleep(true)
    return { id, pod, container, reader, begun: feed.begun }
  }

  const leave = (key: string, entry: Entry, replaced: boolean) => {
    entry.reader.setGone(replaced)
    entry.forgetting ??= setTimeout(() => {
      entry.forgetting = undefined
      if (entry.begun()) return
      entry.reader.close()
      entries.delete(key)
      changed()
    }, forgetMs)
  }

  const unwatchPage = onPageVisibility(hiddenMs, (visible) => {
    asleep = !visible
    for (const reader of readers()) reader.setAsleep(asleep)
  })
  const nudge = () => {
    for (const reader of readers()) reader.nudge()
  }
  // A page that was frozen may come back without having known that it was hidden.
  const unlisten = listen(nudge)

  return {
    setPods(pods) {
      const present = new Set<string>()
      const names = new Set<string>()
      const isOlder = (a: Pod, b: Pod) =>
        (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? '') ||
        a.metadata.name.localeCompare(b.metadata.name)
      for (const pod of pods.toSorted(isOlder)) {
        names.add(pod.metadata.name)
        const container = options.container ?? mainContainerOf(pod)
        if (!hasContainer(pod, container)) continue
        const key = `${pod.metadata.uid ?? pod.metadata.name}/${container}`
        present.add(key)
        let entry = entries.get(key)
        if (!entry) entries.set(key, (entry = join(pod, container)))
        clearTimeout(entry.forgetting)
        entry.forgetting = undefined
        entry.pod = pod
        entry.reader.update(containerRun(pod, container))
      }
      for (const [key, entry] of entries) if (!present.has(key)) leave(key, entry, names.has(entry.pod.metadata.name))
      changed()
    },
    sources: () => (shown ??= [...entries.values()].map((entry) => sourceOf(entry, previous))),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retry(source) {
      for (const { id, reader } of entries.values()) if (source === undefined || source === id) reader.retry()
    },
    close() {
      closed = true
      unwatchPage()
      unlisten()
      for (const { reader, forgetting } of entries.values()) {
        clearTimeout(forgetting)
        reader.close()
      }
    },
  }
}

function sourceOf({ id, pod, container, reader }: Entry, previous: boolean): LogSource {
  const { name, uid = name } = pod.metadata
  const node = pod.spec?.nodeName
  const { restarts } = containerRun(pod, container)
  return {
    id,
    pod: name,
    uid,
    container,
    previous,
    ...reader.get(),
    ...(node !== undefined && { node }),
    ...(restarts !== undefined && { restarts }),
  }
}

/** Calls back when connections may have been cut without a word, or may work again. */
function listen(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const shown = () => {
    if (document.visibilityState === 'visible') listener()
  }
  document.addEventListener('visibilitychange', shown)
  document.addEventListener('resume', listener)
  window.addEventListener('online', listener)
  return () => {
    document.removeEventListener('visibilitychange', shown)
    document.removeEventListener('resume', listener)
    window.removeEventListener('online', listener)
  }
}
