import { SkipToContent } from '@patternfly/react-core/dist/esm/components/SkipToContent'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { Outlet, useHref, useLocation, useMatches, useNavigation } from 'react-router'
import { siteQuery } from '../k8s/clusterInfo.ts'
import { useLacksImages } from '../k8s/useImageApi.ts'
import { t } from '../lib/t.ts'
import { Dialogs } from '../ui/openDialog.tsx'
import { createTitleFocus, TitleFocusContext } from '../ui/titleFocus.ts'
import { Toasts } from '../ui/Toasts.tsx'
import { MainNavigation } from './MainNavigation.tsx'
import { Masthead } from './Masthead.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { ProjectPicker } from './ProjectPicker.tsx'
import type { RouteHandle } from './routes.tsx'
import { useSession } from './session.ts'
import { SessionAlerts } from './SessionAlerts.tsx'
import { useWide } from './useWide.ts'
import './shell.css'

const NoImagesPage = lazy(async () => ({ default: (await import('./NoImagesPage.tsx')).NoImagesPage }))
const SessionGate = lazy(async () => ({ default: (await import('./SessionGate.tsx')).SessionGate }))

/** What surrounds every page. */
export function Shell() {
  const { state } = useSession()
  return state === 'loggedOut' ? <LoggedOut /> : <Surroundings />
}

/** All that is left of the console in the tabs of a browser that somebody has logged out in: nothing of theirs, dialogs included. */
function LoggedOut() {
  const { data: site } = useQuery(siteQuery())
  return (
    <div className="rc-shell rc-m-embedded">
      <div className="rc-main-container">
        <main id="content" className="rc-main">
          {site?.signIn !== undefined && (
            <Suspense>
              <SessionGate signIn={site.signIn} loggedOut />
            </Suspense>
          )}
        </main>
      </div>
    </div>
  )
}

function Surroundings() {
  const wide = useWide()
  const { pathname, search } = useLocation()
  // An address of "#content" alone would lead to the base address.
  const content = useHref({ pathname, search, hash: 'content' })
  // What was chosen counts for the width and, where the navigation lies over the page, the page it was chosen on.
  const place = wide ? 'wide' : pathname
  const [choice, setChoice] = useState<{ place: string; open: boolean }>()
  const navigationOpen = choice?.place === place ? choice.open : wide
  const toggle = useCallback(() => setChoice({ place, open: !navigationOpen }), [place, navigationOpen])
  const close = useCallback(() => setChoice({ place, open: false }), [place])
  const [titleFocus] = useState(createTitleFocus)
  const main = useRef<HTMLElement>(null)
  const matches = useMatches()
  const listsProjects = matches.some(({ handle }) => says(handle, 'projects'))
  const embedded =
    matches.some(({ handle }) => says(handle, 'embeds')) && new URLSearchParams(search).get('embed') === '1'
  const lacksImages = useLacksImages()
  const isOfImages = !matches.some(({ handle, params }) => says(handle, 'anyCluster') && params['tab'] !== undefined)
  const navigating = useNavigation().state !== 'idle'
  const { state, letIn } = useSession()
  const { data: site } = useQuery(siteQuery())
  // Whether refusals are about the session is being found out: what they look like until then is no news.
  const unknown = !letIn && state === 'checking'
  const nobody = !letIn && state === 'signedOut'

  // Escape closes a navigation that lies over the page.
  useEffect(() => {
    if (wide || !navigationOpen) return
    const press = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [wide, navigationOpen, close])

  return (
    <TitleFocusContext value={titleFocus}>
      <div className={embedded ? 'rc-shell rc-m-embedded' : 'rc-shell'}>
        <SkipToContent
          href={content}
          onClick={(event) => {
            // The focus moves, the history does not.
            event.preventDefault()
            main.current?.focus()
          }}
        >
          {t('Skip to content')}
        </SkipToContent>
        {!embedded && (
          <>
            <Masthead navigationOpen={navigationOpen} onToggleNavigation={toggle} />
            <MainNavigation open={navigationOpen} overlay={!wide} lacksImages={lacksImages} onClose={close} />
          </>
        )}
        <div className="rc-main-container">
          <main
            ref={main}
            id="content"
            className={unknown ? 'rc-main rc-m-unknown' : 'rc-main'}
            tabIndex={-1}
            aria-busy={navigating}
          >
            {nobody && site?.signIn !== undefined ? (
              <Suspense fallback={<PageSkeleton />}>
                <SessionGate signIn={site.signIn} />
              </Suspense>
            ) : (
              <>
                <SessionAlerts />
                {lacksImages && isOfImages ? (
                  <Suspense fallback={<PageSkeleton />}>
                    <NoImagesPage />
                  </Suspense>
                ) : (
                  <>
                    {listsProjects && !embedded && <ProjectPicker />}
                    <Outlet />
                  </>
                )}
              </>
            )}
          </main>
        </div>
        <Dialogs />
        <Toasts />
      </div>
    </TitleFocusContext>
  )
}

/** Whether a route's handle says so; handles are anything to the router. */
function says(handle: unknown, what: keyof RouteHandle): boolean {
  return typeof handle === 'object' && handle !== null && what in handle && (handle as RouteHandle)[what] === true
}
