import { formatBytes } from '../../../lib/bytes.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import { ageBands, choiceAges, choiceRevisions, type PreviewChoices } from './previewProtocol.ts'

export const metrics = ['bytes', 'images', 'revisions'] as const
/** What choices are compared by. */
export type Metric = (typeof metrics)[number]

/** One choice of age and revisions. */
export interface ChoiceCell {
  age: bigint
  revisions: number
  /** Undefined while it is being computed. */
  totals: PruneTotals | undefined
  /** Its amount as a share of the largest, from 0 to 1. */
  share: number
  present: boolean
  chosen: boolean
}

/** The choices as rows of ages, with what each would free beside the largest of them. */
export function choiceCells(
  choices: PreviewChoices | undefined,
  metric: Metric,
  chosen: PruneOptions,
  present: PruneOptions,
): readonly (readonly ChoiceCell[])[] {
  const all = choices?.totals.flatMap((row) => row ?? []) ?? []
  const largest = all.reduce((most, totals) => Math.max(most, amountOf(totals, metric)), 0)
  const isOf = (options: PruneOptions, age: bigint, revisions: number) =>
    options.keepYoungerThan === age && options.keepTagRevisions === revisions
  return choiceAges.map((age, row) =>
    choiceRevisions.map((revisions, column) => {
      const totals = choices?.totals[row]?.[column]
      return {
        age,
        revisions,
        totals,
        share: totals && largest > 0 ? amountOf(totals, metric) / largest : 0,
        present: isOf(present, age, revisions),
        chosen: isOf(chosen, age, revisions),
      }
    }),
  )
}

/** How much of it would go. */
export function amountOf(totals: PruneTotals, metric: Metric): number {
  if (metric === 'bytes') return totals.managedBytes
  return metric === 'images' ? totals.images : totals.streamItems
}

/** An amount as a cell shows it. */
export function amountText(amount: number, metric: Metric): string {
  return metric === 'bytes' ? formatBytes(amount) : formatNumber(amount)
}

/** An amount with what it is of, for those who only hear it. */
export function amountInWords(amount: number, metric: Metric): string {
  if (metric === 'bytes') return formatBytes(amount)
  return metric === 'images' ? t('{{count}} images', { count: amount }) : t('{{count}} revisions', { count: amount })
}

/** An age in words: "3 days". */
export function ageLabel(nanoseconds: bigint): string {
  return nanoseconds === 0n ? t('any age') : timeSpan(Number(nanoseconds / 1_000_000n))
}

/** The ages of a band of images, by its position: "1 h to 1 day". */
export function bandLabel(position: number): string {
  const end = ageBands[position] ?? Infinity
  const start = ageBands[position - 1]
  if (start === undefined) return t('under {{end}}', { end: timeSpan(end) })
  if (end === Infinity) return t('over {{start}}', { start: timeSpan(start) })
  return t('{{start}} to {{end}}', { start: timeSpan(start), end: timeSpan(end) })
}
