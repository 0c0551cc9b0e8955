import { useQuery } from '@tanstack/react-query'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { zonedSchedule } from '../../../k8s/resources/cronJob.ts'
import { ImageConfig, imageConfigName, internalRegistryHost } from '../../../k8s/resources/imageConfig.ts'
import { ImagePruner, imagePrunerName, settingsOf } from '../../../k8s/resources/imagePruner.ts'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { parseCron } from '../../../lib/cron.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { ConditionList } from './ConditionList.tsx'
import { CronJobState, NotKnown } from './CronJobState.tsx'
import { NextRuns } from './NextRuns.tsx'
import { NoPruner } from './NoPruner.tsx'
import { PrunerHead } from './PrunerHead.tsx'
import { PrunerTerms } from './PrunerTerms.tsx'
import './settings.css'

/** How pruning is set, what the operator makes of it, and whether what runs is that. */
export function SettingsTab() {
  const { data: pruner, error, refetch } = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  const cronJob = useCronJob()
  const registry = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const registryHost = registry.data && internalRegistryHost(registry.data)
  if (!pruner)
    return error ? <NoPruner error={asApiError(error)} onRetry={() => void refetch()} /> : <SkeletonLines lines={12} />
  // What runs is part of the first sentence: it must not grow while it is read.
  if (cronJob.isPending) return <SkeletonLines lines={12} />
  const parsed = parseCron((cronJob.object && zonedSchedule(cronJob.object)) ?? settingsOf(pruner).schedule)
  const isGone = error !== null && asApiError(error).code === 404
  return (
    <div className="rc-pruner">
      {isGone && (
        <Alert inline live status="warning" title={t('The ImagePruner was deleted')}>
          {t('The operator makes a new one with its defaults. This is what was set before.')}
        </Alert>
      )}
      <PrunerHead pruner={pruner} cronJob={cronJob.object} />
      {registryHost === '' && <NoRegistry />}
      <div className="rc-pruner__columns">
        <Panel title={t('Settings')}>
          <PrunerTerms pruner={pruner} />
        </Panel>
        <div className="rc-pruner__column">
          <Panel title={t('Next runs')}>
            {pruner.spec?.suspend && <p>{t('These would be the times: while it is suspended, none starts.')}</p>}
            {'cron' in parsed ? (
              <NextRuns
                cron={parsed.cron}
                anchor={cronJob.object?.status?.lastScheduleTime ?? cronJob.object?.metadata.creationTimestamp}
              />
            ) : (
              <p>{t('This is no schedule: {{error}}.', { error: parsed.error })}</p>
            )}
          </Panel>
          <Panel title={t('CronJob')}>
            {cronJob.object === undefined ? (
              cronJob.error && (
                <NotKnown title={t('The CronJob could not be read')} error={cronJob.error}>
                  {t('Whether it is as these settings want it is not known.')}
                </NotKnown>
              )
            ) : (
              <CronJobState pruner={pruner} cronJob={cronJob.object} registryHost={registryHost} />
            )}
            {registry.error && registryHost === undefined && (
              <NotKnown title={t('Whether there is a registry is not known')} error={asApiError(registry.error)}>
                {t('Without a registry only objects are pruned, and nothing in the storage.')}
              </NotKnown>
            )}
          </Panel>
        </div>
      </div>
      <Panel title={t('Conditions')}>
        <ConditionList pruner={pruner} />
      </Panel>
    </div>
  )
}

/** The pruner's CronJob: null when there is none, undefined when it cannot be read. */
function useCronJob() {
  const { data, error, isPending } = useQuery(objectOf(CronJob, { namespace: registryNamespace, name: prunerName }))
  const known = error ? asApiError(error) : undefined
  const isMissing = known?.code === 404 && !isKindMissing(known)
  return { object: isMissing ? null : data, error: known, isPending }
}

function NoRegistry() {
  return (
    <Alert inline status="info" title={t('There is no registry: only objects are pruned')}>
      {t(
        'The cluster has no internal registry host name, so the runs get --prune-registry=false: history and images are deleted from the API, and their blobs stay in the storage.',
      )}
    </Alert>
  )
}
