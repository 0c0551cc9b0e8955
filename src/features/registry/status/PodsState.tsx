import { Link } from 'react-router'
import type { Pod } from '../../../k8s/resources/pod.ts'
import type { Event } from '../../../k8s/resources/event.ts'
import { isPodReady, livePods, runsOutside, type RegistryFacts } from '../../../k8s/resources/registryFacts.ts'
import { podProblem } from '../../../k8s/resources/registryVerdictPods.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

/** The Deployment in a sentence, its pods, and the operator's. */
export function PodsState({ facts }: { facts: RegistryFacts }) {
  const { deployment, pods, operatorPods, warnings } = facts
  return (
    <>
      <DeploymentText fact={deployment} />
      {pods.object ? (
        <PodTable label={t('Pods of the registry')} pods={livePods(pods.object)} warnings={warnings.object ?? []} />
      ) : (
        pods.error && <Problem error={pods.error} onRetry={pods.retry} />
      )}
      <h3 className="rc-status__subject">{t('Operator')}</h3>
      {runsOutside(facts) ? (
        <p>{t('It runs outside this cluster, with the hosted control plane: it has no pod here.')}</p>
      ) : operatorPods.object && operatorPods.object.length > 0 ? (
        <PodTable label={t('Pods of the operator')} pods={operatorPods.object} warnings={warnings.object ?? []} />
      ) : operatorPods.object ? (
        <p>{t('It has no pod in this cluster. While none runs, changed settings have no effect.')}</p>
      ) : operatorPods.error && operatorPods.error.code !== 403 ? (
        <Problem error={operatorPods.error} onRetry={operatorPods.retry} />
      ) : (
        <p>{t('Its pods may not be seen.')}</p>
      )}
      <p className="rc-status__links">
        <Link to={paths.pods()}>{t('All pods')}</Link> <Link to={paths.logs()}>{t('Logs of the registry')}</Link>
      </p>
    </>
  )
}

function DeploymentText({ fact: { object, error, retry } }: { fact: RegistryFacts['deployment'] }) {
  if (object === null) return <p>{t('There is no Deployment image-registry.')}</p>
  if (error?.code === 403 && !object) return <p>{t('The Deployment may not be seen.')}</p>
  if (!object) return error ? <Problem error={error} onRetry={retry} /> : null
  const { spec, status } = object
  return (
    <p>
      {t('Deployment image-registry: {{available}} available, {{updated}} updated, {{wanted}} wanted.', {
        available: status?.availableReplicas ?? 0,
        updated: status?.updatedReplicas ?? 0,
        wanted: spec?.replicas ?? 0,
      })}
    </p>
  )
}

interface PodTableProps {
  label: string
  pods: readonly Pod[]
  warnings: readonly Event[]
}

function PodTable({ label, pods, warnings }: PodTableProps) {
  if (pods.length === 0) return <p>{t('No pod.')}</p>
  return (
    <table className="rc-conditions rc-m-pods" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('Pod')}</th>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Restarts')}</th>
          <th scope="col">{t('Node')}</th>
          <th scope="col">{t('Since')}</th>
        </tr>
      </thead>
      <tbody>
        {pods.map((pod) => (
          <tr key={pod.metadata.uid ?? pod.metadata.name}>
            <th scope="row">
              <Link to={paths.pod(pod.metadata.name)}>{pod.metadata.name}</Link>
            </th>
            <td>
              <PodState pod={pod} warnings={warnings} />
            </td>
            <td data-label={t('Restarts')}>{formatNumber(restartsOf(pod))}</td>
            <td data-label={t('Node')}>{pod.spec?.nodeName ?? <Absent />}</td>
            <td data-label={t('Since')}>
              <Timestamp value={pod.metadata.creationTimestamp} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PodState({ pod, warnings }: { pod: Pod; warnings: readonly Event[] }) {
  if (isPodReady(pod))
    return (
      <StatusLabel compact status="success">
        {t('Ready')}
      </StatusLabel>
    )
  const problem = podProblem(pod, warnings)
  return (
    <>
      <StatusLabel compact status={problem ? 'danger' : 'info'}>
        {problem ? t('Not ready') : t('Starting')}
      </StatusLabel>{' '}
      {problem && <span title={problem.message}>{problem.because}</span>}{' '}
      {problem?.reason && <code>{problem.reason}</code>}
    </>
  )
}

const restartsOf = ({ status }: Pod) =>
  (status?.containerStatuses ?? []).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0)
