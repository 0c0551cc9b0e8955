import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asApiError, isKindMissing } from '../../k8s/ApiError.ts'
import { polledObject } from '../../k8s/polled.ts'
import { CronJob, zonedSchedule } from '../../k8s/resources/cronJob.ts'
import { ImagePruner, imagePrunerName, settingsOf } from '../../k8s/resources/imagePruner.ts'
import { prunerVerdict } from '../../k8s/resources/imagePrunerVerdict.ts'
import { prunerName, registryNamespace } from '../../k8s/resources/prunerJob.ts'
import { parseCron } from '../../lib/cron.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Problem } from '../../ui/Failed.tsx'
import { NoOperator } from '../../ui/NoOperator.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { useNextRuns } from '../../ui/useNextRuns.ts'
import { Facts } from './Facts.tsx'
import { CardLinks } from './CardLinks.tsx'

/** How pruning stands, when it ran last and when it runs next. */
export function PruningCard() {
  const settings = useQuery(polledObject(ImagePruner, { name: imagePrunerName }, 30_000))
  const job = useQuery(polledObject(CronJob, { namespace: registryNamespace, name: prunerName }, 30_000))
  const jobError = job.error ? asApiError(job.error) : undefined
  const cronJob = jobError?.code === 404 && !isKindMissing(jobError) ? null : job.data
  const schedule = (cronJob && zonedSchedule(cronJob)) ?? (settings.data && settingsOf(settings.data).schedule)
  const parsed = schedule === undefined ? undefined : parseCron(schedule)
  const cron = parsed && 'cron' in parsed ? parsed.cron : undefined
  const [next] = useNextRuns(cron, 1, cronJob?.status?.lastScheduleTime ?? cronJob?.metadata.creationTimestamp)
  if (settings.isPending || job.isPending) return <SkeletonLines />
  if (!settings.data && !cronJob) {
    const { error, refetch } = settings.error ? settings : job
    return error ? (
      <NoOperator compact error={error} otherwise={<Problem error={error} onRetry={() => void refetch()} />}>
        <p>
          {t(
            'It has no registry operator, so nothing prunes by schedule. The preview works all the same, and so does the command oc adm prune images.',
          )}
        </p>
      </NoOperator>
    ) : null
  }
  const verdict = settings.data && prunerVerdict(settings.data, cronJob)
  const isSuspended = cronJob?.spec?.suspend ?? settings.data?.spec?.suspend ?? false
  const { lastScheduleTime: last, lastSuccessfulTime: completed, active } = cronJob?.status ?? {}
  const unread = cronJob === undefined && { absent: t('not known') }
  return (
    <>
      {verdict && (
        <p className="rc-overview__state">
          <StatusLabel compact status={verdict.status} title={verdict.reason}>
            {verdict.title}
          </StatusLabel>
        </p>
      )}
      {settings.error && !settings.data && (
        <p className="rc-subtle">
          {t('The settings could not be read: {{why}}', { why: asApiError(settings.error).message })}
        </p>
      )}
      <Facts
        label={t('Pruning')}
        lines={[
          {
            name: t('Next run'),
            value:
              isSuspended || cronJob === null || next === undefined ? (
                isSuspended ? (
                  t('none while it is suspended')
                ) : (
                  t('not known')
                )
              ) : (
                <Timestamp value={new Date(next).toISOString()} />
              ),
          },
          {
            name: t('Last run'),
            value: active?.length ? t('A run is going.') : <Timestamp value={last} {...unread} />,
          },
          { name: t('Last completed'), value: <Timestamp value={completed} {...unread} /> },
        ]}
      />
      <CardLinks>
        <Link to={paths.pruning()}>{t('See pruning')}</Link>
        <Link to={paths.pruning('runs')}>{t('See runs')}</Link>
      </CardLinks>
    </>
  )
}
