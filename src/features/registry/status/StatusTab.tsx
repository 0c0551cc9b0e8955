import { Link } from 'react-router'
import { seesNothing, storageOf } from '../../../k8s/resources/registryFacts.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { registryVerdict } from '../../../k8s/resources/registryVerdict.ts'
import { useRegistryFacts, useToldEnough } from '../../../k8s/useRegistryFacts.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { useVolumeUse } from '../../../prometheus/useVolumeUse.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { RegistryVerdictAlert } from '../../../ui/RegistryVerdictAlert.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { Certificates } from './Certificates.tsx'
import { ClusterOperatorState } from './ClusterOperatorState.tsx'
import { ConditionTable } from './ConditionTable.tsx'
import { PodsState } from './PodsState.tsx'
import { Warnings } from './Warnings.tsx'
import './status.css'

/** How the registry is, and all that says so. */
export function StatusTab() {
  const facts = useRegistryFacts()
  const claim = facts.claim.object?.metadata.name
  const { used, capacity } = useVolumeUse(
    claim === undefined ? undefined : { namespace: registryNamespace, name: claim },
  )
  const isTold = useToldEnough(facts)
  if (!isTold) return <SkeletonLines lines={12} />
  const volume = used !== undefined && capacity !== undefined ? { volume: { used, capacity } } : {}
  const { config, clusterOperator } = facts
  return (
    <div className="rc-status">
      <RegistryVerdictAlert verdict={registryVerdict({ ...facts, ...volume })} />
      <Panel title={t('Conditions')}>
        {config.object ? (
          <ConditionTable
            label={t('Conditions')}
            conditions={config.object.status?.conditions}
            storage={storageOf(facts)}
          />
        ) : config.error ? (
          <Problem error={config.error} onRetry={config.retry} />
        ) : (
          <p>{t('The registry has no configuration, so its operator says nothing.')}</p>
        )}
      </Panel>
      {!seesNothing(facts) && (
        <>
          <div className="rc-status__columns">
            <Panel title={t('Pods')}>
              <PodsState facts={facts} />
            </Panel>
            <Panel title={t('Cluster operator')}>
              <ClusterOperatorState fact={clusterOperator} />
            </Panel>
          </div>
          <Panel title={t('Warnings')} actions={<Link to={paths.events()}>{t('All events')}</Link>}>
            <Warnings />
          </Panel>
          <Panel title={t('Certificates')}>
            <Certificates />
          </Panel>
        </>
      )}
    </div>
  )
}
