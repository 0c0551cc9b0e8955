import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { ApiError, isUnauthorized } from '../k8s/ApiError.ts'
import { getSnapshot, subscribe as subscribeToConnection } from '../k8s/connection.ts'
import { canSignIn } from '../k8s/signInPage.ts'
import { checkSession, onSession, sessionNow } from '../k8s/unauthorized.ts'
import { PrometheusError } from '../prometheus/PrometheusError.ts'

export interface ApiHealth {
  /** The API no longer knows who asks (401). */
  signedOut: boolean
  /** The last request got no answer from the API, and none has been answered since. */
  unreachable: ApiError | undefined
}

const lookAgainMs = 10_000
const healthy: ApiHealth = { signedOut: false, unreachable: undefined }
const stores = new WeakMap<QueryClient, { health: ApiHealth; listeners: Set<() => void> }>()

function storeOf(client: QueryClient) {
  let store = stores.get(client)
  if (store) return store
  store = { health: healthy, listeners: new Set<() => void>() }
  stores.set(client, store)
  const { listeners } = store
  const current = store
  const set = (next: ApiHealth) => {
    if (next === current.health) return
    current.health = next
    for (const listener of listeners) listener()
  }
  const recover = () => {
    if (current.health === healthy || isSignedOut()) return
    set(healthy)
    // Live queries come back by themselves.
    void client.refetchQueries({ predicate: isLeftBehind })
  }
  let looking: ReturnType<typeof setTimeout> | undefined
  // Nothing else on the page may ask for anything: what got no answer is asked again until it gets one.
  const lookAgain = (query: Query) => {
    const look = async () => {
      looking = undefined
      if (!current.health.unreachable) return
      const isKept = client.getQueryCache().get(query.queryHash) === query
      if (isKept) await client.refetchQueries({ queryKey: query.queryKey, exact: true })
      if (!isKept || !isUnreachable(query.state.error)) recover()
    }
    looking ??= setTimeout(() => void look(), lookAgainMs)
  }
  onSession(() => {
    if (isSignedOut()) set({ ...current.health, signedOut: true })
    else if (current.health.signedOut) recover()
  })
  // A watch that is open again brings no data until something changes, but it is an answer.
  let before = getSnapshot().state
  subscribeToConnection(() => {
    const { state } = getSnapshot()
    if (state === 'live' && before !== 'live' && !current.health.signedOut) recover()
    before = state
  })
  client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return
    if (event.action.type === 'success' && event.query.queryKey[0] === 'k8s') recover()
    if (event.action.type !== 'error') return
    const { error } = event.action
    // Prometheus stands behind the same sign-in, where there is one.
    if (error instanceof PrometheusError && error.isOfNobody) void suspect()
    if (isUnreachable(error)) {
      set({ ...current.health, unreachable: error })
      lookAgain(event.query)
    }
  })
  return store
}

/** No answer at all, or one of the development server that says it got none. */
function isUnreachable(error: unknown): error is ApiError {
  return error instanceof ApiError && (error.code === 0 || error.reason === 'ProxyError')
}

const isSignedOut = () => sessionNow().state === 'signedOut'

function isLeftBehind({ meta, state: { status, data, error } }: Query): boolean {
  if (status !== 'error') return false
  // What was never let in is followed by nobody.
  return isOfNobody(error) ? data === undefined || !meta?.live : !meta?.live && isUnreachable(error)
}

const isOfNobody = (error: unknown) => isUnauthorized(error) || (error instanceof PrometheusError && error.isOfNobody)

async function suspect(): Promise<void> {
  if (await canSignIn()) await checkSession()
}

/** Begins to look at how requests end. Called before the first of them. */
export function watchHealth(client: QueryClient): void {
  storeOf(client)
}

/** Whether the API answers, and knows who asks. */
export function useApiHealth(): ApiHealth {
  const client = useQueryClient()
  const store = storeOf(client)
  const subscribe = useCallback(
    (listener: () => void) => {
      store.listeners.add(listener)
      return () => store.listeners.delete(listener)
    },
    [store],
  )
  return useSyncExternalStore(subscribe, () => store.health)
}
