import {
  Masthead as PatternFlyMasthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
} from '@patternfly/react-core/dist/esm/components/Masthead'
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon'
import { useQuery } from '@tanstack/react-query'
import { lazy, memo, Suspense, useCallback, useEffect, useState } from 'react'
import { t } from '../lib/t.ts'
import { Button } from '../ui/Button.tsx'
import { clusterQuery } from '../k8s/clusterInfo.ts'
import { ConnectionStatus } from './ConnectionStatus.tsx'
import { HomeLink } from './HomeLink.tsx'
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
    <PatternFlyMasthead display={{ default: 'inline' }} className="rc-masthead">
      <MastheadMain>
        <MastheadToggle>
          <Button
            variant="plain"
            aria-label={t('Navigation')}
            isHamburger
            isExpanded={navigationOpen}
            onClick={onToggleNavigation}
          />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo className="rc-brand" component={HomeLink}>
            <Logo />
            <span className="rc-brand__name">{t('Registry Console')}</span>
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent className="rc-masthead__content">
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
      </MastheadContent>
    </PatternFlyMasthead>
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
      <Button
        variant="plain"
        className="rc-search-button"
        aria-label={t('Search')}
        aria-keyshortcuts="/ Control+K"
        icon={<SearchIcon />}
        onClick={() => setOpen(true)}
      >
        <span className="rc-search-button__text">{t('Search')}</span>
        <kbd className="rc-search-button__key" aria-hidden="true">
          {'/'}
        </kbd>
      </Button>
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
