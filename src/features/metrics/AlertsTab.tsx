import { t } from '../../lib/t.ts'
import { useRegistryAlerts } from '../../prometheus/useRegistryAlerts.ts'
import { hasOwnRules, type RegistryAlert } from '../../prometheus/registryAlerts.ts'
import { Alert } from '../../ui/Alert.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { AlertRuleTable } from './AlertRuleTable.tsx'
import { AlertView } from './AlertView.tsx'
import { MetricsNotice } from './MetricsNotice.tsx'
import { RemovedAlert } from './RemovedAlert.tsx'
import './metrics.css'

/** What fires or is about to for the registry, what could, and what Prometheus has no rule for. */
export function AlertsTab() {
  const { state, firing, pending, rules, error, retry } = useRegistryAlerts()
  return (
    <div className="rc-metrics__alerts">
      {error && <MetricsNotice error={error} onRetry={retry} />}
      <Panel title={t('Firing and pending')}>
        {state === 'pending' ? (
          <SkeletonLines lines={3} />
        ) : state === 'failed' ? (
          <p>{t('Not known: the alerts could not be read.')}</p>
        ) : (
          <AlertList alerts={[...firing, ...pending]} />
        )}
        <RemovedAlert />
      </Panel>
      {state === 'done' && (
        <Panel title={t('What is watched')}>
          {!hasOwnRules(rules) && (
            <Alert inline status="info" title={t('This version has no alerts of the registry itself')}>
              <p>
                {t(
                  'Its operator brings no alerting rules, as in 4.13: a full or read-only volume shows only as storage errors, server errors and failing pushes. Later versions have ImageRegistryStorageReadOnly and ImageRegistryStorageFull.',
                )}
              </p>
            </Alert>
          )}
          <AlertRuleTable rules={rules} />
        </Panel>
      )}
    </div>
  )
}

function AlertList({ alerts }: { alerts: readonly RegistryAlert[] }) {
  if (alerts.length === 0)
    return <p>{t('No alert of the registry, its operator, its claim or the samples fires or is pending.')}</p>
  return (
    <ul className="rc-metrics__alert-list" aria-label={t('Alerts')}>
      {alerts.map((alert) => (
        <li key={JSON.stringify(alert.labels)}>
          <AlertView alert={alert} />
        </li>
      ))}
    </ul>
  )
}
