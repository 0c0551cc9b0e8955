import { Link } from 'react-router'
import { zonedSchedule, type CronJob } from '../../../k8s/resources/cronJob.ts'
import { ImagePruner, imagePrunerName, settingsOf } from '../../../k8s/resources/imagePruner.ts'
import { prunerVerdict } from '../../../k8s/resources/imagePrunerVerdict.ts'
import { runSettingsOf } from '../../../k8s/resources/prunerJob.ts'
import { parseCron, type Cron } from '../../../lib/cron.ts'
import { cronWords } from '../../../lib/cronWords.ts'
import { parseGoDuration } from '../../../lib/goDuration.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useNextRuns } from '../../../ui/useNextRuns.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { dayAndTime } from './NextRuns.tsx'
import { openPrunerDialog } from './openPrunerDialog.tsx'
import { ageWords } from './prunerWords.ts'
import { useSuspend } from './suspend.ts'

interface PrunerHeadProps {
  pruner: ImagePruner
  /** Null when there is none, undefined when that is not known. */
  cronJob: CronJob | null | undefined
}

/** How pruning stands, when it runs, and what it keeps, before all details. */
export function PrunerHead({ pruner, cronJob }: PrunerHeadProps) {
  const { status, title, why, reason, message, isAboutRuns } = prunerVerdict(pruner, cronJob)
  return (
    <Alert inline status={status} title={title} actions={<HeadActions pruner={pruner} />}>
      {(why || reason) && (
        <p>
          {why} {reason && <code>{reason}</code>}{' '}
          {isAboutRuns && <Link to={paths.pruning('runs')}>{t('Look at the runs')}</Link>}
        </p>
      )}
      {message && <ServerMessage message={message} />}
      <WhenText pruner={pruner} cronJob={cronJob} isSaid={status === 'warning'} />
      <WhatText pruner={pruner} cronJob={cronJob} />
    </Alert>
  )
}

interface WhenTextProps extends PrunerHeadProps {
  /** Whether it is said already that no run starts by itself. */
  isSaid: boolean
}

function WhenText({ pruner, cronJob, isSaid }: WhenTextProps) {
  const { schedule, suspend } = settingsOf(pruner)
  // What runs is what the CronJob has, even where the settings say something else.
  const parsed = parseCron((cronJob && zonedSchedule(cronJob)) ?? schedule)
  const cron = 'cron' in parsed ? parsed.cron : undefined
  const isSuspended = cronJob?.spec?.suspend ?? suspend
  const { lastScheduleTime: last, lastSuccessfulTime: completed, active } = cronJob?.status ?? {}
  const [next] = useNextRuns(cron, 1, last ?? cronJob?.metadata.creationTimestamp)
  return (
    <p>
      {cron && whenWords(cron) + sentenceGap()}
      {isSuspended && !isSaid && (
        <>
          {t('Suspended: none starts by itself.')}
          {sentenceGap()}
        </>
      )}
      {!isSuspended && cronJob !== null && next !== undefined && (
        <>
          {t('Next run')} <Timestamp value={new Date(next).toISOString()} />
          {t(', {{time}}.', { time: dayAndTime(next) })}
          {sentenceGap()}
        </>
      )}
      {cronJob &&
        (active?.length ? (
          <>
            {t('A run is going.')}
            {sentenceGap()}
            <Link to={paths.pruning('runs')}>{t('Look at the runs')}</Link>
          </>
        ) : last ? (
          <>
            {t('Last started by schedule')} <Timestamp value={last} />
            {/* The CronJob counts every job that it owns: runs by hand and dry runs, too. */}
            {completed && Date.parse(completed) >= Date.parse(last)
              ? t(', and a run, dry or not, has completed since.')
              : t(', and none has completed since.')}
          </>
        ) : (
          t('No run was started by schedule yet.')
        ))}
    </p>
  )
}

/** When a schedule is, and by which clock. */
function whenWords(cron: Cron): string {
  const words = cronWords(cron)
  return cron.timeZone === undefined ? t('{{words}} (UTC).', { words }) : t('{{words}}.', { words })
}

function WhatText({ pruner, cronJob }: PrunerHeadProps) {
  const settings = settingsOf(pruner)
  const run = runSettingsOf(cronJob?.spec?.jobTemplate?.spec?.template)
  const age = run?.keepYoungerThan === undefined ? undefined : parseGoDuration(run.keepYoungerThan)
  const isKnown = settings.keepYoungerThanFrom !== 'unreadable' || run !== undefined
  if (!isKnown) return null
  const kept = age && 'nanoseconds' in age ? age.nanoseconds : settings.keepYoungerThan
  const count = Number(run?.keepTagRevisions ?? settings.keepTagRevisions)
  return (
    <p>
      {kept === 0n
        ? t('Keeps the newest {{count}} revisions of each tag and nothing for its age.', { count })
        : t('Keeps the newest {{count}} revisions of each tag and everything younger than {{age}}.', {
            count,
            age: ageWords(kept),
          })}
      {sentenceGap()}
      <Link to={paths.pruning('preview')}>{t('See what a run would delete')}</Link>
    </p>
  )
}

function HeadActions({ pruner }: { pruner: ImagePruner }) {
  const { suspend } = settingsOf(pruner)
  const { busy, change } = useSuspend()
  const refusal = useRefusal('patch', ImagePruner, { name: imagePrunerName })
  const may = refusal === undefined
  return (
    <>
      <Button variant="primary" isAriaDisabled={!may} onClick={() => may && openPrunerDialog()}>
        {t('Edit')}
      </Button>{' '}
      <Button isAriaDisabled={!may || busy} isLoading={busy} onClick={() => may && change(!suspend)}>
        {suspend ? t('Resume') : t('Suspend')}
      </Button>
      {refusal !== undefined && <p className="rc-subtle rc-pruner__refusal">{refusal}</p>}
    </>
  )
}
