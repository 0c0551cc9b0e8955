import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { userQuery } from '../k8s/whoami.ts'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'
import { useSession } from './session.ts'

/** Where a tab ends that was opened to sign in: the tabs that wait for it have heard of it. */
export function SignedInPage() {
  const { state } = useSession()
  const { data: user } = useQuery(userQuery())
  // The others are told as soon as it is known who has signed in.
  const signedIn = user !== undefined && state === 'open'
  // Browsers let a page close the tab that a page opened, or leave it open.
  useEffect(() => {
    if (signedIn) window.close()
  }, [signedIn])
  return (
    <Page title={t('You are signed in')}>
      <EmptyState
        title={t('Your other tabs go on by themselves')}
        status="success"
        actions={<LinkButton to={paths.home()}>{t('Go to the start page')}</LinkButton>}
      >
        {t('This tab can be closed.')}
      </EmptyState>
    </Page>
  )
}
