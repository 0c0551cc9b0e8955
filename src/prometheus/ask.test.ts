import { describe, expect, it } from 'vitest'
import { readAnswer } from './ask.ts'
import { numberOf } from './client.ts'
import { PrometheusError, problemOf } from './PrometheusError.ts'

const asked = { url: 'http://127.0.0.1/prometheus/api/v1/query', query: 'sum(' }

function failureOf(code: number, body: string): PrometheusError {
  try {
    readAnswer(code, body, asked)
  } catch (error) {
    if (error instanceof PrometheusError) return error
    throw error
  }
  throw new Error('it did not fail')
}

const page = '<!doctype html><html><body>Log in</body></html>'

describe('readAnswer', () => {
  it('takes data and warnings', () => {
    const body = JSON.stringify({ status: 'success', data: { result: [] }, warnings: ['partial'], infos: ['old'] })
    expect(readAnswer(200, body, asked)).toEqual({ data: { result: [] }, warnings: ['partial', 'old'] })
  })

  it('passes over a guess at what is a counter', () => {
    const info =
      'PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "a:b:sum"'
    const body = JSON.stringify({ status: 'success', data: { result: [] }, infos: [info] })
    expect(readAnswer(200, body, asked).warnings).toEqual([])
  })

  it.each([
    [400, { errorType: 'bad_data', error: 'parse error: unclosed left parenthesis' }, 'bad-query'],
    [422, { errorType: 'execution', error: 'query processing would load too many samples' }, 'bad-query'],
    [
      422,
      { errorType: 'execution', error: 'expanding series: proxy Series(): rpc error: code = Unavailable' },
      'failed',
    ],
    [503, { errorType: 'timeout', error: 'query timed out in expression evaluation' }, 'timeout'],
    [503, { errorType: 'unavailable', error: 'TSDB not ready' }, 'failed'],
    [500, { errorType: 'internal', error: 'disk on fire' }, 'failed'],
    [200, { errorType: 'internal', error: 'odd' }, 'failed'],
  ])('keeps the words of Prometheus: %d %o is %s', (code, answer, problem) => {
    const error = failureOf(code, JSON.stringify({ status: 'error', ...answer }))
    expect(error).toMatchObject({ problem, message: answer.error, errorType: answer.errorType, query: 'sum(' })
  })

  it.each([
    [404, 'not found\n', 'missing', 'not found'],
    [404, page, 'missing', 'A web page arrived instead of metrics (404).'],
    [200, page, 'missing', 'A web page arrived instead of metrics (200).'],
    [200, '', 'failed', 'The answer of Prometheus was cut off or damaged.'],
    [200, '{"status":"success","data":{"resu', 'failed', 'The answer of Prometheus was cut off or damaged.'],
    [200, '[]', 'failed', 'The answer of Prometheus was cut off or damaged.'],
    [200, 'Prometheus Server is Healthy.', 'missing', 'Prometheus Server is Healthy.'],
    [401, 'Unauthorized\n', 'forbidden', 'Unauthorized'],
    [403, page, 'forbidden', 'The answer was 403.'],
    [403, '{"kind":"Status","message":"no"}', 'forbidden', 'no'],
    [502, page, 'failed', 'Prometheus is unavailable at the moment (502).'],
    [503, 'no healthy upstream', 'failed', 'no healthy upstream'],
    [504, '', 'timeout', 'Prometheus is unavailable at the moment (504).'],
  ])('knows what %d with "%s" means: %s', (code, body, problem, message) => {
    expect(failureOf(code, body)).toMatchObject({ problem, message, code })
  })
})

describe('problemOf', () => {
  it('says which role is missing, and for whom', () => {
    const refused = failureOf(403, 'Forbidden (user=dev, verb=get, resource=prometheuses, subresource=api)')
    expect(problemOf(refused)).toMatchObject({
      problem: 'forbidden',
      command: 'oc adm policy add-cluster-role-to-user cluster-monitoring-view dev',
    })
    expect(problemOf(failureOf(401, '')).command).toBe(
      'oc adm policy add-cluster-role-to-user cluster-monitoring-view USER',
    )
  })

  it('takes any error', () => {
    expect(problemOf(new TypeError('x'))).toMatchObject({ problem: 'failed', message: 'x' })
    expect(problemOf('y')).toMatchObject({ problem: 'failed', message: 'y' })
  })
})

describe('numberOf', () => {
  it.each([
    ['0.5', 0.5],
    ['1e-05', 1e-5],
    ['NaN', Number.NaN],
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
    ['', Number.NaN],
    [undefined, Number.NaN],
    [3, 3],
  ])('%s', (text, value) => expect(numberOf(text)).toBe(value))
})
