import { useMemo } from 'react'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { openCreatePullSecret } from '../../../ui/pull-secrets/openCreatePullSecret.tsx'
import { missingCredentials, type MissingCredentials } from './missingCredentials.ts'
import { standingOf } from './pullSecretTable.ts'
import type { PullSecretPage } from './usePullSecretPage.ts'

const shownAtMost = 5

/** What fails because of credentials, before the table of them. */
export function PullSecretNotices({ page: { secrets, streams, table, pending } }: { page: PullSecretPage }) {
  const { items } = streams
  const { rows } = secrets
  const missing = useMemo(() => missingCredentials(items, rows), [items, rows])
  const broken = useMemo(() => table.rows.filter((row) => standingOf(row) === 'unreadable'), [table.rows])
  if (pending) return null
  return (
    <>
      {broken.length > 0 && (
        <Alert
          inline
          status="danger"
          title={t('{{count}} secrets cannot be read: imports and pulls of their projects fail', {
            count: broken.length,
          })}
        >
          <p>{t('Pods and imports of a project stop at the first damaged secret. Delete it, or create it again.')}</p>
          <ul className="rc-pull-secrets__list">
            {broken.slice(0, shownAtMost).map(({ key }) => (
              <li key={key}>{key}</li>
            ))}
          </ul>
          <More count={broken.length} />
        </Alert>
      )}
      {missing.length > 0 && (
        <Alert
          inline
          status="warning"
          title={t('Imports from {{count}} registries fail because credentials are missing', { count: missing.length })}
        >
          <ul className="rc-pull-secrets__missing" aria-label={t('Missing credentials')}>
            {missing.slice(0, shownAtMost).map((each) => (
              <Missing key={`${each.namespace} ${each.host}`} missing={each} isRead={secrets.isRead(each.namespace)} />
            ))}
          </ul>
          <More count={missing.length} />
        </Alert>
      )}
    </>
  )
}

function More({ count }: { count: number }) {
  if (count <= shownAtMost) return null
  return <p className="rc-subtle">{t('and {{count}} more', { count: count - shownAtMost })}</p>
}

function Missing({ missing, isRead }: { missing: MissingCredentials; isRead: boolean }) {
  const { namespace, host, streams, example, has } = missing
  const shown = streams.slice(0, 3).join(', ')
  const failing =
    streams.length > 3 ? t('{{names}} and {{count}} more', { names: shown, count: streams.length - 3 }) : shown
  return (
    <li>
      <div>
        <strong className="rc-break">{host}</strong> {t('in {{project}}', { project: namespace })}
        <div className="rc-subtle">
          {t('Image streams that fail: {{names}}', { names: failing })}
          {t('.')}
          {sentenceGap()}
          {has?.since === 'after'
            ? t('{{name}} was created after the import failed: try it again.', { name: has.secret })
            : has
              ? t('The credentials of {{name}} are refused, or the image does not exist.', { name: has.secret })
              : isRead
                ? t('The project has no credentials for it.')
                : t('You cannot see whether the project has any.')}
        </div>
      </div>
      <div className="rc-pull-secrets__buttons">
        <Button onClick={() => openCreatePullSecret({ namespace, registry: host })}>{t('Create pull secret')}</Button>
        <LinkButton to={paths.importImage({ project: namespace, stream: example.stream, from: example.from })}>
          {t('Try the import')}
        </LinkButton>
      </div>
    </li>
  )
}

/** Service accounts that name what is not there: nothing fails, but somebody meant something by it. */
export function DanglingLinks({ page: { secrets, table } }: { page: PullSecretPage }) {
  const links = table.dangling.filter(({ namespace }) => secrets.isRead(namespace))
  if (links.length === 0) return null
  const accounts = new Set(links.map(({ namespace, account }) => `${namespace}/${account}`)).size
  return (
    <Alert
      inline
      status="info"
      title={t('{{count}} service accounts name secrets that are not there', { count: accounts })}
    >
      <ul className="rc-pull-secrets__list">
        {links.slice(0, shownAtMost).map(({ namespace, account, secret }) => (
          <li key={`${namespace}/${account} ${secret}`}>
            {t('{{account}} in {{project}}: {{secret}}', { account, project: namespace, secret })}
          </li>
        ))}
      </ul>
      <More count={links.length} />
    </Alert>
  )
}
