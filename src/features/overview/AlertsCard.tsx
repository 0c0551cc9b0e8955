import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { alertsOf, type PromAlert } from '../../prometheus/client.ts'
import { problemOf } from '../../prometheus/PrometheusError.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { CardLinks } from './CardLinks.tsx'

/** What Prometheus warns of, as far as it is of the registry. */
export function AlertsCard() {
  const { data, error } = useQuery({
    ...alertsOf(),
    refetchInterval: ({ state }) => (state.error ? false : 60_000),
    select: (alerts) => alerts.filter(isOfRegistry).toSorted(firingFirst),
  })
  if (!data) {
    if (!error) return <SkeletonLines />
    const { title } = problemOf(error)
    return (
      <>
        <p>{t('{{title}}: alerts are not known.', { title })}</p>
        <CardLinks>
          <Link to={paths.metrics('alerts')}>{t('See what is needed')}</Link>
        </CardLinks>
      </>
    )
  }
  return (
    <>
      {data.length === 0 ? (
        <p>{t('None firing.')}</p>
      ) : (
        <ul className="rc-overview__list" aria-label={t('Alerts')}>
          {data.map((alert) => (
            <Alert key={JSON.stringify(alert.labels)} alert={alert} />
          ))}
        </ul>
      )}
      <CardLinks>
        <Link to={paths.metrics('alerts')}>{t('See alerts')}</Link>
        <Link to={paths.metrics()}>{t('See metrics')}</Link>
      </CardLinks>
    </>
  )
}

function Alert({ alert: { labels, annotations, state, activeAt } }: { alert: PromAlert }) {
  const isFiring = state === 'firing'
  return (
    <li title={annotations['description'] ?? annotations['message']}>
      <StatusLabel compact status={!isFiring ? 'info' : labels['severity'] === 'critical' ? 'danger' : 'warning'}>
        {isFiring ? t('Firing') : t('Pending')}
      </StatusLabel>{' '}
      <span className="rc-break">{labels['alertname']}</span>{' '}
      <span className="rc-subtle">
        <Timestamp value={activeAt} absent={t('at an unknown time')} />
      </span>
    </li>
  )
}

/** Whether an alert is of the registry: of its project, of its operator, or of what the operator's own rules say. */
function isOfRegistry({ labels }: PromAlert): boolean {
  return (
    labels['namespace'] === registryNamespace ||
    labels['kubernetes_operator_part_of'] === 'image-registry' ||
    labels['name'] === 'image-registry' ||
    (labels['alertname'] ?? '').startsWith('ImageRegistry')
  )
}

const firingFirst = (a: PromAlert, b: PromAlert) =>
  Number(b.state === 'firing') - Number(a.state === 'firing') || (a.activeAt ?? '').localeCompare(b.activeAt ?? '')
