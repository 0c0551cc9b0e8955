import { Link } from 'react-router'
import { jobNameOf, type Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { podStatus } from '../../../k8s/resources/podStatus.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { paths } from '../../../lib/paths.ts'
import { parseQuantity } from '../../../lib/quantity.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { usePodUse } from '../../../prometheus/usePodUse.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import type { Term } from '../../../ui/DescriptionList.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { coresWord } from './podWords.ts'
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
    { name: t('In use'), value: <InUse pod={pod} /> },
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

/** What the pod uses right now, where Prometheus says, beside what it may use. */
function InUse({ pod }: { pod: Pod }) {
  const { name } = pod.metadata
  const { cores, bytes } = usePodUse(registryNamespace)
  const [ownCores, ownBytes] = [cores?.get(name), bytes?.get(name)]
  if (ownCores === undefined && ownBytes === undefined) return t('not known: no metrics of it')
  const limits = (pod.spec?.containers ?? []).map(({ resources }) => parseQuantity(resources?.limits?.['memory'] ?? ''))
  const limit = limits.reduce((sum, each) => sum + each, 0)
  return [
    ...(ownCores === undefined ? [] : [t('CPU {{amount}}', { amount: coresWord(ownCores) })]),
    ...(ownBytes === undefined ? [] : [t('memory {{amount}}', { amount: formatBytes(ownBytes) })]),
    ...(limit > 0 ? [t('of at most {{limit}}', { limit: formatBytes(limit) })] : []),
  ].join(', ')
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
