import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { isFinished } from '../../../k8s/resources/job.ts'
import { hasStarted } from '../../../k8s/resources/pod.ts'
import { prunerContainerOf } from '../../../k8s/resources/prunerJob.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { Duration } from './Duration.tsx'
import { LoggedRun, UnloggedRun } from './RunLogView.tsx'
import { openDeleteDialog } from './runDialogs.tsx'
import { settingsTerms } from './RunSettingsText.tsx'
import { stateWord } from './runWords.ts'
import type { PrunerRun, PrunerRuns } from './useRuns.ts'

/** One run: what came of it, what it was told, and its log, live while it goes. */
export function RunView({ name, runs }: { name: string; runs: PrunerRuns }) {
  const found = runs.runs.find((run) => run.name === name)
  // What was deleted meanwhile stays on the page of whoever reads it.
  const [known, setKnown] = useState(found)
  if (found && found !== known) setKnown(found)
  const [watched, setWatched] = useState(false)
  if (found && !watched && !isFinished(found.job)) setWatched(true)
  const run = found ?? known
  if (!run) return runs.complete ? <NoRun name={name} /> : <SkeletonLines lines={10} />
  const facts = (
    <div className="rc-run__facts">
      <DescriptionList label={t('About this run')} terms={termsOf(run)} />
    </div>
  )
  return (
    <>
      <RunHeader run={run} />
      {!found && (
        <Alert inline live status="warning" title={t('This run was deleted')}>
          {t('By hand, or because the history keeps only the last few. What was read of it is still here.')}
        </Alert>
      )}
      {run.pod && hasStarted(run.pod, prunerContainerOf(run.pod)) ? (
        <LoggedRun key={run.pod.metadata.uid} run={run} pod={run.pod} watched={watched}>
          {facts}
        </LoggedRun>
      ) : (
        <UnloggedRun run={run} pods={runs.pods} watched={watched}>
          {facts}
        </UnloggedRun>
      )}
    </>
  )
}

function RunHeader({ run }: { run: PrunerRun }) {
  const navigate = useNavigate()
  const { status, word } = stateWord(run)
  const back = paths.pruning('runs')
  return (
    <div className="rc-run__header">
      <Link to={back} state={keepFocus}>
        {t('All runs')}
      </Link>
      <div className="rc-run__title">
        <h2 className="pf-v6-c-title pf-m-xl rc-page__h1" tabIndex={-1}>
          {run.name}
        </h2>
        <StatusLabel status={status}>{word}</StatusLabel>
        {run.settings?.dryRun && <StatusLabel status="none">{t('Dry run')}</StatusLabel>}
        <Button
          variant="link"
          isDanger
          className="rc-run__delete"
          onClick={() => openDeleteDialog(run.name, () => void navigate(back, { state: keepFocus }))}
        >
          {t('Delete run')}
        </Button>
      </div>
    </div>
  )
}

function termsOf({ job, pod, start, end, trigger, settings }: PrunerRun): Term[] {
  return [
    {
      name: t('Started by'),
      value:
        trigger.by === 'hand' ? (
          t('By hand')
        ) : (
          <>
            {t('Schedule')} <Timestamp value={trigger.at} />
          </>
        ),
    },
    { name: t('Started'), value: <Timestamp value={start} /> },
    ...(end ? [{ name: t('Ended'), value: <Timestamp value={end} /> }] : []),
    { name: t('Duration'), value: <Duration job={job} /> },
    ...(pod
      ? [
          {
            name: t('Pod'),
            value: (
              <>
                <Link className="rc-break" to={paths.pod(pod.metadata.name)}>
                  {pod.metadata.name}
                </Link>
                {pod.spec?.nodeName && <> {t('on {{node}}', { node: pod.spec.nodeName })}</>}
              </>
            ),
          },
        ]
      : []),
    ...(settings
      ? settingsTerms(settings)
      : [
          {
            name: t('Settings'),
            value: t('Not known: its command is not `oc adm prune images` with options of its own.'),
          },
        ]),
  ]
}

function NoRun({ name }: { name: string }) {
  return (
    <EmptyState
      title={t('The run {{name}} is not there', { name })}
      actions={
        <Link to={paths.pruning('runs')} state={keepFocus}>
          {t('All runs')}
        </Link>
      }
    >
      <p>{t('It was deleted, by hand or because the history keeps only the last few runs.')}</p>
    </EmptyState>
  )
}
