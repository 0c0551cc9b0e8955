import { useQuery } from '@tanstack/react-query'
import { lazy, useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { podStatus } from '../../../k8s/resources/podStatus.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { TabbedPage, type PageTab } from '../../../ui/TabbedPage.tsx'
import { NoPod, PodNotices } from './PodNotices.tsx'
import { PodActions } from './PodActions.tsx'
import { componentWord, statusKind } from './podWords.ts'
import './pods.css'

const PodDetailsTab = lazy(async () => ({ default: (await import('./PodDetailsTab.tsx')).PodDetailsTab }))
const LogsView = lazy(async () => ({ default: (await import('../logs/LogsView.tsx')).LogsView }))
const PodEventsTab = lazy(async () => ({ default: (await import('./PodEventsTab.tsx')).PodEventsTab }))
const PodYamlTab = lazy(async () => ({ default: (await import('./PodYamlTab.tsx')).PodYamlTab }))

/** One pod of the registry's project: how it is and why, its containers, its log, its events. */
export function PodPage() {
  const { name = '' } = useParams()
  return <NamedPod key={name} name={name} />
}

function NamedPod({ name }: { name: string }) {
  const { pod, before, error, errorUpdatedAt, refetch } = usePod(name)
  const gone = error instanceof ApiError && error.code === 404
  const withPod = (content: (pod: Pod) => ReactNode) =>
    pod ? (
      content(pod)
    ) : gone ? (
      <NoPod name={name} />
    ) : error ? (
      <Problem error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonLines lines={12} />
    )
  const tabs: [PageTab, ...PageTab[]] = [
    {
      name: 'details',
      path: paths.pod(name),
      title: t('Details'),
      content: withPod((known) => <PodDetailsTab pod={known} gone={gone} />),
    },
    {
      name: 'logs',
      path: paths.pod(name, 'logs'),
      title: t('Logs'),
      content: withPod((known) => <LogsView key={known.metadata.uid} pod={known} />),
    },
    // Events outlive their pod.
    {
      name: 'events',
      path: paths.pod(name, 'events'),
      title: t('Events'),
      content: <PodEventsTab name={name} uid={pod?.metadata.uid} />,
    },
    {
      name: 'yaml',
      path: paths.pod(name, 'yaml'),
      title: t('YAML'),
      content: withPod((known) => <PodYamlTab pod={known} gone={gone} />),
    },
  ]
  return (
    <TabbedPage
      title={name}
      breadcrumbs={[{ title: t('Pods'), path: paths.pods() }]}
      labels={pod && <PodLabels pod={pod} gone={gone} />}
      actions={!gone && <PodActions name={name}>{t('Actions')}</PodActions>}
      tabs={tabs}
    >
      {pod && <PodNotices pod={pod} before={before} goneAt={gone ? errorUpdatedAt : undefined} />}
    </TabbedPage>
  )
}

/** The pod of a name, live, and the one of the same name that somebody looked at before it. */
function usePod(name: string) {
  const { data: pod, error, errorUpdatedAt, refetch } = useQuery(objectOf(Pod, { namespace: registryNamespace, name }))
  const [known, setKnown] = useState(pod)
  const [before, setBefore] = useState<Pod>()
  if (pod && pod !== known) {
    setKnown(pod)
    if (known && known.metadata.uid !== pod.metadata.uid) setBefore(known)
  }
  return { pod, before, error, errorUpdatedAt, refetch }
}

function PodLabels({ pod, gone }: { pod: Pod; gone: boolean }) {
  const status = podStatus(pod)
  return (
    <>
      {gone ? (
        <StatusLabel status="none">{t('Gone')}</StatusLabel>
      ) : (
        <StatusLabel status={statusKind(status)}>{status.word || t('Unknown')}</StatusLabel>
      )}
      <StatusLabel status="none">{componentWord(componentOf(pod))}</StatusLabel>
    </>
  )
}
