import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useHref } from 'react-router'
import { sessionAddress } from '../k8s/signIn.ts'
import { userQuery } from '../k8s/whoami.ts'
import { chooseLanguage, languages } from '../lib/languages.ts'
import { locale, t } from '../lib/t.ts'
import { copyText } from '../ui/clipboard.ts'
import { canLeave } from '../ui/leaving.ts'
import { MenuButton } from '../ui/MenuButton.tsx'
import type { MenuEntry } from '../ui/MenuPopup.tsx'
import { showToast } from '../ui/toasts.ts'
import { clusterQuery, siteQuery } from '../k8s/clusterInfo.ts'
import { logOut } from './session.ts'

const AboutDialog = lazy(async () => ({ default: (await import('./AboutDialog.tsx')).AboutDialog }))

const LogOutDialog = lazy(async () => ({ default: (await import('./LogOutDialog.tsx')).LogOutDialog }))

/** Who is signed in, and what concerns them alone. */
export function UserMenu() {
  const { data: user } = useQuery(userQuery())
  const { data: cluster } = useQuery(clusterQuery())
  const { data: site } = useQuery(siteQuery())
  const client = useQueryClient()
  const base = useHref('/')
  const [dialog, setDialog] = useState<'about' | 'logOut'>()
  const name = user?.name ?? t('Unknown user')
  const server = cluster?.apiServerURL
  const signOut = site?.signOut
  const leave = () => logOut(client, sessionAddress(signOut ?? '', base))
  const close = () => setDialog(undefined)

  const entries = (): MenuEntry[] => [
    { key: 'user', note: <Identity name={name} groups={user?.groups ?? []} /> },
    { key: 'after-user', divider: true },
    {
      key: 'login',
      label: t('Copy login command'),
      onSelect: () => void copyLogin(`oc login ${server ?? ''} --web`),
      description: server ? `oc login ${server} --web` : undefined,
      disabledReason: server ? undefined : t('The address of the API server is not known to you.'),
    },
    {
      key: 'language',
      heading: t('Language'),
      entries: Object.entries(languages).map(([tag, language]) => ({
        key: tag,
        label: language.name,
        checked: tag === locale(),
        onSelect: () => {
          if (tag === locale()) return
          chooseLanguage(tag)
          location.reload()
        },
      })),
    },
    { key: 'after-language', divider: true },
    { key: 'about', label: t('About'), onSelect: () => setDialog('about') },
    ...(signOut === undefined
      ? []
      : [{ key: 'log-out', label: t('Log out'), onSelect: () => (canLeave() ? leave() : setDialog('logOut')) }]),
  ]
  return (
    <>
      <MenuButton label={t('User menu of {{name}}', { name })} variant="plain" icon={<UserIcon />} entries={entries}>
        <span className="rc-user__name">{user ? name : ''}</span>
      </MenuButton>
      <Suspense fallback={null}>
        {dialog === 'about' && <AboutDialog onClose={close} />}
        {dialog === 'logOut' && <LogOutDialog onStay={close} onLogOut={leave} />}
      </Suspense>
    </>
  )
}

function Identity({ name, groups }: { name: string; groups: readonly string[] }) {
  return (
    <>
      <strong className="rc-user__identity">{name}</strong>
      {groups.length > 0 && <span className="rc-subtle">{t('Groups: {{groups}}', { groups: groups.join(', ') })}</span>}
    </>
  )
}

async function copyLogin(command: string): Promise<void> {
  if (await copyText(command)) showToast({ status: 'info', title: t('Copied the login command'), description: command })
  else showToast({ status: 'danger', title: t('The browser did not allow copying'), description: command })
}
