import '@patternfly/patternfly/components/Table/table.css'
import { useMemo } from 'react'
import { sentenceGap } from '../../lib/prose.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'
import { formatValue } from '../../ui/charts/chartFormat.ts'
import { LazyTimeChart } from '../../ui/charts/LazyTimeChart.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { spanWords } from './metricsView.ts'
import {
  bucketSeconds,
  budgetLeft,
  budgetSpan,
  burnLine,
  burnWindows,
  reachOf,
  shareWithin,
  windowResult,
  type Bucket,
  type Objectives,
  type WindowResult,
} from './objectives.ts'

interface ServiceLevelProps {
  objectives: Objectives
  buckets: readonly Bucket[]
  /** The slowest 99th percentile over time, in seconds. */
  slowest: readonly (readonly [seconds: number, value: number])[]
  start: number
  end: number
}

/** How the objectives were kept: the answer in a sentence, the windows as a table, the pace as a chart. */
export function ServiceLevel({ objectives, buckets, slowest, start, end }: ServiceLevelProps) {
  const { availability, latency, share } = objectives
  const lines = useMemo(
    () =>
      burnWindows.map((seconds) => ({
        name: t('over {{span}}', { span: spanWords(seconds) }),
        points: burnLine(buckets, seconds, availability),
      })),
    [buckets, availability],
  )
  const latencyLine = useMemo(() => [{ name: t('slowest pod, p99'), points: slowest }], [slowest])
  const month = windowResult(buckets, { end, seconds: budgetSpan, availability })
  const within = shareWithin(slowest, { end, seconds: budgetSpan, limit: latency })
  const reach = reachOf(buckets, end)
  const rows = [...burnWindows, budgetSpan].map((seconds) => ({
    seconds,
    result: windowResult(buckets, { end, seconds, availability }),
    share: shareWithin(slowest, { end, seconds, limit: latency }),
  }))
  return (
    <>
      <Panel title={t('Availability')}>
        <Verdict month={month} objective={availability} />
        <FastBurn burn={rows[0]?.result.burn} />
        {reach > 0 && reach < budgetSpan - 2 * bucketSeconds && (
          <Alert inline status="info" title={t('Prometheus keeps less than 30 days')}>
            <p>
              {t(
                'Its data of the registry reaches back {{span}}. The budget is counted over that time only, so what is left may be too good or too bad.',
                { span: reachWords(reach) },
              )}
            </p>
          </Alert>
        )}
        <WindowTable rows={rows} objectives={objectives} />
      </Panel>
      <Panel title={t('Burn rate of the error budget')}>
        <LazyTimeChart
          title={t('Burn rate of the error budget')}
          series={lines}
          unit="count"
          from={start}
          to={end}
          step={bucketSeconds}
          limit={{ name: t('used up in just 30 days'), value: 1 }}
        />
      </Panel>
      <Panel title={t('Latency')}>
        <p>
          {within === undefined
            ? t('Nothing is known of the latency: no request was timed in 30 days.')
            : t(
                'The slowest 99th percentile was within {{limit}} for {{share}} of the time. The objective is {{objective}}.',
                {
                  limit: formatValue(latency, 'seconds'),
                  share: percent(within),
                  objective: percent(share),
                },
              )}
          {sentenceGap()}
          {within !== undefined && <Kept kept={within >= share} />}
        </p>
        <LazyTimeChart
          title={t('Slowest 99th percentile of all pods and methods')}
          series={latencyLine}
          unit="seconds"
          from={start}
          to={end}
          step={bucketSeconds}
          limit={{ name: t('objective'), value: latency }}
        />
      </Panel>
    </>
  )
}

function Verdict({ month, objective }: { month: WindowResult; objective: number }) {
  const left = budgetLeft(month)
  if (month.ratio === undefined || left === undefined)
    return <p>{t('No request that counts was recorded in 30 days: there is nothing to judge.')}</p>
  const good = percent(1 - month.ratio)
  return (
    <p className="rc-metrics__verdict">
      {left < 0
        ? t(
            '{{good}} of requests were good, the objective is {{objective}}: the error budget is overspent by {{over}}.',
            {
              good,
              objective: percent(objective),
              over: percent(-left),
            },
          )
        : t('{{good}} of requests were good, the objective is {{objective}}: {{left}} of the error budget is left.', {
            good,
            objective: percent(objective),
            left: percent(left),
          })}
      {sentenceGap()}
      <Kept kept={left >= 0} />
    </p>
  )
}

