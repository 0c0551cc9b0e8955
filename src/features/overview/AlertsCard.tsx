import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { problemOf } from '../../prometheus/PrometheusError.ts'
import type { RegistryAlert } from '../../prometheus/registryAlerts.ts'
import { useRegistryAlerts } from '../../prometheus/useRegistryAlerts.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { CardLinks } from './CardLinks.tsx'

/** What Prometheus warns of, as far as it is of the registry. */
export function AlertsCard() {
  const { state, firing, pending, error } = useRegistryAlerts()
  const alerts = [...firing, ...pending]
  if (state === 'pending') return <SkeletonLines />
  if (state === 'failed')
    return (
      <>
        <p>{t('{{title}}: alerts are not known.', { title: problemOf(error).title })}</p>
        <CardLinks>
          <Link to={paths.metrics('alerts')}>{t('See what is needed')}</Link>
        </CardLinks>
      </>
    )
  return (
    <>
      {alerts.length === 0 ? (
        <p>{t('None firing.')}</p>
      ) : (
        <ul className="rc-overview__list" aria-label={t('Alerts')}>
          {alerts.map((alert) => (
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

function Alert({ alert: { name, labels, annotations, state, activeAt } }: { alert: RegistryAlert }) {
  const isFiring = state === 'firing'
  return (
    <li title={annotations['description'] ?? annotations['message']}>
      <StatusLabel compact status={!isFiring ? 'info' : labels['severity'] === 'critical' ? 'danger' : 'warning'}>
        {isFiring ? t('Firing') : t('Pending')}
      </StatusLabel>{' '}
      <span className="rc-break">{name}</span>{' '}
      <span className="rc-subtle">
        <Timestamp value={activeAt} absent={t('at an unknown time')} />
      </span>
    </li>
  )
}
