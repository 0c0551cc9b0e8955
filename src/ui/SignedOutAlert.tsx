import { useQuery } from '@tanstack/react-query'
import { useHref } from 'react-router'
import { siteQuery } from '../k8s/clusterInfo.ts'
import { paths } from '../lib/paths.ts'
import { t } from '../lib/t.ts'
import { Alert } from './Alert.tsx'
import { Button } from './Button.tsx'
import { CommandLine } from './CommandLine.tsx'
import { SignInLink } from './SignInLink.tsx'

/** Nobody is signed in any more, in the middle of something. What was loaded and typed stays, and goes on by itself. `live`: read out. */
export function SignedOutAlert({ live = false }: { live?: boolean }) {
  const { data: site } = useQuery(siteQuery())
  const back = useHref(paths.signedIn())
  if (site?.signIn !== undefined) {
    return (
      <Alert
        inline
        live={live}
        status="danger"
        title={t('Signed out')}
        actions={<SignInLink signIn={site.signIn} back={back} newTab />}
      >
        {t(
          'Your session has ended. Signing in opens a new tab; this page then goes on by itself, with everything you typed.',
        )}
      </Alert>
    )
  }
  return (
    <Alert
      inline
      live={live}
      status="danger"
      title={t('Signed out')}
      actions={<Button onClick={() => location.reload()}>{t('Reload')}</Button>}
    >
      <p>{t('The API no longer accepts your session. Sign in again, then reload this page. With oc proxy, run:')}</p>
      <CommandLine command="oc login --web && oc proxy" />
    </Alert>
  )
}
