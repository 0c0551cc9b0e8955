import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core/dist/esm/components/DescriptionList'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../k8s/ApiError.ts'
import { clusterQuery, versionQuery } from '../k8s/clusterInfo.ts'
import { discoveryOf } from '../k8s/discovery.ts'
import { polledObject } from '../k8s/polled.ts'
import { ClusterOperator } from '../k8s/resources/clusterOperator.ts'
import { registryName } from '../k8s/resources/registryConfig.ts'
import { t } from '../lib/t.ts'
import { consoleBuild } from '../lib/version.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/clipboard.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { announce, showToast } from '../ui/toasts.ts'

// The build writes it, of what it is made of.
const licenses = 'licenses.txt'

/** What a report of a fault has to say: the versions of the console, of the cluster and of its registry. Without a cluster, too. */
export function AboutDialog({ onClose }: { onClose(): void }) {
  const cluster = useQuery(clusterQuery())
  const versions = useQuery(versionQuery())
  const operator = useQuery(polledObject(ClusterOperator, { name: registryName }, 60_000))
  const openshift = versions.data?.openshift
  // Not there is something else than not to be read.
  const { data: config } = useQuery(discoveryOf(ClusterOperator.group, ClusterOperator.version))
  const isOpenShift = config?.state !== 'missing'
  const facts: Fact[] = [
    [t('Console'), consoleBuild()],
    [t('Served from'), document.baseURI],
    [t('Cluster'), said(cluster, ({ name }) => name)],
    [t('API server'), said(cluster, ({ apiServerURL }) => apiServerURL)],
    ...(isOpenShift
      ? [
          fact(
            openshift && /\bokd\b/.test(openshift) ? 'OKD' : t('OpenShift'),
            said(versions, () => openshift),
          ),
        ]
      : []),
    [t('Kubernetes'), said(versions, ({ kubernetes }) => kubernetes)],
    ...(isOpenShift ? [fact(t('Registry operator'), said(operator, operatorVersion))] : []),
    [t('Browser'), navigator.userAgent],
  ]
  return (
    <Dialog
      title={t('About Registry Console')}
      onClose={onClose}
      size="small"
      footer={<CopyAll text={facts.map(([term, value]) => `${term}: ${value}`).join('\n')} />}
    >
      <DescriptionList isCompact isHorizontal>
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="rc-break">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
        <DescriptionListGroup>
          <DescriptionListTerm>{t('Licenses')}</DescriptionListTerm>
          <DescriptionListDescription>
            <a href={licenses} target="_blank" rel="noopener noreferrer">
              {licenses}
            </a>
          </DescriptionListDescription>
        </DescriptionListGroup>
      </DescriptionList>
    </Dialog>
  )
}

type Fact = [term: string, value: string]

const fact = (term: string, value: string): Fact => [term, value]

/** What was read, or why it was not: refused and not there are the same to who asks. */
function said<T>({ data, error }: UseQueryResult<T>, value: (data: T) => string | undefined): string {
  if (data !== undefined) return value(data) ?? t('not known to you')
  if (!error) return '…'
  return error instanceof ApiError && error.code >= 400 && error.code < 500
    ? t('not known to you')
    : t('The API does not answer')
}

function operatorVersion({ status }: ClusterOperator): string | undefined {
  return status?.versions?.find(({ name }) => name === 'operator')?.version
}

function CopyAll({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (!(await copyText(text))) return showToast({ status: 'danger', title: t('The browser did not allow copying') })
    setCopied(true)
    announce(t('Copied'))
  }
  return <Button onClick={() => void copy()}>{copied ? t('Copied') : t('Copy')}</Button>
}
