import { useQuery } from '@tanstack/react-query'
import { listOf } from '../../../k8s/queries.ts'
import { Event, eventsAbout, lastSeenOf } from '../../../k8s/resources/event.ts'
import { stateOf, type Job } from '../../../k8s/resources/job.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'

/** Why a job got no pod: a quota or a rule refused it. Only its events say so. */
export function PodRefusals({ job }: { job: Job }) {
  const { kind } = stateOf(job)
  const about = { kind: 'Job', namespace: registryNamespace, name: job.metadata.name }
  const { data } = useQuery({ ...listOf(Event, eventsAbout(about)), enabled: kind === 'running' || kind === 'waiting' })
  const refusal = (data?.items ?? [])
    .filter(({ type, involvedObject }) => type === 'Warning' && involvedObject.uid === job.metadata.uid)
    .toSorted((a, b) => (lastSeenOf(b) ?? '').localeCompare(lastSeenOf(a) ?? ''))[0]
  if (!refusal) return null
  return (
    <Alert inline live status="danger" title={t('The pod of this run was refused')}>
      <p>
        {t(
          'The cluster tries again by itself. Nothing was deleted. Delete the run once the reason is gone, and start another.',
        )}
      </p>
      <ServerMessage message={[refusal.reason, refusal.message].filter(Boolean).join(': ')} />
    </Alert>
  )
}
