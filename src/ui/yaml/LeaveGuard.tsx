import { useEffect, type ReactNode } from 'react'
import { useBlocker, type Location } from 'react-router'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { leavingEvent } from '../leaving.ts'

/** Asks before the page, or its form or YAML (`?view=`), is left with something typed and not saved. */
export function LeaveGuard({ active, children }: { active: boolean; children?: ReactNode }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => active && viewOf(currentLocation) !== viewOf(nextLocation),
  )
  // The browser asks by itself when the tab is closed or loaded again, and the console before it logs out.
  useEffect(() => {
    if (!active) return
    const ask = (event: Event) => event.preventDefault()
    const events = ['beforeunload', leavingEvent]
    for (const event of events) window.addEventListener(event, ask)
    return () => {
      for (const event of events) window.removeEventListener(event, ask)
    }
  }, [active])
  if (blocker.state !== 'blocked') return null
  return (
    <Dialog
      title={t('Leave without saving?')}
      size="small"
      stays
      onClose={() => blocker.reset()}
      footer={
        <>
          <Button variant="primary" onClick={() => blocker.reset()}>
            {t('Stay')}
          </Button>
          <Button variant="danger" onClick={() => blocker.proceed()}>
            {t('Leave and discard changes')}
          </Button>
        </>
      }
    >
      {children ?? t('What you changed in the YAML is not saved.')}
    </Dialog>
  )
}

function viewOf({ pathname, search }: Location): string {
  return `${pathname} ${new URLSearchParams(search).get('view') ?? ''}`
}
