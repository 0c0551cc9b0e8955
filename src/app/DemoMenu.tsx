import '@patternfly/patternfly/components/Label/label.css'
import FlaskIcon from '@patternfly/react-icons/dist/esm/icons/flask-icon'
import { t } from '../lib/t.ts'
import { MenuButton } from '../ui/MenuButton.tsx'

const scenarios = [
  'healthy',
  'removed',
  'storage-missing',
  'degraded',
  'hosted',
  'restricted',
  'pruning',
  'pruner-broken',
  'registry-removed',
  'scanned',
  'empty',
  'large',
  'recorded',
  'openshift-4.12',
  'newest',
  'okd',
  'no-operator',
  'microshift',
  'kubernetes',
]
const users = ['admin', 'sre', 'dev', 'dedicated']

/** Says that the cluster is a mock, and changes which one and who uses it. */
export function DemoMenu() {
  const scenario = cookie('mock-scenario') ?? 'healthy'
  const user = cookie('mock-user') ?? 'admin'
  return (
    <span className="rc-demo">
      <MenuButton
        label={t('Demo cluster: {{scenario}}, {{user}}', { scenario, user })}
        icon={<FlaskIcon />}
        variant="secondary"
        entries={() => [
          {
            key: 'what',
            note: t(
              'This cluster lives in this tab: what you change is gone when the page is loaded again. Hosts that commands name do not exist.',
            ),
          },
          { key: 'after-what', divider: true },
          {
            key: 'scenario',
            heading: t('Scenario'),
            entries: scenarios.map((name) => choice('mock-scenario', name, scenario)),
          },
          { key: 'user', heading: t('User'), entries: users.map((name) => choice('mock-user', name, user)) },
        ]}
      >
        {t('Demo cluster')}
        <span className="rc-demo__choice">{`${scenario} · ${user}`}</span>
      </MenuButton>
    </span>
  )
}

function choice(cookieName: string, name: string, chosen: string) {
  return {
    key: name,
    label: name,
    checked: name === chosen,
    onSelect: () => {
      document.cookie = `${cookieName}=${name}; path=/; SameSite=Lax`
      // Another scenario has other objects: the list of them is the one place that is in all.
      const url = new URL(cookieName === 'mock-scenario' ? document.baseURI : location.href)
      url.searchParams.delete('scenario')
      if (url.href === location.href) location.reload()
      else location.assign(url)
    },
  }
}

function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
