import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PromError } from './ast.ts'
import { instantAnswer, rangeAnswer, stepOf, timeOf } from './query.ts'
import { storedSource, type Samples } from './source.ts'

const { NaN: none, POSITIVE_INFINITY: endless } = Number

/** A series with a sample each 15 s from the time 0 on; undefined is a scrape that failed. */
function series(name: string, labels: Record<string, string>, values: (number | undefined)[]): Samples {
  const present = values.flatMap((value, index): [number, number][] =>
    value === undefined ? [] : [[index * 15_000, value]],
  )
  return {
    labels: { __name__: name, ...labels },
    times: present.map(([time]) => time),
    values: present.map(([, value]) => value),
  }
}

const counting = Array.from({ length: 41 }, (_, index) => index * 30)
const source = storedSource([
  series('requests', { pod: 'a', code: '200' }, counting),
  // Restarts after five minutes.
  series(
    'requests',
    { pod: 'b', code: '200' },
    counting.map((value, index) => (index < 20 ? value : (index - 20) * 15)),
  ),
  series(
    'requests',
    { pod: 'a', code: '500' },
    Array.from({ length: 41 }, () => 7),
  ),
  series(
    'latency',
    { pod: 'a', quantile: '0.99' },
    Array.from({ length: 41 }, () => none),
  ),
  series(
    'latency',
    { pod: 'b', quantile: '0.99' },
    Array.from({ length: 41 }, (_, index) => index / 100),
  ),
  series('gone', {}, [1, 2, 3]),
  series(
    'patchy',
    {},
    counting.map((value, index) => (index % 10 < 5 ? value : undefined)),
  ),
  series('edge', {}, [endless]),
  ...[
    ['0.1', 60],
    ['0.5', 90],
    ['1', 100],
    ['+Inf', 100],
  ].map(([le, count]) =>
    series(
      'took_bucket',
      { le: String(le) },
      Array.from({ length: 41 }, () => Number(count)),
    ),
  ),
  series(
    'volume',
    {},
    Array.from({ length: 41 }, (_, index) => 1000 + index * 15),
  ),
])

type Found = { metric: Record<string, string>; value: [number, string] }[]

/** The values that a query finds at ten minutes, by its labels in one text. */
function valuesOf(query: string, seconds = 600): Record<string, string> {
  const { resultType, result } = instantAnswer(source, query, seconds * 1000)
  // A scalar is a pair, a vector a list of series.
  if (resultType === 'scalar') return { scalar: (result as string[])[1] ?? '' }
  return Object.fromEntries((result as Found).map(({ metric, value }) => [Object.values(metric).join(' '), value[1]]))
}

