import '@patternfly/patternfly/components/Nav/nav.css'
import { memo } from 'react'
import { NavLink, useSearchParams } from 'react-router'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'

/** The pages there are, in the order of the navigation. */
function entries(project: string | undefined, lacksImages: boolean) {
  if (lacksImages)
    return [
      { title: t('Overview'), path: paths.home() },
      { title: t('Access'), path: paths.access('pull-secrets', { project }) },
    ]
  return [
    { title: t('Overview'), path: paths.home() },
    { title: t('Image streams'), path: paths.imageStreams({ project }) },
    { title: t('Images'), path: paths.images() },
    { title: t('Catalog'), path: paths.catalog({ project }) },
    { title: t('Import'), path: paths.importImage({ project }) },
    { title: t('Pruning'), path: paths.pruning() },
    { title: t('Registry'), path: paths.registry() },
    { title: t('Pods'), path: paths.pods() },
    { title: t('Logs'), path: paths.logs() },
    { title: t('Events'), path: paths.events() },
    { title: t('Metrics'), path: paths.metrics() },
    { title: t('Access'), path: paths.access(undefined, { project }) },
    { title: t('Cluster image policy'), path: paths.policy() },
  ]
}

export interface MainNavigationProps {
  open: boolean
  /** Lies over the page on narrow screens. */
  overlay: boolean
  /** Leaves out what such a cluster has nothing for. */
  lacksImages: boolean
  onClose(): void
}

/** The navigation. Closed it is not there at all, so that nothing in it can take the focus. */
export const MainNavigation = memo(function MainNavigation({
  open,
  overlay,
  lacksImages,
  onClose,
}: MainNavigationProps) {
  const [params] = useSearchParams()
  if (!open) return null
  return (
    <>
      {overlay && <div className="rc-navigation-backdrop" onClick={onClose} aria-hidden="true" />}
      <div className={`rc-sidebar${overlay ? ' rc-m-overlay' : ''}`}>
        <nav className="pf-v6-c-nav" aria-label={t('Main')}>
          <ul className="pf-v6-c-nav__list" role="list">
            {entries(params.get('project') ?? undefined, lacksImages).map(({ title, path }) => (
              <li className="pf-v6-c-nav__item" key={title}>
                <NavLink
                  to={path}
                  end={path === paths.home()}
                  className={({ isActive }) => `pf-v6-c-nav__link${isActive ? ' pf-m-current' : ''}`}
                  onClick={overlay ? onClose : undefined}
                >
                  <span className="pf-v6-c-nav__link-text">{title}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </>
  )
})
