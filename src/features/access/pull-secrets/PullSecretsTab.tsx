import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { GlobalPullSecret } from './GlobalPullSecret.tsx'
import { PullSecretNotices } from './PullSecretNotices.tsx'
import { PullSecretTableView } from './PullSecretTableView.tsx'
import { RedHatCredentials } from './RedHatCredentials.tsx'
import { usePullSecretPage } from './usePullSecretPage.ts'
import './pull-secrets-tab.css'

/** The credentials of registries that projects have: which registries they are for and who uses them, never what they are. */
export function PullSecretsTab() {
  const [params] = useSearchParams()
  const page = usePullSecretPage(params.get('project') ?? undefined)
  // What fails stands above the table, and is known with its first rows: nothing moves when both come at once.
  if (page.pending && (!page.showable || page.table.rows.length === 0)) return <SkeletonLines lines={12} />
  return (
    <div className="rc-pull-secrets">
      <PullSecretNotices page={page} />
      <Panel title={t('Pull secrets')}>
        <PullSecretTableView page={page} />
      </Panel>
      <div className="rc-pull-secrets__panels">
        <Panel title={t('Global pull secret')}>
          <GlobalPullSecret />
        </Panel>
        <Panel title={t('Credentials for {{registry}}', { registry: 'registry.redhat.io' })}>
          <RedHatCredentials page={page} />
        </Panel>
      </div>
    </div>
  )
}
