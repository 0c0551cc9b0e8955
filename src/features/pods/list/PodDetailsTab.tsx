import { useQuery } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { polledList } from '../../../k8s/polled.ts'
import { Event, eventsAbout } from '../../../k8s/resources/event.ts'
import type { Pod, PodContainer } from '../../../k8s/resources/pod.ts'
import { podStatus } from '../../../k8s/resources/podStatus.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { subscribeToClock } from '../../../ui/clock.ts'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RegistryVerdictAlert } from '../../../ui/RegistryVerdictAlert.tsx'
import { ContainerDetails } from './ContainerDetails.tsx'
import { PodConditions, PodVolumes } from './PodParts.tsx'
import { podTerms } from './podTerms.tsx'
import { podVerdict } from './podVerdict.ts'

/** How a pod is and why, what it is made of, and what each of its containers did last. */
export function PodDetailsTab({ pod, gone }: { pod: Pod; gone: boolean }) {
  const { containers, initContainers } = pod.spec ?? {}
  return (
    <div className="rc-pod">
      {!gone && <Verdict pod={pod} />}
      <div className="rc-pod__columns">
        <Panel title={t('About this pod')}>
          <DescriptionList label={t('About this pod')} terms={podTerms(pod)} />
        </Panel>
        <Panel title={t('Conditions')}>
          <PodConditions pod={pod} />
        </Panel>
      </div>
      <Containers pod={pod} containers={containers ?? []} isInit={false} />
      <Containers pod={pod} containers={initContainers ?? []} isInit />
      <Panel title={t('Volumes')}>
        <PodVolumes volumes={pod.spec?.volumes ?? []} />
      </Panel>
    </div>
  )
}

/** What a pod waits for is in its events alone: they are asked for while it is not well. */
function Verdict({ pod }: { pod: Pod }) {
  const { name } = pod.metadata
  const { severity } = podStatus(pod)
  const { data: events } = useQuery({
    ...polledList(Event, eventsAbout({ kind: 'Pod', namespace: registryNamespace, name })),
    enabled: severity === 'problem' || severity === 'waiting',
  })
  const [start] = useState(Date.now)
  // Seconds to the end of a pod: the clock.
  const now = useSyncExternalStore(subscribeToClock, () => Math.floor(Date.now() / 10_000) * 10_000)
  const verdict = podVerdict(pod, events ?? [], Math.max(start, now))
  return <RegistryVerdictAlert verdict={{ ...verdict, also: [], unseen: [] }} />
}

interface ContainersProps {
  pod: Pod
  containers: readonly PodContainer[]
  isInit: boolean
}

function Containers({ pod, containers, isInit }: ContainersProps) {
  const statuses = (isInit ? pod.status?.initContainerStatuses : pod.status?.containerStatuses) ?? []
  return containers.map((container, index) => (
    <Panel
      key={container.name ?? index}
      title={
        isInit
          ? t('Init container {{name}}', { name: container.name ?? '' })
          : t('Container {{name}}', { name: container.name ?? '' })
      }
    >
      <ContainerDetails
        pod={pod}
        container={container}
        status={statuses.find(({ name }) => name === container.name)}
        isInit={isInit}
      />
    </Panel>
  ))
}
