import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { isTransient } from '../../../k8s/ApiError.ts'
import { backoffMs } from '../../../lib/pace.ts'
import { readSummary, type ImageOfStream, type ImageSummary } from './imageSummary.ts'

interface Entry {
  value?: ImageSummary | Error
  /** When it was read, in ms of the page: clocks are set back. */
  at: number
  listeners: Set<() => void>
  reading?: AbortController
  /** How often in a row it failed. */
  failures: number
}

// Rows that a filter shows for one keystroke only are never read.
const patienceMs = 40
const missingForMs = 30_000
/** When what failed for a passing reason is read again, while it is on screen. */
const againAfter = { baseMs: 5000, maxMs: 60_000 }

/**
 * The summaries of all images that were ever on screen. A store of its own: a page of tags has 150 cells that wait for
 * one, and here a read begins only for rows that stay, which an observer of the query library for each cannot say.
 */
export class ImageSummaries {
  readonly #client: QueryClient
  readonly #entries = new Map<string, Entry>()

  constructor(client: QueryClient) {
    this.#client = client
  }

  /** What is known of an image: its summary, why it could not be read, or nothing yet. */
  get(digest: string): ImageSummary | Error | undefined {
    return this.#entries.get(digest)?.value
  }

  /** Reads an image soon unless it is known, and calls back when it is. Nobody waiting any more ends the read. */
  subscribe(image: ImageOfStream, listener: () => void, delayMs = patienceMs): () => void {
    const entry = this.#entry(image.digest)
    entry.listeners.add(listener)
    if (!isKnown(entry) && !entry.reading) {
      if (delayMs === 0) this.#read(image, entry)
      else setTimeout(() => this.#read(image, entry), delayMs)
    }
    return () => {
      entry.listeners.delete(listener)
      if (entry.listeners.size === 0) entry.reading?.abort()
    }
  }

  /** Reads an image now unless it is known. Resolves however it ends. */
  async read(image: ImageOfStream, signal: AbortSignal): Promise<void> {
    if (isKnown(this.#entry(image.digest))) return
    await new Promise<void>((resolve) => {
      const end = () => {
        stop()
        resolve()
      }
      signal.addEventListener('abort', end, { once: true })
      const stop = this.subscribe(image, end, 0)
    })
  }

  #entry(digest: string): Entry {
    let entry = this.#entries.get(digest)
    if (!entry) this.#entries.set(digest, (entry = { at: 0, listeners: new Set(), failures: 0 }))
    return entry
  }

  #read(image: ImageOfStream, entry: Entry): void {
    if (entry.listeners.size === 0 || entry.reading || isKnown(entry)) return
    const controller = new AbortController()
    entry.reading = controller
    const end = (value: ImageSummary | Error) => {
      delete entry.reading
      // Somebody began to wait while the read was being given up.
      if (controller.signal.aborted) return this.#read(image, entry)
      entry.value = value
      entry.at = performance.now()
      for (const listener of entry.listeners) listener()
      entry.failures = isTransient(value) ? entry.failures + 1 : 0
      if (entry.failures > 0) setTimeout(() => this.#read(image, entry), backoffMs(entry.failures, againAfter))
    }
    readSummary(this.#client, image, controller.signal).then(end, (error: unknown) =>
      end(error instanceof Error ? error : new Error(String(error))),
    )
  }
}

/** Images never change; one that is gone may be pushed again, and one that could not be read is tried again. */
function isKnown({ value, at }: Entry): boolean {
  if (!value || value instanceof Error) return false
  return value.found || performance.now() - at < missingForMs
}

const stores = new WeakMap<QueryClient, ImageSummaries>()

/** The summaries that a client's users have read. */
export function summariesOf(client: QueryClient): ImageSummaries {
  let store = stores.get(client)
  if (!store) stores.set(client, (store = new ImageSummaries(client)))
  return store
}

/** The summary of an image, read while it is on screen. */
export function useImageSummary(image: ImageOfStream): { summary?: ImageSummary; error?: Error } {
  const store = summariesOf(useQueryClient())
  const { namespace, stream, digest } = image
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe({ namespace, stream, digest }, listener),
    [store, namespace, stream, digest],
  )
  const value = useSyncExternalStore(subscribe, () => store.get(digest))
  if (!value) return {}
  return value instanceof Error ? { error: value } : { summary: value }
}