/** From this pace on, somebody is called at night: in an hour a fiftieth of the budget is gone. */
const fastBurn = 14.4

function FastBurn({ burn }: { burn: number | undefined }) {
  if (burn === undefined || burn < fastBurn) return null
  const rate = formatValue(burn, 'count')
  return (
    <Alert inline status="warning" title={t('The budget is being used up fast')}>
      <p>
        {t('The burn rate of the last hour is {{rate}}: at this pace a full budget lasts {{span}}.', {
          rate,
          span: reachWords(budgetSpan / burn),
        })}
      </p>
    </Alert>
  )
}

function Kept({ kept }: { kept: boolean }) {
  return <StatusLabel status={kept ? 'success' : 'danger'}>{kept ? t('Kept') : t('Missed')}</StatusLabel>
}

interface Row {
  seconds: number
  result: WindowResult
  share: number | undefined
}

function WindowTable({ rows, objectives }: { rows: readonly Row[]; objectives: Objectives }) {
  const limit = formatValue(objectives.latency, 'seconds')
  const titles = [
    t('Window'),
    t('Requests'),
    t('Failed'),
    t('Good requests'),
    t('Burn rate'),
    t('p99 within {{limit}}', { limit }),
    t('At this pace'),
  ]
  return (
    <table className="pf-v6-c-table pf-m-compact rc-metrics__table" aria-label={t('Error budget by window')}>
      <thead className="pf-v6-c-table__thead">
        <tr className="pf-v6-c-table__tr">
          {titles.map((title, index) => (
            <th
              key={title}
              scope="col"
              className={`pf-v6-c-table__th pf-m-nowrap${isNumber(index) ? ' rc-table__end' : ''}`}
            >
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="pf-v6-c-table__tbody">
        {rows.map(({ seconds, result, share }) => {
          const { counted, failed, ratio, burn } = result
          const cells = [
            formatNumber(Math.round(counted)),
            formatNumber(Math.round(failed)),
            ratio === undefined ? t('no data') : percent(1 - ratio),
            burn === undefined ? t('no data') : formatValue(burn, 'count'),
            share === undefined ? t('no data') : percent(share),
            paceOf(burn),
          ]
          return (
            <tr key={seconds} className="pf-v6-c-table__tr">
              <th scope="row" className="pf-v6-c-table__th" data-label={titles[0]}>
                {spanWords(seconds)}
              </th>
              {cells.map((cell, index) => (
                <td
                  key={titles[index + 1]}
                  className={`pf-v6-c-table__td${isNumber(index + 1) ? ' rc-table__end' : ''}`}
                  data-label={titles[index + 1]}
                >
                  {cell}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const isNumber = (column: number) => column > 0 && column < 6

function paceOf(burn: number | undefined): string {
  if (burn === undefined) return ''
  if (burn === 0) return t('No failures')
  if (burn <= 1) return t('Within the budget')
  return t('A full budget lasts {{span}}', { span: reachWords(budgetSpan / burn) })
}

/** A span in whole days, else hours. */
function reachWords(seconds: number): string {
  const [day, hour] = [86_400, 3600]
  if (seconds >= 2 * day) return spanWords(Math.round(seconds / day) * day)
  return seconds >= hour ? spanWords(Math.round(seconds / hour) * hour) : t('less than an hour')
}

/** Enough digits to tell 99.95 % from 100 %. */
function percent(share: number): string {
  const digits = share > 0.99 && share < 1 ? 3 : 1
  // Rounding must not turn a failure into none.
  const rounded = Math.floor(share * 100 * 10 ** digits + 1e-9) / 10 ** digits
  return t('{{amount}} %', { amount: formatNumber(rounded) })
}
