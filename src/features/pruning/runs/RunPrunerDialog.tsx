import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { listOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { driftOf, type DriftSetting } from '../../../k8s/resources/imagePrunerDrift.ts'
import { isFinished, Job } from '../../../k8s/resources/job.ts'
import {
  isPrunerJob,
  newRunName,
  prunerName,
  registryNamespace,
  runFrom,
  runSettingsOf,
  type RunMode,
} from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { useDenied } from '../../../ui/useDenied.tsx'
import { settingName } from '../settings/prunerWords.ts'
import { settingsTerms } from './RunSettingsText.tsx'
import { isStarted, startCommand, startRun } from './startRun.ts'
import { usePruner } from './useRuns.ts'

/** Starts a run, or a dry run that deletes nothing, from the pruner's CronJob. Then the run is shown. */
export function RunPrunerDialog({ mode }: { mode: RunMode }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: cronJobs } = useSuspenseQuery(listOf(CronJob, { namespace: registryNamespace }))
  const cronJob = cronJobs.items.find(({ metadata }) => metadata.name === prunerName)
  const denied = useDenied('create', Job, registryNamespace)
  const [name] = useState(() => newRunName(mode))
  const made = cronJob && runFrom(cronJob, mode, name)
  const job = made && 'spec' in made ? made : undefined
  const template = cronJob?.spec?.jobTemplate?.spec?.template
  const args = (template?.spec?.containers ?? []).flatMap((container) => container.args ?? [])
  const dry = mode === 'dry-run'
  const settings = runSettingsOf(template)
  return (
    <ActionDialog
      title={dry ? t('Dry run on the cluster') : t('Run now')}
      confirm={dry ? t('Start dry run') : t('Run now')}
      danger={!dry}
      command={job && startCommand(mode, name, args)}
      blocked={denied ?? (made && 'problem' in made ? problemText(made.problem) : !cronJob ? missingText() : undefined)}
      perform={async () => job && startRun(client, job)}
      isDone={() => isStarted(client, name)}
      done={dry ? t('Started the dry run {{name}}', { name }) : t('Started the run {{name}}', { name })}
      onDone={() => void navigate(paths.pruning('runs', { run: name }), { state: keepFocus })}
    >
      {job && (
        <>
          {dry ? (
            <p>
              {t(
                'Makes a job that goes through everything as a run does and says in its log what a run would delete. Nothing is deleted.',
              )}
            </p>
          ) : (
            <p>
              {t(
                'Deletes for good, now and not by schedule, what these settings do not keep: revisions of tags, images, and their data in the storage of the registry.',
              )}
              {sentenceGap()}
              <Link to={paths.pruning('preview')}>{t('See in the preview what would go')}</Link>
            </p>
          )}
          <p className="rc-subtle">
            {t(
              'The job counts in the history that the CronJob keeps: when its limit is reached, the oldest run goes, with its log.',
            )}
          </p>
          <Going dry={dry} />
          {settings ? (
            <DescriptionList label={t('Settings of this run')} terms={settingsTerms(settings)} />
          ) : (
            <Alert inline status="warning" title={t('What this run would do cannot be read')}>
              {t('The command of the CronJob was changed by hand: it is not that of the operator.')}
            </Alert>
          )}
          {cronJob && <Drifts cronJob={cronJob} />}
          {cronJob?.spec?.suspend === true && <p>{t('Pruning is suspended; that does not hold this run back.')}</p>}
        </>
      )}
    </ActionDialog>
  )
}

function missingText(): string {
  return t(
    'The CronJob image-pruner is missing, and runs are made from it. The registry operator makes it again from the ImagePruner.',
  )
}

function problemText(problem: 'noTemplate' | 'notDry'): string {
  return problem === 'noTemplate'
    ? t('The CronJob image-pruner has no template for jobs.')
    : t(
        'The command of the CronJob image-pruner was changed by hand, and it is not certain that a job made from it deletes nothing.',
      )
}

/** Runs that have not ended: one by hand starts all the same. */
function Going({ dry }: { dry: boolean }) {
  const { data: jobs } = useQuery(listOf(Job, { namespace: registryNamespace }))
  const going = (jobs?.items ?? []).find((job) => isPrunerJob(job) && !isFinished(job))
  if (!going) return null
  return (
    <Alert inline status="warning" title={t('A run is going already')}>
      {dry
        ? t('{{name}} has not ended: what this dry run counts may be gone by then.', { name: going.metadata.name })
        : t(
            '{{name}} has not ended. Only runs by schedule wait for each other: this one starts beside it, and each may fail at what the other deletes.',
            { name: going.metadata.name },
          )}
    </Alert>
  )
}

/** What of the CronJob makes no difference to a run that is started by hand. */
const ofTheSchedule = new Set<DriftSetting>([
  'schedule',
  'timeZone',
  'suspend',
  'concurrencyPolicy',
  'startingDeadlineSeconds',
  'successfulJobsHistoryLimit',
  'failedJobsHistoryLimit',
])

/** Where the CronJob, which makes the run, does not do what the settings say. */
function Drifts({ cronJob }: { cronJob: CronJob }) {
  const pruner = usePruner()
  const drifts = pruner ? driftOf(pruner, cronJob, undefined).filter(({ setting }) => !ofTheSchedule.has(setting)) : []
  if (drifts.length === 0) return null
  return (
    <Alert inline status="warning" title={t('The CronJob differs from the settings')}>
      <p>
        {t('A run does what the CronJob says. The operator has not caught up with the settings, or it was edited.')}
      </p>
      <ul>
        {drifts.map(({ setting, wanted, actual }) => (
          <li key={setting}>
            {t('{{name}}: {{run}} in the CronJob, {{wanted}} in the settings', {
              name: settingName(setting),
              run: actual ?? t('nothing'),
              wanted: wanted ?? t('nothing'),
            })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
