/** A stream of the browser's few, held until released. */
export interface Slot {
  release(): void
}

export interface Streams {
  /** A slot, or undefined when all are in use. */
  tryAcquire: () => Promise<Slot | undefined>
  /** Runs one short poll; polls of all tabs take turns, so that they never use more than one connection. */
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
}

/**
 * At most `count` streams at once over all tabs of this browser: over HTTP/1.1 a browser opens six connections per host, and six
 * open watches would stall every other request. Where the browser has no Web Locks (pages served over plain http) the count holds
 * for this tab alone.
 */
export function createStreams(locks: Locks = browserLocks() ?? createLocks(), count = 4): Streams {
  const held = new Set<string>()
  const listeners = new Set<() => void>()

  const hold = (name: string) =>
    new Promise<Slot | undefined>((resolve, reject) => {
      const request = locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) return resolve(undefined)
        await new Promise<void>((release) => resolve({ release }))
        held.delete(name)
        // The lock itself is free once this function has returned.
        setTimeout(() => listeners.forEach((listener) => listener()))
      })
      request.catch(reject)
    })

  return {
    async tryAcquire() {
      for (let index = 0; index < count; index++) {
        const name = `registry-console-stream-${index}`
        if (held.has(name)) continue
        held.add(name)
        const slot = await hold(name).catch(() => undefined)
        if (slot) return slot
        held.delete(name)
      }
      return undefined
    },
    poll: (task, signal) => locks.request('registry-console-poll', { signal }, task),
    onFreed(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function browserLocks(): Locks | undefined {
  // Absent in insecure contexts and in jsdom, whatever the type says.
  const locks: LockManager | undefined = globalThis.document ? globalThis.navigator?.locks : undefined
  if (!locks) return undefined
  return {
    request: (name, options, callback) => locks.request(name, options, callback),
  }
}

/** Locks within one page: Web Locks in small. */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async request(name, { ifAvailable, signal }, callback) {
      signal?.throwIfAborted()
      const before = tails.get(name)
      if (before && ifAvailable) return callback(null)
      const { promise: mine, resolve: open } = Promise.withResolvers<void>()
      const tail = Promise.allSettled([before, mine])
      tails.set(name, tail)
      try {
        if (before) await untilAborted(before, signal)
        return await callback({})
      } finally {
        open()
        if (tails.get(name) === tail) tails.delete(name)
      }
    },
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