describe('instant queries', () => {
  it.each<[string, Record<string, string>]>([
    ['rate(requests{pod="a",code="200"}[5m])', { '200 a': '2' }],
    ['increase(requests{pod="b"}[10m])', { '200 b': '870' }],
    ['rate(requests{code="500"}[5m])', { '500 a': '0' }],
    ['irate(requests{pod="b"}[5m])', { '200 b': '1' }],
    ['resets(requests{pod="b"}[10m])', { '200 b': '1' }],
    ['sum by (code) (requests)', { '200': '1500', '500': '7' }],
    ['sum without (code) (requests)', { a: '1207', b: '300' }],
    ['count(requests{code=~"2..",pod!="c"})', { '': '2' }],
    ['requests{code!~"2.."}', { 'requests 500 a': '7' }],
    ['topk(1, requests)', { 'requests 200 a': '1200' }],
    ['latency', { 'latency a 0.99': 'NaN', 'latency b 0.99': '0.4' }],
    ['max(latency)', { '': '0.4' }],
    ['avg(latency)', { '': 'NaN' }],
    ['sum(rate(nonesuch[5m])) / sum(rate(requests[5m]))', {}],
    ['0 * sum(requests) / (0 * sum(requests))', { '': 'NaN' }],
    ['1 / (0 * sum(requests))', { '': '+Inf' }],
    ['-1 / 0', { scalar: '-Inf' }],
    ['histogram_quantile(0.9, took_bucket)', { '': '0.5' }],
    ['histogram_quantile(0.95, took_bucket)', { '': '0.75' }],
    ['deriv(volume[10m])', { '': '1' }],
    ['predict_linear(volume[10m], 3600)', { '': '5200' }],
    ['requests > 1000', { 'requests 200 a': '1200' }],
    ['requests{code="500"} == bool 7', { '500 a': '1' }],
    ['sum by (pod) (requests) / on (pod) group_left () requests{code="500"}', { a: '172.42857142857142' }],
    ['requests unless on (pod) requests{code="500"}', { 'requests 200 b': '300' }],
    ['absent(nonesuch{job="x"})', { x: '1' }],
    ['absent(requests)', {}],
    ['label_replace(requests{code="500"}, "class", "${1}xx", "code", "(.).*")', { 'requests 5xx 500 a': '7' }],
    ['clamp_max(sum(requests), 1000)', { '': '1000' }],
    ['scalar(sum(requests{code="500"})) + time()', { scalar: '607' }],
    ['requests{code="500"} offset 5m', { 'requests 500 a': '7' }],
    ['max_over_time(sum(requests)[5m:1m])', { '': '1507' }],
  ])('%s', (query, expected) => {
    expect(valuesOf(query)).toEqual(expected)
  })

  it('takes a value of up to five minutes before', () => {
    expect(valuesOf('gone', 330)).toEqual({ gone: '3' })
    expect(valuesOf('gone', 331)).toEqual({})
    expect(valuesOf('edge', 10)).toEqual({ edge: '+Inf' })
  })

  it('writes every digit', () => {
    expect(valuesOf('2 ^ 80')).toEqual({ scalar: '1208925819614629200000000' })
    expect(valuesOf('1 / 2 ^ 30')).toEqual({ scalar: '0.0000000009313225746154785' })
  })
})

describe('range queries', () => {
  it('leave gaps where nothing was scraped', () => {
    const { result } = rangeAnswer(source, 'rate(patchy[1m])', 0, 600_000, 15_000)
    const times = (result[0]?.values ?? []).map(([time]) => time)
    expect(times).toContain(75)
    expect(times).not.toContain(120)
    expect(times).toContain(180)
  })

  it('answer each point as an instant query does', () => {
    const query = 'sum by (code) (rate(requests[2m]))'
    const { result } = rangeAnswer(source, query, 200_000, 500_000, 50_000)
    for (const { metric, values } of result)
      for (const [time, value] of values) expect(valuesOf(query, time)[metric['code'] ?? '']).toBe(value)
    expect(result.map(({ values }) => values.length)).toEqual([7, 7])
  })
})

function failureOf(ask: () => unknown): unknown {
  try {
    return ask()
  } catch (error) {
    return error instanceof PromError ? `${error.type}: ${error.message}` : error
  }
}

