import { useQueries } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { t } from '../../lib/t.ts'
import { spanOf } from '../../prometheus/client.ts'
import { objectiveQueries } from '../../prometheus/objectiveQueries.ts'
import { promDuration } from '../../prometheus/rateWindow.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { keepFocus } from '../../ui/titleFocus.ts'
import { MetricsNotice } from './MetricsNotice.tsx'
import { ObjectiveFields } from './ObjectiveFields.tsx'
import { keepObjectives, keptObjectives } from './objectivePreference.ts'
import { bucketSeconds, bucketsOf, budgetSpan, objectiveParams, objectivesOf, type Objectives } from './objectives.ts'
import { ServiceLevel } from './ServiceLevel.tsx'
import './metrics.css'

const window = promDuration(bucketSeconds)
const queries = [objectiveQueries.counted, objectiveQueries.failed, objectiveQueries.slowest].map((query) => ({
  // To the minute, and not only to the half hour: what burns now is seen now.
  ...spanOf(query.expr(window), { last: budgetSpan, grid: 60 }, bucketSeconds),
  staleTime: 60_000,
  refetchInterval: 300_000,
}))

/** A service level of one's own: how much of what is asked of the registry was kept in 30 days, and how fast the rest is used up. */
export function ObjectivesTab() {
  const [params, setParams] = useSearchParams()
  const objectives = objectivesOf(params, keptObjectives())
  const results = useQueries({ queries })
  const change = (next: Objectives) => {
    const wanted = objectiveParams(next)
    keepObjectives(wanted.toString())
    const address = new URLSearchParams(params)
    for (const [name, value] of wanted) address.set(name, value)
    setParams(address, { replace: true, state: keepFocus })
  }
  const [counted, failed, slowest] = results.map(({ data }) => data)
  const error = results.find((result) => result.error)?.error
  return (
    <div className="rc-metrics__alerts">
      <ObjectiveFields objectives={objectives} onChange={change} />
      {error && (
        <MetricsNotice
          error={error}
          onRetry={() => {
            for (const { refetch } of results) void refetch()
          }}
        />
      )}
      {counted && failed && slowest ? (
        <ServiceLevel
          objectives={objectives}
          buckets={bucketsOf(counted.series[0]?.points ?? [], failed.series[0]?.points ?? [])}
          slowest={slowest.series[0]?.points ?? []}
          start={counted.start}
          end={counted.end}
        />
      ) : error ? null : (
        <SkeletonLines lines={8} />
      )}
      <Definition />
    </div>
  )
}

/** What is counted, exactly. */
function Definition() {
  return (
    <details className="rc-metrics__definition">
      <summary>{t('How this is counted')}</summary>
      <ul>
        <li>
          {t(
            'A request counts unless its answer is 401 or 404: the first begins every login, the second every push. Of those that count it is good unless its answer is 5xx. So 403, 429 inside the registry and other refusals of the client are good: the registry did its work.',
          )}
        </li>
        <li>
          {t(
            'What never reaches the counters is not seen: requests while no pod answered, and those that the limiter (429) or a failing storage check (503) turned away at the door.',
          )}
        </li>
        <li>
          {t(
            'The error budget is the share of requests that may fail: 0.1 % for 99.9 %. A burn rate of 1 uses it up in just 30 days, of 14.4 in two days.',
          )}
        </li>
        <li>
          {t(
            'Latency is not counted by request: the registry exports summaries, which do not say how many requests were within a time. It is the share of the time, in steps of half an hour, in which the slowest 99th percentile of all pods and methods was within the objective. Times without requests do not count.',
          )}
        </li>
      </ul>
      {Object.values(objectiveQueries).map((query) => (
        <p key={query.id} className="rc-metrics__expression">
          {query.title()} <code>{query.expr(window)}</code>
        </p>
      ))}
    </details>
  )
}
