/** Where one comes back to: the present address, within the host. */
export function here(): string {
  const { pathname, search, hash } = location
  return pathname + search + hash
}

/** The address of a `signIn` or `signOut` of /config.json, for coming back to this path within the host. */
export function sessionAddress(template: string, path: string): string {
  // "//host" would be another host.
  const back = /^\/(?![/\\])/.test(path) ? path : new URL(document.baseURI).pathname
  return new URL(
    template.replaceAll('{path}', () => encodeURIComponent(back)),
    document.baseURI,
  ).href
}

let leave = (address?: string) => {
  // The page of somebody who is not signed in is no place to go back to.
  if (address === undefined) location.reload()
  else location.replace(address)
}

/** Leaves the console for an address; without one, begins it anew. */
export function leaveFor(address?: string): void {
  leave(address)
}

/** Has leaving done by somebody else: tests. Returns how to undo that. */
export function leaveBy(by: typeof leave): () => void {
  const before = leave
  leave = by
  return () => void (leave = before)
}

/**
 * Whether this page may send the person to sign in. `go`: yes; `others`: another tab has just done so, and a sign-in that begins now
 * would spoil that one; `again`: this tab has just done so, in vain; `loggedOut`: the person has logged out, and should say that they
 * want to come back.
 */
export type Turn = 'go' | 'others' | 'again' | 'loggedOut'

const triedKey = 'registry-console.sign-in'
const turnKey = 'registry-console.signing-in'
const loggedOutKey = 'registry-console.logged-out'
/** How long a sign-in that came to nothing is remembered in its tab, in ms: nobody is sent round in circles. */
const triedMs = 5 * 60_000
/** How long other tabs wait for the one that signs in, in ms: a person may have to type a password. */
const turnMs = 2 * 60_000

/** Takes the turn to sign in, if it is free. One tab of a browser at a time. */
export async function takeTurn(): Promise<Turn> {
  // Absent over plain http, whatever the type says.
  const locks: LockManager | undefined = navigator.locks
  return locks ? await locks.request(turnKey, () => turnNow()).catch(turnNow) : turnNow()
}

function turnNow(now = Date.now()): Turn {
  try {
    if (localStorage.getItem(loggedOutKey) !== null) return 'loggedOut'
    if (isWithin(sessionStorage.getItem(triedKey), now, triedMs)) return 'again'
    if (isWithin(localStorage.getItem(turnKey), now, turnMs)) return 'others'
    sessionStorage.setItem(triedKey, String(now))
    localStorage.setItem(turnKey, String(now))
    return 'go'
  } catch {
    // Without storage nothing could stop going round in circles.
    return 'again'
  }
}

const isWithin = (at: string | null, now: number, ms: number) => at !== null && Math.abs(now - Number(at)) < ms

/** The person asks to sign in, in this tab or in a new one: whatever was before, it is their turn. */
export function chooseSignIn(tab: 'this' | 'new'): void {
  try {
    localStorage.removeItem(loggedOutKey)
    localStorage.setItem(turnKey, String(Date.now()))
    if (tab === 'this') sessionStorage.setItem(triedKey, String(Date.now()))
  } catch {
    // The sign-in itself needs no storage.
  }
}

/** Somebody is signed in: the next sign-in is a new one. */
export function forgetSignIn(): void {
  try {
    sessionStorage.removeItem(triedKey)
    for (const key of [turnKey, loggedOutKey]) localStorage.removeItem(key)
  } catch {
    // What was never kept need not be forgotten.
  }
}

/** The person logs out: no tab signs them in again by itself. */
export function noteLogOut(): void {
  try {
    localStorage.setItem(loggedOutKey, '1')
  } catch {
    // The tabs that are open hear of it all the same.
  }
}
