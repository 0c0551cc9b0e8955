import '@patternfly/patternfly/components/DescriptionList/description-list.css'
import { useQuery } from '@tanstack/react-query'
import { version } from '../../package.json'
import { t } from '../lib/t.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { clusterQuery, versionQuery } from './clusterInfo.ts'

/** The versions of the console and of the cluster. */
export function AboutDialog({ onClose }: { onClose(): void }) {
  const { data: cluster } = useQuery(clusterQuery())
  const { data: versions, isPending } = useQuery(versionQuery())
  const unknown = isPending ? '…' : t('not known to you')
  const facts: [term: string, value: string][] = [
    [t('Console'), version],
    [t('Cluster'), cluster?.name ?? '…'],
    [t('API server'), cluster?.apiServerURL ?? t('not known to you')],
    [t('OpenShift'), versions?.openshift ?? unknown],
    [t('Kubernetes'), versions?.kubernetes ?? unknown],
  ]
  return (
    <Dialog title={t('About Registry Console')} onClose={onClose} size="small">
      <dl className="pf-v6-c-description-list pf-m-horizontal pf-m-compact">
        {facts.map(([term, value]) => (
          <div className="pf-v6-c-description-list__group" key={term}>
            <dt className="pf-v6-c-description-list__term">
              <span className="pf-v6-c-description-list__text">{term}</span>
            </dt>
            <dd className="pf-v6-c-description-list__description">
              <div className="pf-v6-c-description-list__text rc-break">{value}</div>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
