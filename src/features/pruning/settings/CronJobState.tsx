import type { ApiError } from '../../../k8s/ApiError.ts'
import type { CronJob } from '../../../k8s/resources/cronJob.ts'
import { isObserved, prunerCondition, type ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { driftOf, type Drift } from '../../../k8s/resources/imagePrunerDrift.ts'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { settingName } from './prunerWords.ts'

interface CronJobStateProps {
  pruner: ImagePruner
  /** Null when there is none. */
  cronJob: CronJob | null
  /** The registry's host name; "" without a registry, undefined when it is not known. */
  registryHost: string | undefined
}

/** Whether what runs is what the settings say. */
export function CronJobState({ pruner, cronJob, registryHost }: CronJobStateProps) {
  if (!cronJob) return <MissingCronJob />
  const drift = driftOf(pruner, cronJob, registryHost)
  if (drift.length === 0) return <p>{t('The CronJob {{name}} is as these settings want it.', { name: prunerName })}</p>
  const isRefused = isObserved(pruner) && prunerCondition(pruner, 'Degraded')?.reason === 'SyncError'
  const isHeldUp = isRefused || !isObserved(pruner)
  return (
    <Alert
      inline
      // A moment after every change it is not there yet.
      status={isHeldUp && !isRefused ? 'info' : 'warning'}
      title={t('The CronJob {{name}} is not as these settings want it', { name: prunerName })}
    >
      <p>
        {isHeldUp
          ? isRefused
            ? t('The operator could not bring it in line: Conditions says why. Until then it runs as it is.')
            : t('The operator has not brought it in line yet.')
          : t(
              'It was changed by hand. The operator does not notice: it stays so until these settings, the registry’s host name or the version of the operator change, and is then overwritten without notice. Change the settings, and not the CronJob.',
            )}
      </p>
      <DriftTable drift={drift} />
    </Alert>
  )
}

function DriftTable({ drift }: { drift: readonly Drift[] }) {
  const absent = <span className="rc-subtle">{t('none')}</span>
  return (
    <table className="rc-pruner__drift" aria-label={t('Differences')}>
      <thead>
        <tr>
          <th scope="col">{t('Setting')}</th>
          <th scope="col">{t('Settings')}</th>
          <th scope="col">{t('CronJob')}</th>
        </tr>
      </thead>
      <tbody>
        {drift.map(({ setting, wanted, actual }) => (
          <tr key={setting}>
            <th scope="row">{settingName(setting)}</th>
            <td>{wanted === undefined ? absent : <code>{wanted}</code>}</td>
            <td>{actual === undefined ? absent : <code>{actual}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function MissingCronJob() {
  return (
    <Alert inline status="danger" title={t('The CronJob {{name}} is missing', { name: prunerName })}>
      <p>
        {t(
          'No run starts, by schedule or by hand. The registry operator makes it again by itself. While it does not, look at what it says:',
        )}
      </p>
      <CommandLine command={`oc logs deployment/cluster-image-registry-operator -n ${registryNamespace}`} />
    </Alert>
  )
}

/** The CronJob or the registry's host name that could not be read. */
export function NotKnown({ title, error, children }: { title: string; error: ApiError; children: string }) {
  const right = error.code === 403 ? missingRight(error) : undefined
  return (
    <Alert inline status="info" title={title}>
      <p>
        {children} {right && sentence(right)}
      </p>
      <ServerMessage message={error.message} />
    </Alert>
  )
}
