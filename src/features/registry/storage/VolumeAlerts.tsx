import { Link } from 'react-router'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import type { PromAlert } from '../../../prometheus/client.ts'
import { useRegistryAlerts } from '../../../prometheus/useRegistryAlerts.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { growCommand } from './growCommand.ts'
import { showHardPrune } from './HardPrune.tsx'
import type { ClaimState } from './useClaim.ts'

/** Whether an alert is about the storage of the registry: its claim, or what the registry says of its volume. */
export function isAboutStorage({ labels }: Pick<PromAlert, 'labels'>, claim: string | undefined): boolean {
  if (labels['alertname']?.startsWith('ImageRegistryStorage')) return true
  return claim !== undefined && labels['namespace'] === registryNamespace && labels['persistentvolumeclaim'] === claim
}

/** What Prometheus warns of about the volume. Nothing while it does not, or cannot be asked: that is said beside. */
export function VolumeAlerts({ claim }: { claim: string | undefined }) {
  const { firing, pending } = useRegistryAlerts()
  const alerts = [...firing, ...pending].filter((alert) => isAboutStorage(alert, claim))
  return alerts.map(({ labels, annotations, state, activeAt }) => (
    <Alert
      key={Object.values(labels).join(' ')}
      inline
      status={labels['severity'] === 'critical' ? 'danger' : labels['severity'] === 'warning' ? 'warning' : 'info'}
      title={
        state === 'firing'
          ? t('Alert firing: {{name}}', { name: labels['alertname'] ?? '' })
          : t('Alert pending: {{name}}', { name: labels['alertname'] ?? '' })
      }
    >
      <p>{annotations['description'] ?? annotations['message'] ?? annotations['summary']}</p>
      <p>
        {t('Started')} <Timestamp value={activeAt} absent={t('not known')} /> {'·'}{' '}
        <Link to={paths.metrics('alerts')}>{t('All alerts')}</Link>
      </p>
    </Alert>
  ))
}

/** What a full volume does, and what helps. */
export function NearlyFull({ share, claim: { claim, storageClass } }: { share: number; claim: ClaimState }) {
  const isFull = share >= 1
  const canGrow = storageClass?.allowVolumeExpansion
  return (
    <Alert
      inline
      status={share >= 0.95 ? 'danger' : 'warning'}
      title={
        isFull
          ? t('The volume is full')
          : share >= 0.85
            ? t('The volume is nearly full')
            : t('The volume will be full soon')
      }
    >
      <p>{t('Once it is full, pushes and pull-through fail; images that are there can still be pulled.')}</p>
      <ul className="rc-storage__list">
        <li>
          <Link to={paths.pruning('preview')}>{t('See what pruning would free')}</Link>
        </li>
        <li>
          <Button variant="link" isInline onClick={showHardPrune}>
            {t('Delete orphaned blobs')}
          </Button>
        </li>
        <li>
          {canGrow === true
            ? t('Make the claim larger: its class allows it, while it is in use. To double it:')
            : canGrow === false
              ? t('Move to a larger claim: the class of this one does not let it grow.')
              : t('Make the claim larger, where its class allows it.')}
          {canGrow === true && claim && <CommandLine command={growCommand(claim)} />}
        </li>
      </ul>
    </Alert>
  )
}
