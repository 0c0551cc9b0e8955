import { Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core/dist/esm/components/Card'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { spanOf } from '../../prometheus/client.ts'
import { problemOf } from '../../prometheus/PrometheusError.ts'
import { rateWindow } from '../../prometheus/rateWindow.ts'
import type { RegistryChart } from '../../prometheus/registryQuery.ts'
import { Button } from '../../ui/Button.tsx'
import { ChartSkeleton } from '../../ui/charts/ChartSkeleton.tsx'
import { LazyTimeChart } from '../../ui/charts/LazyTimeChart.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ServerMessage } from '../../ui/ServerMessage.tsx'
import { seriesOf, valuelessOf } from './chartSeries.ts'
import { isForAll, neededFor } from './MetricsNotice.tsx'
import type { MetricsView } from './metricsView.ts'
import { useInView } from './useInView.ts'

interface MetricChartProps {
  chart: RegistryChart
  view: MetricsView
  /** Why no query can succeed: the page says so already. */
  blocked: unknown
  onZoom: (from: number, to: number) => void
  /** Shows this chart alone, or all again. */
  onEnlarge: () => void
}

/** One chart with its title, which loads when it comes into sight, and fails alone. */
export function MetricChart({ chart, view, blocked, onZoom, onEnlarge }: MetricChartProps) {
  const card = useRef<HTMLDivElement>(null)
  const seen = useInView(card)
  const window = rateWindow(view.step)
  const { answers, errors } = useQueries({
    queries: chart.queries.map((query) => ({
      ...spanOf(query.expr(window), view.span, view.step),
      // What was shown stays until the answer for another time is there.
      placeholderData: keepPreviousData,
      enabled: seen && !blocked,
      refetchInterval: view.refresh > 0 ? view.refresh * 1000 : (false as const),
    })),
    combine: together,
  })
  const answered = answers.find((answer) => answer !== undefined)
  const series = useMemo(() => seriesOf(chart, answers), [chart, answers])
  const failed = errors.flatMap((error, index) =>
    error ? [{ error, query: chart.queries[index]?.expr(window) ?? '' }] : [],
  )
  const warnings = [...new Set(answers.flatMap((answer) => answer?.warnings ?? []))]
  const large = view.chart === chart.id
  const title = chart.title()
  const height = large ? 420 : 200
  const needed = blocked ?? failed.map(({ error }) => error).find(isForAll)

  return (
    <Card component="section" aria-label={title} className="rc-panel rc-metrics__chart" ref={card}>
      <CardHeader
        actions={{
          actions: (
            <>
              <CopyButton
                what={t('PromQL of {{title}}', { title })}
                text={() => chart.queries.map((query) => query.expr(window)).join('\n')}
              />
              <Button
                variant="link"
                isInline
                onClick={onEnlarge}
                aria-label={large ? t('Show all charts') : t('Enlarge {{title}}', { title })}
              >
                {large ? t('Show all charts') : t('Enlarge')}
              </Button>
            </>
          ),
        }}
      >
        <CardTitle component="h2">{title}</CardTitle>
      </CardHeader>
      <CardBody>
        <p className="rc-subtle rc-metrics__help">{chart.help()}</p>
        {needed ? (
          <p className="rc-metrics__empty" style={{ minBlockSize: height }}>
            {neededFor(needed)}
          </p>
        ) : (
          <>
            {failed.map(({ error, query }) => (
              <QueryFailure key={query} error={error} query={query} />
            ))}
            {answered ? (
              series.length > 0 && (
                <LazyTimeChart
                  title={title}
                  series={series}
                  unit={chart.unit}
                  from={answered.start}
                  to={answered.end}
                  step={view.step}
                  height={height}
                  onZoom={onZoom}
                />
              )
            ) : failed.length === 0 ? (
              <ChartSkeleton height={height} isAhead={!seen} />
            ) : null}
            {answered && failed.length === 0 && <Nothing chart={chart} {...valuelessOf(answers)} />}
            {warnings.map((warning) => (
              <p className="rc-subtle" key={warning}>
                {t('Prometheus says: {{warning}}', { warning })}
              </p>
            ))}
          </>
        )}
      </CardBody>
    </Card>
  )
}

// The same objects until there are others: nothing is drawn again for nothing.
function together<D, E>(results: readonly { data: D; error: E }[]) {
  return { answers: results.map(({ data }) => data), errors: results.map(({ error }) => error) }
}

/** Why there is nothing to see. */
function Nothing({ chart, lines, values }: { chart: RegistryChart; lines: number; values: number }) {
  if (values > 0) return null
  if (lines > 0)
    return (
      <p className="rc-metrics__empty">
        {t('No data: without traffic there is nothing to divide by, and summaries forget after ten minutes.')}
      </p>
    )
  return (
    <p className="rc-metrics__empty">
      {t('No data in this time.')}
      {sentenceGap()}
      {chart.whyEmpty?.() ??
        t('Nothing was counted, or the pods restarted: their lines begin anew with the first event.')}
    </p>
  )
}

function QueryFailure({ error, query }: { error: unknown; query: string }) {
  const { title, advice, message, problem } = problemOf(error)
  return (
    <div className="rc-metrics__failure" role="group" aria-label={title}>
      <p>
        <strong>{title}</strong> {advice}
      </p>
      <ServerMessage message={message} />
      {problem === 'bad-query' && (
        <p className="rc-metrics__expression">
          <code>{query}</code>
        </p>
      )}
    </div>
  )
}
