import { createLimiter } from '../lib/concurrency.ts'
import { restFromTyping } from '../lib/restFromTyping.ts'
import { yieldToPage } from '../lib/yieldToPage.ts'
import { ApiError } from './ApiError.ts'
import { fetchChunk, parseList } from './list.ts'
import { firstLimit } from './path.ts'
import type { K8sList, K8sObject, ResourceType, Scope } from './types.ts'

const maxLimit = 500
const targetMs = 30
// What nobody waits for must not be felt by who types.
const backgroundMs = 8
const targetBytes = 2_000_000

// A browser opens six connections per host; lists of many projects share them with everything else.
const limitRequests = createLimiter(6)

/** What to list and what to keep of each object. */
export interface Listing {
  type: ResourceType
  scope: Scope
  project: ((object: K8sObject) => K8sObject) | undefined
  /** Loads in smaller chunks, and not while somebody types. */
  background?: boolean
}

/** The size of the next chunk, so that handling it holds the page for about `wantedMs` and its JSON stays under about 2 MB. */
export function nextLimit(
  limit: number,
  { count, ms, bytes }: { count: number; ms: number; bytes: number },
  wantedMs = targetMs,
): number {
  if (count === 0) return limit
  const byTime = (wantedMs / Math.max(ms, 0.1)) * count
  const bySize = (targetBytes / Math.max(bytes, 1)) * count
  // Grows at most fourfold at a time: one small chunk says little about the next objects.
  return Math.max(1, Math.min(maxLimit, limit * 4, Math.floor(Math.min(byTime, bySize))))
}

/** The first chunk of a list, projected. */
export async function loadFirst(listing: Listing, signal: AbortSignal): Promise<K8sList<K8sObject>> {
  const chunks = loadChunks(listing, { signal, prefetch: false })
  for await (const chunk of chunks) return chunk
  throw new DOMException('', 'AbortError')
}

/** All chunks as one list, projected. A continue token that expires on the way begins again; the third time without chunks. */
export async function loadWhole(listing: Listing, signal: AbortSignal): Promise<K8sList<K8sObject>> {
  for (let attempt = 1; ; attempt++) {
    let whole: K8sList<K8sObject> | undefined
    try {
      for await (const chunk of loadChunks(listing, { signal, unlimited: attempt > 2 })) {
        if (!whole) whole = { ...chunk, items: [...chunk.items] }
        else for (const object of chunk.items) whole.items.push(object)
      }
    } catch (error) {
      if (whole && attempt <= 2 && isTokenRefused(error)) continue
      throw error
    }
    if (!whole) throw new DOMException('', 'AbortError')
    const { continue: _token, remainingItemCount: _rest, ...metadata } = whole.metadata
    return { ...whole, metadata }
  }
}

/** Whether a continue token is no longer good: expired (410) or not understood, as after a change of server (400). */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 410 || error.code === 400)
}

interface ChunksOptions {
  signal: AbortSignal
  continueToken?: string | undefined
  /** Asks for the next chunk while this one is being parsed. */
  prefetch?: boolean
  unlimited?: boolean
}

/** The chunks of a list, projected, from a continue token on. Yields to the page between them. */
export async function* loadChunks(
  { type, scope, project, background = false }: Listing,
  { signal, continueToken, prefetch = true, unlimited = false }: ChunksOptions,
): AsyncGenerator<K8sList<K8sObject>> {
  let limit = firstLimit
  // A consumer that stops in the middle, and a chunk that fails, take the request that runs ahead with them.
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const fetchNext = (token: string | undefined) => {
    const options = { limit: unlimited ? undefined : limit, continueToken: token, signal: either }
    const chunk = limitRequests(() => fetchChunk(type, scope, options), either)
    // Its failure is seen where it is awaited, which may be later or never.
    chunk.catch(() => {})
    return { token, chunk }
  }
  try {
    let next = fetchNext(continueToken)
    for (;;) {
      const { text, response } = await next.chunk
      const ahead = prefetch ? tokenIn(text) : undefined
      const prefetched = ahead ? fetchNext(ahead) : undefined
      if (background) await restFromTyping(signal)
      await yieldToPage()
      signal.throwIfAborted()
      const start = performance.now()
      const list = parseList(text, response)
      const projected = project ? { ...list, items: list.items.map(project) } : list
      const ms = performance.now() - start
      limit = nextLimit(
        limit,
        { count: list.items.length, ms, bytes: text.length },
        background ? backgroundMs : targetMs,
      )
      yield projected
      const token = list.metadata.continue
      if (!token) return
      next = prefetched?.token === token ? prefetched : fetchNext(token)
    }
  } finally {
    over.abort()
  }
}

/** The continue token from the head of a list that is not parsed yet. Servers write metadata first; if not, nothing is lost. */
function tokenIn(text: string): string | undefined {
  return /^\{[^[]{0,500}?"continue":"([^"\\]+)"/.exec(text.slice(0, 4000))?.[1]
}
