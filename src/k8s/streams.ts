import { sleep } from '../lib/sleep.ts'

/** A stream of the browser's few, held until released. */
export interface Slot {
  release: () => void
  /** Aborted when others wait for this slot: it is the one that is shared by turns. */
  wanted: AbortSignal
}

export interface Streams {
  /** A slot, or undefined when all are in use. `leave`: how many are left to others, whoever holds them. */
  tryAcquire: (options?: { leave?: number }) => Promise<Slot | undefined>
  /** Runs one short poll in the last slot: the polls of all tabs take turns there, and its holder makes room for them. */
  poll: <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>
  /** Calls back whenever this tab has given a slot back. Returns how to unsubscribe. */
  onFreed: (listener: () => void) => () => void
}

/** The part of the Web Locks API that is needed here. */
export interface Locks {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: (lock: unknown) => Promise<T>,
  ): Promise<T>
  query(): Promise<{ pending?: { name?: string }[] }>
}

/** How long a connection that was let go may take to close. */
const closingMs = 50

interface StreamsOptions {
  count?: number
  /** How often the holder of the last slot looks whether others wait for it. */
  lookMs?: number
}

/**
 * At most `count` streams at once over all tabs of this browser, polls included: over HTTP/1.1 a browser opens six connections per
 * host, and six open watches would stall every other request. Where the browser has no Web Locks (pages served over plain http)
 * the count holds for this tab alone.
 */
export function createStreams(
  locks: Locks = browserLocks() ?? pageLocks ?? createLocks(),
  { count = 4, lookMs = 1000 }: StreamsOptions = {},
): Streams {
  const names = Array.from({ length: count }, (_, index) => `registry-console-stream-${index}`)
  const last = names.at(-1) ?? ''
  const held = new Set<string>()
  const listeners = new Set<() => void>()

  const hold = (name: string) =>
    new Promise<Slot | undefined>((resolve, reject) => {
      const request = locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) return resolve(undefined)
        const wanted = new AbortController()
        const look = async () => {
          const { pending = [] } = await locks.query()
          if (pending.some((waiting) => waiting.name === last)) wanted.abort()
        }
        const looking = name === last ? setInterval(() => void look().catch(() => {}), lookMs) : undefined
        await new Promise<void>((release) => resolve({ release, wanted: wanted.signal }))
        clearInterval(looking)
        // The connection is closed by another process; until it is, the next stream would be one too many.
        await sleep(closingMs)
        held.delete(name)
        // The lock itself is free once this function has returned.
        setTimeout(() => listeners.forEach((listener) => listener()))
      })
      request.catch(reject)
    })

  return {
    async tryAcquire({ leave = 0 } = {}) {
      // Those who leave some to others begin at one end, the others at the other. The last is for turns.
      const own = leave > 0 ? names.slice(0, Math.max(0, count - leave)) : [...names.slice(0, -1).toReversed(), last]
      for (const name of own) {
        if (held.has(name)) continue
        held.add(name)
        const slot = await hold(name).catch(() => undefined)
        if (slot) return slot
        held.delete(name)
      }
      return undefined
    },
    poll: (task, signal) => locks.request(last, { signal }, task),
    onFreed(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

let pageLocks: Locks | undefined

/** Has streams that are made from here on count together where the browser has no Web Locks. Returns how to end that. */
export function shareStreams(): () => void {
  pageLocks ??= createLocks()
  return () => (pageLocks = undefined)
}

function browserLocks(): Locks | undefined {
  // Absent in insecure contexts and in jsdom, whatever the type says.
  const locks: LockManager | undefined = globalThis.document ? globalThis.navigator?.locks : undefined
  if (!locks) return undefined
  const bound: Locks = {
    request: (name, options, callback) => locks.request(name, options, callback),
    query: () => locks.query(),
  }
  return orOwnLocks(bound, pageLocks ?? createLocks())
}

/** Locks that are those of the page alone where the browser refuses its own: in a frame of a site that it lets keep nothing. */
export function orOwnLocks(locks: Locks, own: Locks): Locks {
  return {
    async request(name, options, callback) {
      let entered = false
      try {
        return await locks.request(name, options, (lock) => {
          entered = true
          return callback(lock)
        })
      } catch (error) {
        if (entered || !isRefusal(error)) throw error
        return own.request(name, options, callback)
      }
    },
    query: () =>
      locks.query().catch((error: unknown) => {
        if (!isRefusal(error)) throw error
        return own.query()
      }),
  }
}

const isRefusal = (error: unknown) => error instanceof Error && error.name === 'SecurityError'

/** Locks within one page: Web Locks in small. */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  const pending = new Set<{ name: string }>()
  return {
    async request(name, { ifAvailable, signal }, callback) {
      signal?.throwIfAborted()
      const before = tails.get(name)
      if (before && ifAvailable) return callback(null)
      const { promise: mine, resolve: open } = Promise.withResolvers<void>()
      const tail = Promise.allSettled([before, mine])
      tails.set(name, tail)
      const waiting = { name }
      try {
        if (before) {
          pending.add(waiting)
          await untilAborted(before, signal)
        }
        pending.delete(waiting)
        return await callback({})
      } finally {
        pending.delete(waiting)
        open()
        if (tails.get(name) === tail) tails.delete(name)
      }
    },
    query: () => Promise.resolve({ pending: [...pending] }),
  }
}

function untilAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    void promise.then(resolve).finally(() => signal.removeEventListener('abort', abort))
  })
}
