import { PromError } from '../../mocks/prometheus/ast.ts'
import { instantAnswer, rangeAnswer } from '../../mocks/prometheus/query.ts'
import { storedSource, type Samples, type Source } from '../../mocks/prometheus/source.ts'
import { consoleQueries } from './consoleQueries.ts'
import { ask, expect, missing, test } from './test.ts'

test.skip(missing.length > 0, `${missing.join(', ')} missing`)

interface Result {
  resultType: string
  result: unknown
}

interface Stored {
  metric: Record<string, string>
  values: [number, string][]
}

const numberOf = (text: string) => Number(text.replace('Inf', 'Infinity'))

/** What a Prometheus has stored in the minute before a time, in seconds. */
async function storedIn(prometheus: string, time: number): Promise<Source> {
  const query = '{__name__!=""}[1m]'
  const { data } = await ask<{ result: Stored[] }>(prometheus, 'query', { query, time: String(time) })
  return storedSource(
    data.result.map(({ metric, values }): Samples => ({
      labels: metric,
      times: values.map(([seconds]) => Math.round(seconds * 1000)),
      values: values.map(([, text]) => numberOf(text)),
    })),
  )
}

/** The same in any order, with numbers to ten digits: sums of the same numbers differ with their order. */
function comparable({ resultType, result }: Result): unknown {
  const rounded = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rounded)
    if (typeof value === 'string' && value !== '' && !Number.isNaN(numberOf(value)))
      return String(Number(numberOf(value).toPrecision(10)))
    return value
  }
  // JSON of both has the same shape, and its labels are sorted.
  const series = result as { metric?: Record<string, string>; value?: unknown; values?: unknown }[]
  if (resultType !== 'vector' && resultType !== 'matrix') return rounded(result)
  return series
    .map(({ metric = {}, value, values }) => [
      JSON.stringify(metric, Object.keys(metric).toSorted()),
      rounded(value ?? values),
    ])
    .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}

const requests = 'imageregistry_http_requests_total'
const duration = 'imageregistry_http_request_duration_seconds'

/** What the language can do beyond what the console asks. */
const others = [
  '1 + 2 * 3 ^ 2 ^ 0.5 % 4 - -1',
  '-2 ^ 2',
  '1 / 0',
  '-1 / 0',
  '0 / 0',
  '"text"',
  'time()',
  'vector(time()) > bool 5',
  'up',
  'up{job=~"image-.*",pod!~".*1"}',
  `sum without (instance, pod, service) (${requests})`,
  `count by (code) (${requests}) > 1`,
  `topk(3, ${requests})`,
  `bottomk by (pod) (2, ${requests}{code="200"})`,
  `quantile by (pod) (0.7, ${requests})`,
  `stddev(${requests}) + stdvar(${requests})`,
  `group by (pod) (up)`,
  `count_values by (job) ("value", up)`,
  `avg by (method) (${duration}) + on (method) group_left () max by (method) (${duration})`,
  `max by (method) (${duration})`,
  `min by (method) (${duration})`,
  `irate(${requests}[30s])`,
  `increase(${requests}[20s])`,
  `rate(${requests}[10s] offset 3s)`,
  `delta(imageregistry_http_in_flight_requests[20s])`,
  `deriv(kubelet_volume_stats_used_bytes[30s])`,
  `predict_linear(kubelet_volume_stats_available_bytes[30s], 3600)`,
  `resets(${requests}{pod="image-registry-1"}[1m]) + changes(${requests}{pod="image-registry-1"}[1m])`,
  `avg_over_time(${requests}[20s]) - min_over_time(${requests}[20s])`,
  `max_over_time(${requests}[20s]) / sum_over_time(${requests}[20s])`,
  `count_over_time(${requests}[20s]) + last_over_time(${requests}[20s])`,
  `quantile_over_time(0.3, ${requests}{code="200"}[20s])`,
  `present_over_time(up[5s])`,
  `absent(nonesuch{job="x",pod=~"y"})`,
  `absent(up)`,
  `absent_over_time(nonesuch{job="x"}[5s])`,
  `abs(-${requests}{code="404"}) - ceil(${requests}{code="404"} / 7) + floor(${requests}{code="404"} / 7)`,
  `round(${requests}{code="200"} / 7, 0.5)`,
  `sqrt(up) + ln(up) + exp(up) + log2(up) + log10(up) + sgn(up)`,
  `clamp(${requests}, 100, 500)`,
  `clamp_min(clamp_max(${requests}, 500), 100)`,
  `scalar(sum(up)) * 2`,
  `scalar(up)`,
  `vector(scalar(count(up)))`,
  `hour(vector(1795217351)) + minute(vector(1795217351)) + day_of_week(vector(1795217351))`,
  `label_replace(up, "short", "$1-x", "pod", "image-(.*)-(\\\\d)")`,
  `label_join(up{job="image-registry"}, "both", "/", "namespace", "pod")`,
  `sort_desc(sum by (code) (${requests}))`,
  `${requests} and on (pod) up{pod="image-registry-0"}`,
  `${requests} unless ignoring (code, method) label_replace(up, "x", "", "", "")`,
  `up{job="kubelet"} or up`,
  `${requests}{code="200"} / on (pod) group_left () sum by (pod) (${requests})`,
  `sum by (pod) (${requests}) * on (pod) group_right () ${requests}{code="200"}`,
  `${requests} / ignoring (code, method) group_left (job) sum without (code, method) (${requests})`,
  `up == bool 1`,
  `2 < up + 2`,
  `sum(${requests}) > sum(${requests} offset 5s)`,
  `histogram_quantile(0.9, registry_storage_action_seconds_bucket)`,
  `histogram_quantile(1.5, registry_storage_action_seconds_bucket{action="Stat"})`,
  `max_over_time(sum(${requests})[20s:5s])`,
  `sum(rate(${requests}[10s])) by (code)`,
  `${requests}{code="200"}[5s]`,
]

