import '@patternfly/patternfly/components/Masthead/masthead.css'
import BarsIcon from '@patternfly/react-icons/dist/esm/icons/bars-icon'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import { useQuery } from '@tanstack/react-query'
import { lazy, memo, Suspense, useCallback, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { Button } from '../ui/Button.tsx'
import { clusterQuery } from './clusterInfo.ts'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import { Logo } from './Logo.tsx'
import { ThemeMenu } from './ThemeMenu.tsx'
import { UserMenu } from './UserMenu.tsx'

const SearchDialog = lazy(async () => ({ default: (await import('./SearchDialog.tsx')).SearchDialog }))
// Only with the mock cluster: the condition is known when the console is built.
const DemoMenu = import.meta.env.VITE_MOCK
  ? lazy(async () => ({ default: (await import('./DemoMenu.tsx')).DemoMenu }))
  : undefined

export interface MastheadProps {
  navigationOpen: boolean
  onToggleNavigation(): void
}

/** The bar above every page. */
export const Masthead = memo(function Masthead({ navigationOpen, onToggleNavigation }: MastheadProps) {
  return (
    <header className="pf-v6-c-masthead pf-m-display-inline rc-masthead">
      <div className="pf-v6-c-masthead__main">
        <span className="pf-v6-c-masthead__toggle">
          <Button
            variant="plain"
            aria-label={t('Navigation')}
            aria-expanded={navigationOpen}
            onClick={onToggleNavigation}
            icon={<BarsIcon />}
          />
        </span>
        <div className="pf-v6-c-masthead__brand">
          <Link className="rc-brand" to={paths.home()}>
            <Logo />
            <span className="rc-brand__name">{t('Registry Console')}</span>
          </Link>
        </div>
      </div>
      <div className="pf-v6-c-masthead__content rc-masthead__content">
        <ClusterName />
        {DemoMenu && (
          <Suspense fallback={null}>
            <DemoMenu />
          </Suspense>
        )}
        <span className="rc-masthead__end">
          <ConnectionStatus />
          <SearchButton />
          <ThemeMenu />
          <UserMenu />
        </span>
      </div>
    </header>
  )
})

function ClusterName() {
  const { data: cluster } = useQuery(clusterQuery())
  if (!cluster) return null
  return (
    <span className="rc-cluster" title={cluster.apiServerURL}>
      <span className="pf-v6-screen-reader">{t('Cluster')} </span>
      {cluster.name}
    </span>
  )
}

function SearchButton() {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  // The shortcuts work wherever the focus is, as long as nobody is typing.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = isShortcut(event)
      if (!wanted || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button"
        className="pf-v6-c-button pf-m-plain rc-search-button"
        aria-label={t('Search')}
        aria-keyshortcuts="/ Control+K"
        onClick={() => setOpen(true)}
      >
        <span className="pf-v6-c-button__icon">
          <SearchIcon />
        </span>
        <span className="rc-search-button__text">{t('Search')}</span>
        <kbd className="rc-search-button__key" aria-hidden="true">
          {'/'}
        </kbd>
      </button>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={close} />
        </Suspense>
      )}
    </>
  )
}

function isShortcut({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key.toLowerCase() === 'k') return (ctrlKey || metaKey) && !altKey
  const typing = target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  return key === '/' && !ctrlKey && !metaKey && !altKey && !typing
}
