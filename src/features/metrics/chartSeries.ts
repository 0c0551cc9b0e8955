import type { PromSeries } from '../../prometheus/client.ts'
import type { RegistryChart } from '../../prometheus/registryQuery.ts'
import type { ChartSeries } from '../../ui/charts/chartTypes.ts'

interface Answer {
  series: readonly PromSeries[]
}

/** The lines of a chart from the answers to its queries, by name. Those that have not been answered are left out. */
export function seriesOf(chart: RegistryChart, answers: readonly (Answer | undefined)[]): ChartSeries[] {
  return chart.queries.flatMap((query, index) =>
    (answers[index]?.series ?? [])
      .map(({ labels, points }) => ({ name: query.legend(labels) || query.title(), points }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
  )
}

/** How many lines came, and how many of their points have a value. */
export function valuelessOf(answers: readonly (Answer | undefined)[]): { lines: number; values: number } {
  const lines = answers.flatMap((answer) => answer?.series ?? [])
  const values = lines.reduce((sum, { points }) => sum + points.filter(([, value]) => Number.isFinite(value)).length, 0)
  return { lines: lines.length, values }
}
