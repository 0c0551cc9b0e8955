import { t } from '../../lib/t.ts'
import { isObserved, settingsOf, type ImagePruner, type PrunerCondition } from './imagePruner.ts'

/** A condition of the pruner's status: what it means, and what to do about it. */
export interface ExplainedCondition extends PrunerCondition {
  tone: 'success' | 'warning' | 'danger' | 'info' | 'none'
  /** Undefined for conditions that are not known here. */
  meaning?: string
  next?: string
}

/** All conditions of the status in words (cluster-image-registry-operator pkg/operator/imagepruner_status.go). */
export function explainedConditions({ status }: Pick<ImagePruner, 'status'>): ExplainedCondition[] {
  return (status?.conditions ?? []).map((condition) => ({ ...condition, ...explain(condition) }))
}

type Explanation = Pick<ExplainedCondition, 'tone' | 'meaning' | 'next'>

function explain(condition: PrunerCondition): Explanation {
  const { type, status } = condition
  if (status !== 'True' && status !== 'False') return { tone: 'none' }
  const isTrue = status === 'True'
  switch (type) {
    case 'Available':
      return isTrue
        ? { tone: 'success', meaning: t('The CronJob that starts the runs exists.') }
        : {
            tone: 'danger',
            meaning: t('There is no CronJob: no run starts.'),
            next: t(
              'The operator makes it again by itself. If it does not, Degraded says why, or the operator is not running.',
            ),
          }
    case 'Failed':
      return isTrue
        ? {
            tone: 'danger',
            meaning: t(
              'The newest finished job of the project openshift-image-registry has failed. It may be another than a run of the pruner: the operator does not tell them apart.',
            ),
            next: t('Look under Runs which job it was, and at its log. The next job that completes clears this.'),
          }
        : {
            tone: 'success',
            meaning: t(
              'The newest finished job of the project openshift-image-registry completed, whatever job it was, or none has run yet.',
            ),
          }
    case 'Scheduled':
      return isTrue
        ? { tone: 'success', meaning: t('Runs start by schedule.') }
        : {
            tone: 'warning',
            meaning: t('It is suspended: no run starts by itself.'),
            next: t('Resume it to have images pruned again. Run now works all the same.'),
          }
    case 'Degraded':
      return isTrue ? degraded(condition) : { tone: 'success', meaning: t('The operator has nothing to complain of.') }
    default:
      return { tone: 'none' }
  }
}

function degraded({ reason, message = '' }: PrunerCondition): Explanation {
  if (reason === 'SyncError')
    return {
      tone: 'danger',
      meaning: t(
        'The operator could not bring the CronJob in line with the settings. It goes on as it was before. The cluster operator image-registry is degraded too.',
      ),
      next: message.includes('spec.schedule')
        ? t('Put the schedule right: the message says what is wrong with it.')
        : t('Put right what the message names. Where it is no setting, the operator tries again by itself.'),
    }
  if (reason === 'JobFailed')
    return {
      tone: 'danger',
      meaning: t(
        'The newest finished job of the project openshift-image-registry has failed, whatever job it was. The cluster operator image-registry is degraded too.',
      ),
      next: t(
        'Look under Runs which job it was, and at its log. When the cause is gone, Run now: a job that completes clears this. So does deleting the failed job.',
      ),
    }
  return { tone: 'danger' }
}

/** Why the status is not that of the present settings. `unreadable`: the operator cannot read them, and will not until they are changed. */
export function statusLag(pruner: ImagePruner): 'waiting' | 'unreadable' | undefined {
  if (settingsOf(pruner).keepYoungerThanFrom === 'unreadable') return 'unreadable'
  return isObserved(pruner) ? undefined : 'waiting'
}
