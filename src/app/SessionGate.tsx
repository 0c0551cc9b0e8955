import { useEffect, useState } from 'react'
import { here, leaveFor, sessionAddress, takeTurn, type Turn } from '../k8s/signIn.ts'
import { t } from '../lib/t.ts'
import { Page } from '../ui/Page.tsx'
import { SignInLink } from '../ui/SignInLink.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'

/**
 * In place of a page that has nothing to show, as nobody is signed in: sends the person to sign in, and back here. Who has logged out is
 * not sent anywhere.
 */
export function SessionGate({ signIn, loggedOut = false }: { signIn: string; loggedOut?: boolean }) {
  const [turn, setTurn] = useState<Turn | 'framed' | undefined>(loggedOut ? 'loggedOut' : undefined)

  // Which tab signs in is agreed upon by all tabs of the browser.
  useEffect(() => {
    if (loggedOut) return
    const seen = new AbortController()
    void (async () => {
      // Login pages show themselves in no frame.
      if (window.top !== window) return setTurn('framed')
      await untilVisible(seen.signal)
      if (seen.signal.aborted) return
      const next = await takeTurn()
      if (seen.signal.aborted) return
      if (next === 'go') leaveFor(sessionAddress(signIn, here()))
      else setTurn(next)
    })()
    return () => seen.abort()
  }, [signIn, loggedOut])

  if (turn === undefined || turn === 'go') return <PageSkeleton />
  return (
    <Page title={t('Signed out')}>
      <div className="rc-signed-out">
        <p role="alert">{explain(turn)}</p>
        <SignInLink signIn={signIn} back={here()} newTab={turn === 'framed'} />
      </div>
    </Page>
  )
}

function explain(turn: Exclude<Turn, 'go'> | 'framed'): string {
  switch (turn) {
    case 'others':
      return t('Another tab is signing in. This page goes on by itself as soon as it has.')
    case 'again':
      return t(
        'You have just been sent to sign in, and the API still knows nobody. If signing in again does not help, an administrator can look into the logs of the console.',
      )
    case 'loggedOut':
      return t('You have logged out of the console in this browser. The login of the cluster may still know you.')
    case 'framed':
      return t('Signing in opens a new tab. This page then goes on by itself.')
  }
}

/** A page that nobody looks at sends nobody anywhere. */
function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'hidden') return
      document.removeEventListener('visibilitychange', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
    signal.addEventListener('abort', () => document.removeEventListener('visibilitychange', look))
    look()
  })
}
