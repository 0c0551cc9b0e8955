import type { QueryClient } from '@tanstack/react-query'
import { asApiError, isAbort, type ApiError } from '../../../k8s/ApiError.ts'
import { untilAuthorized } from '../../../k8s/unauthorized.ts'
import { pruneCommand, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { createPreviewClient, type PreviewClient } from './previewClient.ts'
import type { KindReading, PreviewChoices, PreviewPlan, PreviewReading, PreviewScope } from './previewProtocol.ts'

// Whoever goes to the settings and comes back finds the preview as it was; after that its memory is given back.
const graceMs = 60_000

/** What a preview knows at a time. */
export interface PreviewSnapshot {
  state: 'reading' | 'stopped' | 'failed' | 'ready'
  kinds: readonly KindReading[]
  error?: ApiError
  reading?: PreviewReading
  plan?: PreviewPlan
  planning: boolean
  choices?: PreviewChoices
}

const initial: PreviewSnapshot = { state: 'reading', kinds: [], planning: false }

/** One preview for all that look at it: reads once, plans what is wanted last, and computes the choices when it has nothing else to do. */
export class PreviewStore {
  readonly #listeners = new Set<() => void>()
  #snapshot = initial
  #client: PreviewClient | undefined
  #reading: AbortController | undefined
  #choosing: AbortController | undefined
  #scope: PreviewScope | undefined
  #wanted: PruneOptions | undefined
  /** What was read and has no plan yet: both come on screen together. */
  #fresh: PreviewReading | undefined
  #planning = false
  #choicesOf = ''
  #holders = 0
  #grace: ReturnType<typeof setTimeout> | undefined

  readonly get = (): PreviewSnapshot => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Keeps the preview until the answer is called, and for a while after. */
  hold(): () => void {
    this.#holders++
    clearTimeout(this.#grace)
    return () => {
      if (--this.#holders > 0) return
      if (this.#reading) this.#close()
      else this.#grace = setTimeout(() => this.#close(), graceMs)
    }
  }

  /** What is to be read and planned. The same again costs nothing. */
  want(scope: PreviewScope, options: PruneOptions | undefined): void {
    this.#wanted = options
    if (!this.#scope || this.#scope.namespace !== scope.namespace) {
      this.#scope = scope
      this.#fresh = undefined
      this.#set({ ...initial })
      void this.#read()
    } else void this.#plan()
  }

  readonly readAgain = (): void => void this.#read()

  readonly stop = (): void => {
    this.#reading?.abort()
    this.#set({ state: this.#snapshot.reading ? 'ready' : 'stopped' })
  }

  readonly call: PreviewClient['call'] = (method, argument, options) => this.#connect().call(method, argument, options)

  #connect(): PreviewClient {
    return (this.#client ??= createPreviewClient())
  }

  #disconnect(): void {
    this.#client?.close()
    this.#client = undefined
  }

  async #read(): Promise<void> {
    const scope = this.#scope
    if (!scope) return
    this.#reading?.abort()
    this.#choosing?.abort()
    const reading = new AbortController()
    this.#reading = reading
    const { error: _error, ...kept } = this.#snapshot
    this.#replace({ ...kept, state: 'reading', kinds: [] })
    try {
      this.#fresh = await this.call('read', scope, {
        signal: reading.signal,
        onProgress: (kinds) => this.#set({ kinds }),
      })
      this.#choicesOf = ''
      if (this.#wanted) await this.#plan()
      else this.#show({})
    } catch (error) {
      if (reading.signal.aborted || isAbort(error)) return
      const failure = asApiError(error)
      // Its code could not be loaded, or it died of memory: the next reading begins with another one.
      if (failure.reason === 'ClientError') this.#disconnect()
      this.#set({ state: 'failed', error: failure })
      if (failure.code === 401) void this.#readWhenAuthorized(failure)
    } finally {
      if (this.#reading === reading) this.#reading = undefined
    }
  }

  /** Who signs in again need not ask again. */
  async #readWhenAuthorized(failure: ApiError): Promise<void> {
    await untilAuthorized()
    if (this.#snapshot.error === failure) await this.#read()
  }

  /** Plans until the last wish is on screen: those in between are left out. */
  async #plan(): Promise<void> {
    if (this.#planning || !(this.#fresh ?? this.#snapshot.reading)) return
    this.#planning = true
    try {
      while (this.#wanted && (this.#fresh || !isOf(this.#snapshot.plan, this.#wanted))) {
        const [wanted, of] = [this.#wanted, this.#fresh ?? this.#snapshot.reading]
        this.#set({ planning: true })
        const plan = await this.call('plan', wanted)
        // Another reading has begun or come meanwhile: this plan's positions are not its own.
        if (of === (this.#fresh ?? this.#snapshot.reading)) this.#show({ plan })
      }
      if (this.#snapshot.planning) this.#set({ planning: false })
    } catch (error) {
      this.#set({ planning: false, state: 'failed', error: asApiError(error) })
    } finally {
      this.#planning = false
    }
    void this.#choose()
  }

  /** Shows what was read, with its plan. */
  #show(change: Pick<PreviewSnapshot, 'plan'> | object): void {
    const reading = this.#fresh
    this.#fresh = undefined
    this.#set({ ...change, ...(reading && { reading, kinds: reading.kinds, state: 'ready' }) })
  }

  /** Computes the choices, all else as in the plan on screen. */
  async #choose(): Promise<void> {
    const options = this.#snapshot.plan?.options
    if (!options || this.#holders === 0) return
    const { keepTagRevisions: _revisions, keepYoungerThan: _age, overSizeLimit: _size, ...others } = options
    const of = pruneCommand({ ...others, keepTagRevisions: 0, keepYoungerThan: 0n, overSizeLimit: undefined })
    if (of === this.#choicesOf) return
    this.#choicesOf = of
    this.#choosing?.abort()
    const choosing = new AbortController()
    this.#choosing = choosing
    const { choices: _choices, ...kept } = this.#snapshot
    this.#replace(kept)
    try {
      await this.call('choices', options, {
        signal: choosing.signal,
        onProgress: (choices) => this.#set({ choices }),
      })
    } catch (error) {
      if (choosing.signal.aborted || isAbort(error)) return
      this.#set({ error: asApiError(error) })
    }
  }

  #close(): void {
    this.#reading?.abort()
    this.#choosing?.abort()
    this.#disconnect()
    this.#scope = undefined
    this.#fresh = undefined
    this.#choicesOf = ''
    this.#snapshot = initial
  }

  #set(change: Partial<PreviewSnapshot>): void {
    this.#replace({ ...this.#snapshot, ...change })
  }

  #replace(snapshot: PreviewSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

const isOf = (plan: PreviewPlan | undefined, options: PruneOptions) =>
  plan !== undefined && pruneCommand(plan.options) === pruneCommand(options)

const stores = new WeakMap<QueryClient, PreviewStore>()

/** The preview of a client's pages. */
export function previewOf(client: QueryClient): PreviewStore {
  let store = stores.get(client)
  if (!store) stores.set(client, (store = new PreviewStore()))
  return store
}
