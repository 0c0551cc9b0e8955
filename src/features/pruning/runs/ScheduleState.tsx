import { useQuery } from '@tanstack/react-query'
import { polledObject } from '../../../k8s/polled.ts'
import { ImagePruner, imagePrunerName } from '../../../k8s/resources/imagePruner.ts'
import { parseCron } from '../../../lib/cron.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { zonedSchedule, type CronJob } from '../../../k8s/resources/cronJob.ts'
import { isFinished } from '../../../k8s/resources/job.ts'
import { prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { NoOperator } from '../../../ui/NoOperator.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useNextRuns } from '../../../ui/useNextRuns.ts'
import type { PrunerRun } from './useRuns.ts'

/** When the pruner runs next, and what keeps it from running. `cronJob` is null when there is none. */
export function ScheduleState({ cronJob, runs }: { cronJob: CronJob | null; runs: readonly PrunerRun[] }) {
  if (!cronJob) return <MissingCronJob />
  const { spec } = cronJob
  const suspended = spec?.suspend === true
  return (
    <>
      {suspended && (
        <Alert inline status="info" title={t('Pruning is suspended')}>
          {t('No run starts by schedule. Runs that are started by hand are not held back.')}
        </Alert>
      )}
      <Times cronJob={cronJob} runs={runs} />
    </>
  )
}

function Times({ cronJob, runs }: { cronJob: CronJob; runs: readonly PrunerRun[] }) {
  const { spec, status, metadata } = cronJob
  const { schedule = '', suspend, startingDeadlineSeconds: deadline, concurrencyPolicy } = spec ?? {}
  const parsed = parseCron(zonedSchedule(cronJob) ?? '')
  const cron = 'error' in parsed ? undefined : parsed.cron
  const [next] = useNextRuns(cron, 1, status?.lastScheduleTime ?? metadata.creationTimestamp)
  const going = runs.find(({ job }) => !isFinished(job))
  const facts = [
    {
      name: t('Next run'),
      value: suspend ? (
        t('none while it is suspended')
      ) : next ? (
        <Timestamp value={new Date(next).toISOString()} />
      ) : (
        t('not known')
      ),
    },
    { name: t('Schedule'), value: <code>{schedule}</code> },
    { name: t('Last started by schedule'), value: <Timestamp value={status?.lastScheduleTime} /> },
    // The CronJob counts every job that it owns.
    { name: t('Last completed, dry runs too'), value: <Timestamp value={status?.lastSuccessfulTime} /> },
  ]
  return (
    <div>
      <dl className="rc-run__times" aria-label={t('Schedule')}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="rc-subtle">
        {concurrencyPolicy === 'Forbid'
          ? going
            ? t('{{name}} is going: the schedule starts none until it has ended.', { name: going.name })
            : t('While a run goes, the schedule starts no second one (Forbid); one started by hand is not held back.')
          : t('The schedule starts a run also while another goes ({{policy}}).', {
              policy: concurrencyPolicy || 'Allow',
            })}
        {sentenceGap()}
        {deadline
          ? t('A run that is missed may start up to {{span}} late, then it is left out.', {
              span: timeSpan(deadline * 1000),
            })
          : ''}
      </p>
    </div>
  )
}

function MissingCronJob() {
  const { error } = useQuery(polledObject(ImagePruner, { name: imagePrunerName }, 30_000))
  return (
    <NoOperator error={error} otherwise={<MadeByOperator />}>
      <p>
        {t(
          'It has no registry operator, so nothing prunes by schedule. The preview works all the same, and so does the command oc adm prune images.',
        )}
      </p>
    </NoOperator>
  )
}

function MadeByOperator() {
  return (
    <Alert inline status="danger" title={t('The CronJob {{name}} is missing', { name: prunerName })}>
      <p>
        {t(
          'Nothing is pruned by schedule, and no run can be started: runs are made from it. The registry operator makes it from the ImagePruner, and again when it was deleted. While it is missing, look at what the operator says:',
        )}
      </p>
      <CommandLine command={`oc logs deployment/cluster-image-registry-operator -n ${registryNamespace}`} />
    </Alert>
  )
}
