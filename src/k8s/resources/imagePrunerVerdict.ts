import type { CronJob } from './cronJob.ts'
import { prunerCondition, type ImagePruner } from './imagePruner.ts'
import { statusLag } from './imagePrunerConditions.ts'
import { t } from '../../lib/t.ts'

/** How pruning stands, in a sentence, and the cluster's own words for it. */
export interface PrunerVerdict {
  status: 'success' | 'info' | 'warning' | 'danger'
  title: string
  why?: string
  /** The reason of the condition that says so. */
  reason?: string
  /** The operator's own words. */
  message?: string
  /** Whether the runs tell more. */
  isAboutRuns?: boolean
}

/** How pruning stands. `cronJob` is null when there is none, undefined when that is not known. */
export function prunerVerdict(pruner: ImagePruner, cronJob: CronJob | null | undefined): PrunerVerdict {
  const lag = statusLag(pruner)
  const is = (type: string, status: string, reason?: string) => {
    const condition = prunerCondition(pruner, type)
    return condition?.status === status && (reason === undefined || condition.reason === reason)
  }
  if (lag === 'unreadable')
    return {
      status: 'danger',
      title: t('The operator cannot read these settings'),
      why: t(
        'Keep younger than is no duration. Nothing that is changed here takes effect until that is put right, not even suspending; the status below is an old one.',
      ),
    }
  if (cronJob === null)
    return { status: 'danger', title: t('No run starts: the CronJob is missing'), why: t('The operator makes it.') }
  if (lag === 'waiting')
    return {
      status: 'info',
      title: t('The operator has not acted on these settings yet'),
      why: t('The conditions below are those of the settings before. If it stays so, the operator is not running.'),
    }
  const degraded = prunerCondition(pruner, 'Degraded')
  if (is('Degraded', 'True', 'SyncError'))
    return {
      status: 'danger',
      title: t('The operator cannot apply these settings'),
      why: t('The CronJob goes on as it was before.'),
      reason: 'SyncError',
      ...(degraded?.message && { message: degraded.message }),
    }
  const failed = prunerCondition(pruner, 'Failed')
  if (failed?.status === 'True' || is('Degraded', 'True'))
    return {
      status: 'danger',
      title: t('The newest job has failed'),
      why: t('It may be another job than a run of the pruner.'),
      isAboutRuns: true,
      reason: (failed?.status === 'True' ? failed : degraded)?.reason || 'Failed',
    }
  if (pruner.spec?.suspend)
    return { status: 'warning', title: t('Pruning is suspended'), why: t('No run starts by itself.') }
  return { status: 'success', title: t('Pruning is on') }
}
