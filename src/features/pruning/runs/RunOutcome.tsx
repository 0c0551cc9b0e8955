import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { isFinished } from '../../../k8s/resources/job.ts'
import { isNothing, type PruneAttempt, type PruneCounts, type PruneLog } from '../../../lib/pruneLog.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { showToast } from '../../../ui/toasts.ts'
import { FailureAdvice } from './FailureAdvice.tsx'
import { openRunDialog } from './runDialogs.tsx'
import { allCounts, lastError } from './runWords.ts'
import type { PrunerRun } from './useRuns.ts'

export interface RunOutcomeProps {
  run: PrunerRun
  /** What its log says, as far as it is known. */
  log: PruneLog | undefined
  /** Whether the log is known to its end. */
  whole: boolean
  /** Whether nothing more comes, and somebody has seen it going: they are told. */
  tell: boolean
}

/** What came of a run, in a sentence; while it goes, how far it is. Says so when it ends. */
export function RunOutcome({ run, log, whole, tell }: RunOutcomeProps) {
  const { state } = run
  const dryRun = run.settings?.dryRun === true || log?.last.dryRun === true
  const finished = isFinished(run.job)
  const failed = state.kind === 'failed'
  const sentence = outcomeSentence({ run, log, whole, dryRun })
  useEndToast({
    ended: tell && finished,
    title: failed
      ? t('The run {{name}} failed', { name: run.name })
      : t('The run {{name}} completed', { name: run.name }),
    status: failed ? 'danger' : 'success',
    description: sentence,
  })
  const errors = log?.last.errors ?? []
  const reason = failed && log ? lastError(log) : undefined
  return (
    <div className="rc-run__outcome">
      <p className="rc-run__sentence">{sentence}</p>
      {failed && (
        <Alert
          inline
          status="danger"
          title={t('This run failed')}
          actions={
            <Button onClick={() => openRunDialog(dryRun ? 'dry-run' : 'run')}>
              {dryRun ? t('Dry run on the cluster') : t('Run now')}
            </Button>
          }
        >
          {reason && <ServerMessage message={reason} />}
          <p className="rc-subtle">{[state.reason, state.message].filter(Boolean).join(': ')}</p>
          {log && log.last.invalidReferences.length > 0 ? (
            <InvalidReferences attempt={log.last} />
          ) : (
            <>
              {!dryRun && !(log && whole && isUntouched(log)) && (
                <p>{t('What it had deleted stays deleted; the next run goes on with the rest.')}</p>
              )}
              <FailureAdvice error={reason} />
            </>
          )}
        </Alert>
      )}
      {!failed && errors.length > 0 && (
        <Alert inline status="warning" title={t('{{count}} errors', { count: log?.last.errorCount ?? 0 })}>
          <Lines lines={errors} />
        </Alert>
      )}
      {log?.last.metadataOnly && (
        <p>{t('Only API objects: the storage of the registry is left alone, and no space is freed.')}</p>
      )}
      {log && log.attempts.length > 1 && <Attempts attempts={log.attempts} state={state.kind} />}
    </div>
  )
}

function outcomeSentence({ run, log, whole, dryRun }: Omit<RunOutcomeProps, 'tell'> & { dryRun: boolean }): string {
  const kind = run.state.kind
  const finished = kind === 'complete' || kind === 'failed'
  if (kind === 'suspended') return t('This run is suspended: it does not begin until its job is resumed.')
  const { summary, counted } = log?.last ?? {}
  if (summary && isNothing(summary))
    return dryRun ? t('A run like this would delete nothing.') : t('There was nothing to delete.')
  if (summary) {
    const counts = allCounts(summary)
    return dryRun
      ? t('A run like this would delete {{counts}}. Nothing was deleted.', { counts })
      : t('This run deleted {{counts}}.', { counts })
  }
  const soFar = counted && !isNothing(counted) ? counted : undefined
  if (!finished) return goingSentence(soFar, dryRun, log)
  if (soFar && whole) {
    const counts = allCounts(soFar)
    return dryRun
      ? t('The log ends without a summary, after {{counts}} that would be deleted. Nothing was deleted.', { counts })
      : t('The log ends without a summary. Its lines speak of {{counts}}.', { counts })
  }
  if (log?.last.lost !== undefined)
    return dryRun ? t('Nothing was deleted.') : t('The node has lost its log: what it deleted is not known any more.')
  if (log && whole && kind === 'failed' && isUntouched(log)) return t('It failed before it deleted anything.')
  if (kind === 'failed') return dryRun ? t('Nothing was deleted.') : t('It is not known how much it deleted.')
  if (!log) return dryRun ? t('Nothing was deleted.') : t('What it deleted is not known any more.')
  return whole ? t('The log ends without a summary.') : t('Reading what it deleted.')
}

