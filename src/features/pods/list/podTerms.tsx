import { Link } from 'react-router'
import { jobNameOf, type Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { podStatus } from '../../../k8s/resources/podStatus.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import type { Term } from '../../../ui/DescriptionList.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { controllerOf } from './podDeletion.ts'

/** What a pod is, as names with values. */
export function podTerms(pod: Pod): Term[] {
  const { spec, status, metadata } = pod
  const { restarts, ready, lastReason, lastRestart } = podStatus(pod)
  const ips = (status?.podIPs ?? []).flatMap(({ ip }) => ip ?? [])
  return [
    { name: t('Ready'), value: ready },
    {
      name: t('Restarts'),
      value: (
        <>
          {formatNumber(restarts)}
          {lastReason && `, ${t('last after {{reason}}', { reason: lastReason })}`}
          {lastRestart && ', '}
          {lastRestart && <Timestamp value={lastRestart} />}
        </>
      ),
    },
    { name: t('Node'), value: spec?.nodeName ? <code>{spec.nodeName}</code> : t('none yet') },
    { name: t('IP'), value: ips.length > 0 ? <code>{ips.join(', ')}</code> : (status?.podIP ?? <Absent />) },
    { name: t('Created'), value: <Timestamp value={metadata.creationTimestamp} absent={t('not recorded')} /> },
    { name: t('Owner'), value: <Owner pod={pod} /> },
    { name: t('Priority'), value: priorityText(spec) },
    { name: t('Quality of service'), value: status?.qosClass ?? <Absent /> },
    { name: t('Service account'), value: spec?.serviceAccountName ?? <Absent /> },
    {
      name: t('Time to end'),
      value: t('{{seconds}} s', { seconds: formatNumber(spec?.terminationGracePeriodSeconds ?? 30) }),
    },
  ]
}

function priorityText(spec: Pod['spec']) {
  const { priorityClassName, priority } = spec ?? {}
  if (!priorityClassName) return priority ? formatNumber(priority) : t('none')
  return priority ? `${priorityClassName} (${formatNumber(priority)})` : priorityClassName
}

/** What made the pod, and would make it again. */
function Owner({ pod }: { pod: Pod }) {
  const owner = controllerOf(pod)
  if (!owner) return t('none: nothing would make it again')
  const name = `${owner.kind} ${owner.name}`
  const to = ownerPath(pod)
  return to ? <Link to={to}>{name}</Link> : name
}

function ownerPath(pod: Pod): string | undefined {
  const job = jobNameOf(pod)
  switch (componentOf(pod)) {
    case 'registry':
      return paths.registry()
    case 'pruner':
      return paths.pruning('runs', job === undefined ? undefined : { run: job })
    case 'node CA':
      return paths.pods({ component: 'node CA' })
    default:
      return undefined
  }
}
