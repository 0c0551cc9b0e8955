import { useEffect, type ReactNode } from 'react'
import { useBlocker, type Location } from 'react-router'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'

/** Asks before the page, or its form or YAML (`?view=`), is left with something typed and not saved. */
export function LeaveGuard({ active, children }: { active: boolean; children?: ReactNode }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => active && viewOf(currentLocation) !== viewOf(nextLocation),
  )
  // The browser asks by itself when the tab is closed or loaded again.
  useEffect(() => {
    if (!active) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
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