/** What is no query. */
const wrong = [
  'sum(',
  '',
  'up)',
  'up{',
  'up{job}',
  'up{job="a"',
  'up{job=1}',
  'up{job="a}',
  '{}',
  'up[5]',
  'up[5m',
  'rate(up)',
  'rate(up[5m], 1)',
  'nonesuch(up)',
  'up + ',
  'up up',
  'sum by (up)',
  'topk(up)',
  '1 == 1',
  'up and 1',
  'up + on (pod) group_left 1',
  'up ! 1',
  'up offset up',
  'label_replace(up, "a")',
  'sum(up[5m])',
  '"a" + 1',
  'up == bool',
  'sum(up) by',
  'sum(up) by (1)',
  'rate()',
  'sum()',
  'up{job="a" pod="b"}',
  'up{,}',
  'sum(rate(up[5m]) by (pod)',
  'up[5m:',
  'up[5m:]',
  'up[1h:5m] + 1',
  'rate(up[5m:]) +',
  'up{job=="a"}',
  'sum(up) without (pod,)',
  'up * bool up',
  '5m',
  'up{job="a"}}',
  'up; up',
  "'\\q'",
]

test('evaluates as the real one does, on the same samples', async ({ site }) => {
  const { time, source } = await frozen(site.prometheus)
  const different: unknown[] = []
  const without: string[] = []
  for (const query of [...consoleQueries.map((each) => each.query('2m')), ...others]) {
    const real = await ask<Result>(site.prometheus, 'query', { query, time: String(time) })
    expect(real.error, query).toBeUndefined()
    if (JSON.stringify(real.data.result) === '[]') without.push(query)
    const ours = comparable(instantAnswer(source, query, time * 1000))
    if (JSON.stringify(ours) !== JSON.stringify(comparable(real.data)))
      different.push({ query, ours, real: comparable(real.data) })
  }
  expect(different).toEqual([])
  // What finds nothing compares nothing.
  expect(without.length).toBeLessThan(8)
})

test('evaluates ranges as the real one does', async ({ site }) => {
  const { time, source } = await frozen(site.prometheus)
  const [start, end] = [time - 12, time]
  const different: unknown[] = []
  for (const each of consoleQueries) {
    const query = each.query('10s')
    const parameters = { query, start: String(start), end: String(end), step: '3' }
    const real = await ask<Result>(site.prometheus, 'query_range', parameters)
    expect(real.error, query).toBeUndefined()
    const ours = comparable(rangeAnswer(source, query, start * 1000, end * 1000, 3000))
    if (JSON.stringify(ours) !== JSON.stringify(comparable(real.data)))
      different.push({ query, ours, real: comparable(real.data) })
  }
  expect(different).toEqual([])
})

test('refuses what the real one refuses, in its words', async ({ site }) => {
  const build = await ask<{ version: string }>(site.prometheus, 'status/buildinfo', {})
  // Every few versions word some refusals anew.
  const sameWords = build.data.version.startsWith('2.4')
  const empty = storedSource([])
  const different: unknown[] = []
  for (const query of wrong) {
    const real = await ask<Result>(site.prometheus, 'query', { query, time: '60' })
    let ours = 'accepted'
    try {
      instantAnswer(empty, query, 60_000)
    } catch (error) {
      ours = error instanceof PromError ? error.message : String(error)
    }
    const theirs = real.error ?? 'accepted'
    if (sameWords ? ours !== theirs : (ours === 'accepted') !== (theirs === 'accepted'))
      different.push({ query, ours, theirs })
  }
  expect(different).toEqual([])
})

/** A moment that is over: nothing more is stored of it. */
async function frozen(prometheus: string): Promise<{ time: number; source: Source }> {
  const time = Math.floor(Date.now() / 1000) - 3
  return { time, source: await storedIn(prometheus, time) }
}