describe('what cannot be answered', () => {
  const invalid = 'bad_data: invalid parameter "query": '
  it.each([
    ['', `${invalid}1:1: parse error: no expression found in input`],
    ['sum(', `${invalid}1:5: parse error: unclosed left parenthesis`],
    [
      'up{job="a" pod="b"}',
      `${invalid}1:12: parse error: unexpected identifier "pod" in label matching, expected "," or "}"`,
    ],
    [
      'rate(up)',
      `${invalid}1:6: parse error: expected type range vector in call to function "rate", got instant vector`,
    ],
    ['nonesuch(up)', `${invalid}1:1: parse error: unknown function with name "nonesuch"`],
    ['{}', `${invalid}1:1: parse error: vector selector must contain at least one non-empty matcher`],
    [
      'requests * on (pod) requests',
      'execution: found duplicate series for the match group {pod="a"} on the right hand-side of the operation: [{__name__="requests", code="200", pod="a"}, {__name__="requests", code="500", pod="a"}];many-to-many matching not allowed: matching labels must be unique on one side',
    ],
    [
      'requests * on (pod) sum by (pod) (requests)',
      'execution: multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
    ],
    ['label_replace(requests, "code", "x", "", "")', 'execution: vector cannot contain metrics with the same labelset'],
  ])('%s', (query, expected) => {
    expect(failureOf(() => instantAnswer(source, query, 600_000))).toBe(expected)
  })

  it.each([
    [
      'a step of zero',
      0,
      60,
      0,
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    ],
    ['an end before the start', 60, 0, 15, 'invalid parameter "end": end timestamp must not be before start time'],
    [
      'too many points',
      0,
      110_010,
      10,
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    ],
  ])('%s', (_, start, end, step, expected) => {
    expect(failureOf(() => rangeAnswer(source, 'up', start * 1000, end * 1000, step * 1000))).toBe(
      `bad_data: ${expected}`,
    )
  })

  it('answers 11,000 points', () => {
    expect(rangeAnswer(source, 'gone', 0, 110_000_000, 10_000).resultType).toBe('matrix')
  })

  it.each([
    [() => timeOf('time', 'soon'), 'bad_data: invalid parameter "time": cannot parse "soon" to a valid timestamp'],
    [() => timeOf('start', ''), 'bad_data: invalid parameter "start": cannot parse "" to a valid timestamp'],
    [() => stepOf('step', 'far'), 'bad_data: invalid parameter "step": cannot parse "far" to a valid duration'],
    [() => timeOf('time', '2026-11-21T12:00:00Z'), 1_795_262_400_000],
    [() => timeOf('time', '12.5'), 12_500],
    [() => stepOf('step', '1m30s'), 90_000],
  ])('reads times and steps: %s', (read, expected) => {
    expect(failureOf(read)).toEqual(expected)
  })
})

interface Recorded {
  request: string
  query?: { query?: string; start?: number; end?: number; step?: number }
  status: number
  body: { data?: { result?: { metric: Record<string, string>; values: [number, string][] }[] }; error?: string }
}

// The file holds what was recorded of a real Prometheus.
const recorded: Recorded[] = JSON.parse(readFileSync(new URL('../data/prometheus.json', import.meta.url), 'utf8'))

describe('recorded answers', () => {
  const ranges = recorded.filter(({ request, status }) => request.endsWith('query_range') && status === 200)
  const plain = ranges.filter(
    ({ query, body }) => /^[\w:]+(\{[^}]*\})?$/.test(query?.query ?? '') && body.data?.result?.length,
  )

  it.each(plain.map((each) => [each.query?.query ?? '', each] as const))(
    'a range of %s',
    (query, { query: asked, body }) => {
      const samples = (body.data?.result ?? []).map(({ metric, values }): Samples => ({
        labels: metric,
        times: values.map(([time]) => time * 1000),
        values: values.map(([, value]) => Number(value)),
      }))
      const [start = 0, end = 0, step = 0] = [asked?.start, asked?.end, asked?.step].map((time) => (time ?? 0) * 1000)
      expect(rangeAnswer(storedSource(samples), query, start, end, step)).toEqual(body.data)
      expect(samples.length).toBeGreaterThan(0)
    },
  )

  it.each(recorded.filter(({ status }) => status !== 200).map((each) => [each.query?.query ?? '', each] as const))(
    'the refusal of %s',
    (query, { query: asked, body }) => {
      const ask = () =>
        asked?.step === undefined
          ? instantAnswer(source, query, 0)
          : rangeAnswer(source, query, (asked.start ?? 0) * 1000, (asked.end ?? 0) * 1000, asked.step * 1000)
      expect(failureOf(ask)).toBe(`bad_data: ${body.error ?? ''}`)
    },
  )
})
