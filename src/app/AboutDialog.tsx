import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList'
import { useQuery } from '@tanstack/react-query'
import { consoleVersion } from '../lib/version.ts'
import { t } from '../lib/t.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { clusterQuery, versionQuery } from '../k8s/clusterInfo.ts'

/** The versions of the console and of the cluster. */
export function AboutDialog({ onClose }: { onClose(): void }) {
  const { data: cluster } = useQuery(clusterQuery())
  const { data: versions, isPending } = useQuery(versionQuery())
  const unknown = isPending ? '…' : t('not known to you')
  const facts: [term: string, value: string][] = [
    [t('Console'), consoleVersion],
    [t('Cluster'), cluster?.name ?? '…'],
    [t('API server'), cluster?.apiServerURL ?? t('not known to you')],
    [t('OpenShift'), versions?.openshift ?? unknown],
    [t('Kubernetes'), versions?.kubernetes ?? unknown],
  ]
  return (
    <Dialog title={t('About Registry Console')} onClose={onClose} size="small">
      <DescriptionList isCompact isHorizontal>
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="rc-break">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </Dialog>
  )
}
