import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isSame } from '../lib/differences.ts'
import { ApiError, asApiError } from '../k8s/ApiError.ts'
import { objectOf } from '../k8s/queries.ts'
import type { K8sObject } from '../k8s/types.ts'
import { isSignedOut } from '../k8s/unauthorized.ts'
import type { EditedObject } from './useEditing.ts'

/** Where an action stands. */
export type ActionState<T> =
  | { kind: 'idle' | 'busy' }
  | { kind: 'failed'; error: ApiError }
  /** The object changed since the person saw it. */
  | { kind: 'conflict'; latest: T; asWanted: boolean }
  /** No answer arrived: whether it was done is being looked up. */
  | { kind: 'looking'; error: ApiError }
  /** It is known not to have been done, or could not be looked up. */
  | { kind: 'lost'; error: ApiError; outcome: 'notDone' | 'unknown' }

export interface ActionOptions<T extends K8sObject> {
  editing?: EditedObject<T> | undefined
  perform(base: T): Promise<unknown>
  /** Whether the object is as asked for. */
  isDone?: ((latest: T | undefined, client: QueryClient) => boolean | Promise<boolean>) | undefined
  /** Looks up itself what came of an action whose answer was lost, and says whether it was done. */
  onLost?: () => Promise<boolean>
  onDone(): void
}

/** One write that a person asks for: conflicts, refusals, and answers that never arrive. */
export function useAction<T extends K8sObject>({ editing, perform, isDone, onLost, onDone }: ActionOptions<T>) {
  const client = useQueryClient()
  const [state, setState] = useState<ActionState<T>>({ kind: 'idle' })

  /** The object as it is now; undefined when it is gone. */
  const read = async (): Promise<T | undefined> => {
    if (!editing) return undefined
    const { type, namespace, name } = editing
    try {
      return await client.fetchQuery({ ...objectOf(type, { namespace, name }), staleTime: 0 })
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined
      throw error
    }
  }

  const lookUp = async (error: ApiError) => {
    const found = onLost ?? (isDone && (async () => isDone(await read(), client)))
    if (!found) return setState({ kind: 'lost', error, outcome: 'unknown' })
    setState({ kind: 'looking', error })
    try {
      if (await found()) return onDone()
      setState({ kind: 'lost', error, outcome: 'notDone' })
    } catch {
      setState({ kind: 'lost', error, outcome: 'unknown' })
    }
  }

  const settle = async (error: ApiError, base: T, tries: number): Promise<void> => {
    if (isOutcomeUnknown(error)) return lookUp(error)
    // That is said above the form, which goes on by itself.
    if (error.code === 401 && (await isSignedOut())) return setState({ kind: 'idle' })
    if (error.code !== 409 || error.reason === 'AlreadyExists' || !editing) return setState({ kind: 'failed', error })
    const latest = await read()
    if (!latest) return setState({ kind: 'failed', error })
    // Only something that does not concern the form has changed: the person has nothing to decide.
    if (tries > 0 && isSame(editing.relevant(base), editing.relevant(latest))) return attempt(latest, tries - 1)
    // Browsers send a request again when its connection breaks: the conflict may be with the person's own change.
    setState({ kind: 'conflict', latest, asWanted: isDone !== undefined && (await isDone(latest, client)) })
  }

  const attempt = async (base: T, tries: number): Promise<void> => {
    setState({ kind: 'busy' })
    try {
      await perform(base)
    } catch (thrown) {
      const error = asApiError(thrown)
      // What fails while a failure is looked into is that failure's fault.
      return settle(error, base, tries).catch(() => setState({ kind: 'failed', error }))
    }
    onDone()
  }

  return {
    state,
    // Without an object to edit the action takes none.
    run: () => attempt(editing?.base as T, 2),
    /** Sends the person's changes again, based on the newer object. */
    applyMine: (latest: T) => {
      editing?.rebase(latest, true)
      return attempt(latest, 2)
    },
    takeLatest: (latest: T) => {
      editing?.rebase(latest, false)
      setState({ kind: 'idle' })
    },
    lookUp,
    /** Forgets a failure, because the person goes on typing. */
    reset: () => setState({ kind: 'idle' }),
  }
}

/** Whether a failed write may have been performed all the same: its answer is what is missing. */
export function isOutcomeUnknown({ code, reason }: ApiError): boolean {
  return code === 0 || code === 502 || code === 504 || reason === 'UnreadableAnswer'
}