/** Whether no line of any attempt speaks of deleting, of a log that is there. */
const isUntouched = ({ attempts }: PruneLog) =>
  attempts.every(
    ({ counted, summary, lost }) => lost === undefined && isNothing(counted) && !(summary && !isNothing(summary)),
  )

function goingSentence(soFar: PruneCounts | undefined, dryRun: boolean, log: PruneLog | undefined): string {
  if (soFar) {
    const counts = allCounts(soFar)
    return dryRun
      ? t('So far it would delete {{counts}}. Nothing is deleted.', { counts })
      : t('So far it has begun to delete {{counts}}.', { counts })
  }
  if (!log) return dryRun ? t('This dry run begins. Nothing is deleted.') : t('This run begins.')
  return t('It looks at what there is.')
}

function InvalidReferences({ attempt: { invalidReferences } }: { attempt: PruneAttempt }) {
  return (
    <>
      <p>
        {t('{{count}} references cannot be read, which stops a run before it deletes anything.', {
          count: invalidReferences.length,
        })}
        {sentenceGap()}
        {t('Mend or delete the objects that have them, or let the pruner ignore invalid image references.')}
        {sentenceGap()}
        <Link to={paths.pruning('preview', { view: 'references' })}>{t('See those there are now')}</Link>
      </p>
      <Lines lines={invalidReferences} />
    </>
  )
}

/** The first lines of many; the others are in the log. */
function Lines({ lines }: { lines: readonly string[] }) {
  const most = 5
  return (
    <ul className="rc-run__lines">
      {lines.slice(0, most).map((line, index) => (
        <li key={`${String(index)} ${line}`}>
          <code>{line}</code>
        </li>
      ))}
      {lines.length > most && <li>{t('{{count}} more are in the log.', { count: lines.length - most })}</li>}
    </ul>
  )
}

function Attempts({ attempts, state }: { attempts: readonly PruneAttempt[]; state: PrunerRun['state']['kind'] }) {
  return (
    <section aria-label={t('Attempts')}>
      <h3 className="pf-v6-c-title pf-m-md">{t('Attempts')}</h3>
      <ol className="rc-run__lines">
        {attempts.map((attempt, index) => {
          const before = attempts[index - 1]
          const error = attempt.exitCode === undefined ? undefined : attempt.errors.at(-1)
          const again = error !== undefined && error === before?.errors.at(-1)
          return (
            <li key={attempt.number} value={attempt.number}>
              {attemptText(attempt, before, state)}
              {attempt.summary && !isNothing(attempt.summary) && `: ${allCounts(attempt.summary)}`}
              {again && `, ${t('with the same error')}`}
              {error && !again && (
                <div>
                  <code>{error}</code>
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What became of an attempt. Between two of them the pruner waits, each time 30 s longer. */
function attemptText(
  { exitCode, summary, lineCount }: PruneAttempt,
  before: PruneAttempt | undefined,
  state: PrunerRun['state']['kind'],
): string {
  if (exitCode !== undefined) return t('failed with exit code {{code}}', { code: exitCode })
  if (state === 'failed') return t('failed, and was the last one')
  if (summary || state === 'complete') return t('completed: it is the one that counts')
  if (lineCount > 0 || !before) return t('goes on')
  return t('begins after {{seconds}} s', { seconds: before.number * 30 })
}

interface End {
  ended: boolean
  title: string
  status: 'success' | 'danger'
  description: string
}

/** Tells of the end of a run, once. */
function useEndToast({ ended, title, status, description }: End): void {
  const told = useRef(false)
  // Toasts are outside React.
  useEffect(() => {
    if (!ended || told.current) return
    told.current = true
    showToast({ status, title, description })
  }, [ended, title, status, description])
}
