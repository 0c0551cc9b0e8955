import { hashKey, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { forgetSignIn, leaveFor, noteLogOut } from '../k8s/signIn.ts'
import { checkSession, confirmSession, endSession, onSession, sessionNow, type Session } from '../k8s/unauthorized.ts'
import { userQuery, whoAsks, type CurrentUser } from '../k8s/whoami.ts'
import { sleep } from '../lib/sleep.ts'

/** What tabs of one console tell each other. */
type Message = { kind: 'signedIn'; name: string | undefined } | { kind: 'loggedOut' }

/** How long until it is looked for the first time whether somebody is signed in again, and between two later times at most, in ms. */
const firstLookMs = 5000
const lastLookMs = 30_000

let post = (_message: Message) => {}

/**
 * Looks after the session: confirms that it has ended, finds out when somebody is signed in again, here or in another tab, and begins
 * the page anew when that is somebody else. Returns how to end that.
 */
export function startSession(client: QueryClient): () => void {
  const { queryKey } = userQuery()
  const known = () => client.getQueryData<CurrentUser>(queryKey)
  let leaving = false
  const forget = confirmSession(async (anew) => {
    const now = await whoAsks()
    const before = known()
    // Nothing of what somebody else was shown, or has typed, goes on.
    if (sessionNow().letIn && (before ? before.name !== now.name : anew)) {
      leaving = true
      await leaveEmpty(client)
      await new Promise(() => {})
    }
    client.setQueryData(queryKey, now)
  })
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName())
  if (channel) post = channel.postMessage.bind(channel)
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    const { state } = sessionNow()
    if (leaving) return
    if (data.kind === 'loggedOut') forgetAll(client)
    else if (state === 'loggedOut') leaveFor()
    else if (state === 'signedOut' || (known() && known()?.name !== data.name)) void checkSession()
  })
  // The other tabs, among them those that wait, hear who is signed in.
  let told = false
  const tell = () => {
    const { letIn, state } = sessionNow()
    const user = known()
    if (state !== 'open') told = false
    if (!letIn || state !== 'open' || !user || told) return
    told = true
    forgetSignIn()
    post({ kind: 'signedIn', name: user.name })
  }
  const hash = hashKey(queryKey)
  const stops = [onSession(tell), client.getQueryCache().subscribe(({ query }) => query.queryHash === hash && tell())]
  // Whoever comes back to the page may have signed in elsewhere meanwhile, in another window or with oc.
  const look = () => {
    if (document.visibilityState === 'visible' && sessionNow().state === 'signedOut') void checkSession()
  }
  // Whoever stays on the page is looked after now and then, too.
  let waitMs = firstLookMs
  let timer: ReturnType<typeof setTimeout> | undefined
  const lookLater = () => {
    clearTimeout(timer)
    if (sessionNow().state !== 'signedOut') return void (waitMs = firstLookMs)
    timer = setTimeout(() => {
      look()
      waitMs = Math.min(waitMs * 2, lastLookMs)
      lookLater()
    }, waitMs)
  }
  stops.push(onSession(lookLater), () => clearTimeout(timer))
  const events = [[document, 'visibilitychange'] as const, [window, 'focus'] as const, [window, 'pageshow'] as const]
  for (const [target, event] of events) target.addEventListener(event, look)
  return () => {
    for (const [target, event] of events) target.removeEventListener(event, look)
    for (const stop of stops) stop()
    post = () => {}
    channel?.close()
    forget()
  }
}

// Consoles of several clusters may live on one host, each below its own path.
const channelName = () => `registry-console ${new URL('.', document.baseURI).pathname}`

/** Ends the session of the person in this browser: in all tabs nothing of theirs stays. */
export function logOut(client: QueryClient, address: string): void {
  noteLogOut()
  post({ kind: 'loggedOut' })
  void leaveEmpty(client, address)
}

/** Lets go of everything, and then leaves: a page with something typed would have the browser ask whether to stay. */
async function leaveEmpty(client: QueryClient, address?: string): Promise<void> {
  forgetAll(client)
  // By then React has taken the page down.
  await sleep(0)
  leaveFor(address)
}

function forgetAll(client: QueryClient): void {
  endSession()
  client.clear()
}

/** The session, as components see it. */
export function useSession(): Session {
  return useSyncExternalStore(onSession, sessionNow)
}
