import { isUnauthorized } from './ApiError.ts'

/**
 * Whether the API knows who asks. `checking`: a request was refused, and it is being found out whether that was about the session;
 * `signedOut`: it was; `loggedOut`: the person has ended it.
 */
export interface Session {
  state: 'open' | 'checking' | 'signedOut' | 'loggedOut'
  /** Whether any request was let in since the page began: else it shows nothing of the cluster. */
  letIn: boolean
}

/** Asks the API who asks; `anew`: after it was known that nobody was signed in. Rejects with an ApiError: 401 when it does not know. */
type Confirm = (anew: boolean) => Promise<void>

const listeners = new Set<() => void>()
let session: Session = { state: 'open', letIn: false }
let refusedAt = 0
let confirm: Confirm | undefined
let checking: Promise<void> | undefined

/** Calls back whenever the session has changed. Returns how to unsubscribe. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The session now: the same object until it changes. */
export function sessionNow(): Session {
  return session
}

function change(next: Partial<Session>): void {
  const { state = session.state, letIn = session.letIn } = next
  if (state === session.state && letIn === session.letIn) return
  session = { state, letIn }
  for (const listener of listeners) listener()
}

/** Calls back once when the API stops knowing who asks: however many requests fail of it. Returns how to unsubscribe. */
export function onUnauthorized(listener: () => void): () => void {
  let before = session.state
  return onSession(() => {
    if (session.state === 'signedOut' && before !== 'signedOut') listener()
    before = session.state
  })
}

/**
 * Has every refusal confirmed before it counts, and every answer after it before things go on: one kind's API may refuse by
 * itself, and somebody else may have signed in. Returns how to end that, with a session as new.
 */
export function confirmSession(by: Confirm): () => void {
  confirm = by
  return () => {
    if (confirm !== by) return
    confirm = undefined
    checking = undefined
    change({ state: 'open', letIn: false })
  }
}

/** Reports an answer that says that nobody is signed in. */
export function reportUnauthorized(now = performance.now()): void {
  if (session.state !== 'open') return
  if (confirm) return void checkSession()
  refusedAt = now
  change({ state: 'signedOut' })
}

/** Reports that a request begun at this time was let in. What began before a refusal says nothing of what is after it. */
export function reportAuthorized(startedAt: number): void {
  if (session.state === 'open') change({ letIn: true })
  else if (session.state === 'signedOut' && startedAt > refusedAt) {
    if (confirm) void checkSession()
    else change({ state: 'open', letIn: true })
  }
}

/** Finds out whether the API knows who asks. Never rejects; what cannot be found out stays as it is. */
export function checkSession(): Promise<void> {
  if (!confirm || session.state === 'loggedOut') return Promise.resolve()
  return (checking ??= check(confirm))
}

async function check(by: Confirm): Promise<void> {
  const before = session.state
  let after: Partial<Session>
  if (before === 'open') change({ state: 'checking' })
  try {
    await by(before === 'signedOut')
    after = { state: 'open', letIn: true }
  } catch (error) {
    after = { state: isUnauthorized(error) ? 'signedOut' : before }
  }
  // The console that asked may be gone.
  if (confirm !== by) return
  checking = undefined
  if (sessionNow().state === 'loggedOut') return
  if (after.state === 'signedOut') refusedAt = performance.now()
  change(after)
}

/** Whether the API has stopped to know who asks: once that is found out, if it is being so. */
export async function isSignedOut(): Promise<boolean> {
  await checking
  return session.state === 'signedOut'
}

/** Says that the person has ended the session. Nothing is asked any more. */
export function endSession(): void {
  change({ state: 'loggedOut' })
}

/** Resolves as soon as the API knows who asks, which may be at once. Rejects when the signal is aborted. */
export function untilAuthorized(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (signal?.aborted) reject(signal.reason)
      else if (session.state === 'open') resolve()
      else return
      off()
      signal?.removeEventListener('abort', look)
    }
    const off = onSession(look)
    signal?.addEventListener('abort', look)
    look()
  })
}
