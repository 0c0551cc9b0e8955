import type { PruneCounts, PruneLog } from '../../../lib/pruneLog.ts'
import { isNothing } from '../../../lib/pruneLog.ts'
import { locale, t } from '../../../lib/t.ts'
import type { StatusKind } from '../../../ui/StatusLabel.tsx'
import type { PrunerRun } from './useRuns.ts'

/** A state in a word, as its label shows it. */
export function stateWord({ state, pod }: Pick<PrunerRun, 'state' | 'pod'>): {
  status: StatusKind | 'none'
  word: string
} {
  switch (state.kind) {
    case 'complete':
      return { status: 'success', word: t('Completed') }
    case 'failed':
      return { status: 'danger', word: t('Failed') }
    case 'suspended':
      return { status: 'none', word: t('Suspended') }
    case 'deleting':
      return { status: 'none', word: t('Being deleted') }
    default:
      return pod?.status?.phase === 'Running'
        ? { status: 'info', word: t('Running') }
        : { status: 'info', word: t('Starting') }
  }
}

/** What started a run, in words. */
export function triggerWord({ trigger }: Pick<PrunerRun, 'trigger'>): string {
  return trigger.by === 'schedule' ? t('Schedule') : t('By hand')
}

/** What matters of the counts, for a cell: "130 images, 122 revisions and 390 blobs". */
export function shortCounts({ images, streamItems, blobs }: PruneCounts): string {
  return listText([
    images > 0 && t('{{count}} images', { count: images }),
    streamItems > 0 && t('{{count}} revisions', { count: streamItems }),
    blobs > 0 && t('{{count}} blobs', { count: blobs }),
  ])
}

/** All counts, in the order of the log's summary. */
export function allCounts({ images, streamItems, streams, layerLinks, manifestLinks, blobs }: PruneCounts): string {
  const revisions = t('{{count}} revisions', { count: streamItems })
  return listText([
    images > 0 && t('{{count}} images', { count: images }),
    streamItems > 0 && t('{{revisions}} in {{count}} image streams', { revisions, count: streams }),
    layerLinks > 0 && t('{{count}} layer links', { count: layerLinks }),
    manifestLinks > 0 && t('{{count}} manifest links', { count: manifestLinks }),
    blobs > 0 && t('{{count}} blobs', { count: blobs }),
  ])
}

/** What a run says it deleted, for a cell: only its last summary counts. Undefined without one. */
export function summaryText(log: PruneLog, dryRun: boolean): string | undefined {
  const { summary } = log.last
  if (!summary) return undefined
  if (isNothing(summary)) return dryRun ? t('Would delete nothing') : t('Nothing')
  const counts = shortCounts(summary) || allCounts(summary)
  return dryRun ? t('Would delete {{counts}}', { counts }) : counts
}

/** The line of a log that best says why a run failed: of its last attempt that says anything. */
export function lastError({ attempts }: PruneLog): string | undefined {
  return attempts.findLast(({ errorCount }) => errorCount > 0)?.errors.at(-1)
}

/** Some texts as a list in the language of the page; what is false is left out. */
function listText(parts: readonly (string | false)[]): string {
  const texts = parts.filter((part): part is string => part !== false)
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(texts)
}

/** Milliseconds as a duration to the second: "2 s", "3 min 20 s", "1 h 5 min". */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return t('{{count}} s', { count: seconds })
  const minutes = Math.floor(seconds / 60)
  const part = (first: string, second: string | false) => (second ? `${first} ${second}` : first)
  if (minutes < 60)
    return part(t('{{count}} min', { count: minutes }), seconds % 60 > 0 && t('{{count}} s', { count: seconds % 60 }))
  const hours = Math.floor(minutes / 60)
  return part(t('{{count}} h', { count: hours }), minutes % 60 > 0 && t('{{count}} min', { count: minutes % 60 }))
}
