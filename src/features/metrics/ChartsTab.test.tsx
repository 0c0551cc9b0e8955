import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'
import { registryCharts } from '../../prometheus/registryQueries.ts'

const chart = async (name: string) => within(await screen.findByRole('region', { name }, { timeout: 15_000 }))
const json = (body: unknown, status = 200) => Response.json(body, { status })
const matrix = (result: object[]) => json({ status: 'success', data: { resultType: 'matrix', result } })
const empty = () => matrix([])

type Ask = (ask: {
  path: string
  query: string
  params: URLSearchParams
  signal: AbortSignal
}) => Promise<Response> | Response

/** A Prometheus of the test's own before an ordinary cluster. */
const withPrometheus = (prometheus: Ask) => (request: Request, cluster: Cluster) => {
  const url = new URL(request.url)
  if (!url.pathname.startsWith('/prometheus/')) return cluster.handle(request)
  const path = url.pathname.replace('/prometheus/api/v1/', '')
  const query = url.searchParams.get('query') ?? ''
  if (path === 'query')
    return json({ status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '2'] }] } })
  return prometheus({ path, query, params: url.searchParams, signal: request.signal })
}

/** A line with a value at every step. */
function line(params: URLSearchParams, metric: object, valueAt: (place: number) => string) {
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(params.get(name)))
  const values: [number, string][] = []
  for (let time = start ?? 0, place = 0; time <= (end ?? 0); time += step ?? 60, place++)
    values.push([time, valueAt(place)])
  return { metric, values }
}

const isRequests = (query: string) => query.startsWith('sum by (method, code) (rate(imageregistry_http_requests_total[')

describe('charts', () => {
  it('draw what Prometheus has, each by itself', async () => {
    await renderPage('/metrics', { scenario: 'healthy' })
    await waitFor(() => expect(screen.getAllByRole('region', { name: /./ }).length).toBeGreaterThan(15))
    const table = await (await chart('Requests by method and code')).findByRole('table', undefined, { timeout: 15_000 })
    expect(within(table).getByRole('columnheader', { name: 'GET 200' })).toBeVisible()
    expect(screen.queryByRole('group', { name: /No Prometheus/ })).toBeNull()
  })

  it('ask four things at once at most, with a window of at least four scrapes', async () => {
    let [running, most] = [0, 0]
    const queries = new Set<string>()
    const answer = withPrometheus(async ({ query }) => {
      most = Math.max(most, ++running)
      queries.add(query)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running--
      return empty()
    })
    await renderPage('/metrics', { answer })
    const count = registryCharts.reduce((sum, each) => sum + each.queries.length, 0)
    await waitFor(() => expect(queries.size).toBe(count))
    expect(most).toBeLessThanOrEqual(4)
    for (const query of queries) for (const [, window] of query.matchAll(/\[(\w+)\]/g)) expect(window).toBe('2m')
  })

  it('say why there is nothing', async () => {
    const answer = withPrometheus(({ query, params }) =>
      query.startsWith('sum by (method) (rate(imageregistry_http_request_duration_seconds_sum')
        ? matrix([line(params, { method: 'get' }, () => 'NaN')])
        : empty(),
    )
    await renderPage('/metrics', { answer })
    expect(await (await chart('Requests by method and code')).findByText(/^No data in this time/)).toBeVisible()
    expect(await (await chart('Storage errors')).findByText(/none is good news/)).toBeVisible()
    expect(
      await (await chart('Mean latency by method')).findByText(/without traffic there is nothing to divide by/),
    ).toBeVisible()
  })

  it('take NaN and +Inf for gaps', async () => {
    const values = ['1', 'NaN', '+Inf', '-Inf', '5']
    const answer = withPrometheus(({ query, params }) =>
      isRequests(query)
        ? matrix([line(params, { method: 'get', code: '200' }, (place) => values[place % 5] ?? '')])
        : empty(),
    )
    await renderPage('/metrics', { answer })
    const table = within(await (await chart('Requests by method and code')).findByRole('table'))
    const cells = new Set(table.getAllByRole('cell').map(({ textContent }) => textContent))
    expect(cells).toEqual(new Set(['1/s', 'no data', '5/s']))
  })

  it('show an error of PromQL with the expression, and the other charts', async () => {
    const error = 'invalid parameter "query": 1:5: parse error: unclosed left parenthesis'
    const answer = withPrometheus(({ query, params }) =>
      isRequests(query)
        ? json({ status: 'error', errorType: 'bad_data', error }, 400)
        : matrix([line(params, {}, () => '1')]),
    )
    await renderPage('/metrics', { answer })
    const failure = await (
      await chart('Requests by method and code')
    ).findByRole('group', {
      name: 'Prometheus refused the query',
    })
    expect(failure).toHaveTextContent(error)
    expect(failure).toHaveTextContent('sum by (method, code) (rate(imageregistry_http_requests_total[2m]))')
    expect(await (await chart('Requests in flight')).findByRole('table')).toBeVisible()
  })

  it.each([
    ['missing', () => new Response('not found', { status: 404 }), /No Prometheus is connected/, /Needs Prometheus/],
    ['a page', () => new Response('<!doctype html><p>Log in'), /No Prometheus is connected/, /Needs Prometheus/],
    [
      'forbidden',
      () => new Response('Forbidden (user=dev, verb=get)', { status: 403 }),
      /Permission missing for metrics/,
      /Needs the cluster role cluster-monitoring-view/,
    ],
    [
      'signed out',
      () => new Response('Unauthorized', { status: 401 }),
      /Prometheus does not know who asks/,
      /Needs a valid token/,
    ],
  ])('say once what is needed when Prometheus is %s', async (_, respond, title, needed) => {
    const asked: string[] = []
    await renderPage('/metrics', {
      answer: (request, cluster) => {
        if (!request.url.includes('/prometheus/')) return cluster.handle(request)
        asked.push(request.url)
        return respond()
      },
    })
    expect(await screen.findByRole('group', { name: title })).toBeVisible()
    await waitFor(() => expect(screen.getAllByText(needed)).toHaveLength(registryCharts.length))
    expect(screen.getAllByRole('group', { name: title })).toHaveLength(1)
    // What is known to fail is not asked again and again.
    expect(asked.length).toBeLessThan(12)
    // The session and the API are well.
    expect(screen.queryByText(/signed out|session has ended/i)).toBeNull()
    expect(screen.getByRole('status', { name: 'Connection' })).toHaveTextContent('Live')
  })

  it('keep what they showed while a slow answer is under way, and when it fails', async () => {
    let round = 0
    let answerNow: (() => void) | undefined
    const answer = withPrometheus(async ({ query, params }) => {
      if (!isRequests(query)) return empty()
      round++
      if (round === 1) return matrix([line(params, { method: 'get', code: '200' }, () => '7')])
      await new Promise<void>((resolve) => (answerNow = resolve))
      return json({ status: 'error', errorType: 'timeout', error: 'query timed out' }, 503)
    })
    const { user } = await renderPage('/metrics', { answer })
    const requests = await chart('Requests by method and code')
    expect((await requests.findAllByText('7/s')).length).toBeGreaterThan(0)
    await user.click(screen.getByRole('button', { name: /Refresh/ }))
    await waitFor(() => expect(answerNow).toBeDefined())
    expect(requests.getAllByText('7/s').length).toBeGreaterThan(0)
    answerNow?.()
    expect(await requests.findByRole('group', { name: 'Prometheus took too long' })).toHaveTextContent(
      'query timed out',
    )
    expect(requests.getAllByText('7/s').length).toBeGreaterThan(0)
  })

  it('show a skeleton until the first answer', async () => {
    let answerNow: (() => void) | undefined
    const slow = new Promise<void>((resolve) => (answerNow = resolve))
    const answer = withPrometheus(async ({ params }) => {
      await slow
      return matrix([line(params, {}, () => '1')])
    })
    await renderPage('/metrics?chart=in-flight', { answer })
    const one = within(await screen.findByRole('region', { name: 'Requests in flight' }))
    expect(one.getByRole('status', { name: 'Loading' })).toBeInTheDocument()
    answerNow?.()
    expect(await one.findByRole('table')).toBeVisible()
  })
})

describe('the address', () => {
  it('says range, step and refresh, without defaults', async () => {
    const asked: URLSearchParams[] = []
    const answer = withPrometheus(({ params }) => {
      asked.push(params)
      return empty()
    })
    const { user, router } = await renderPage('/metrics?chart=requests&step=7s&project=demo', { answer })
    await screen.findByText(/^No data in this time/)
    expect(asked.at(-1)?.get('step')).toBe('15')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Range' }), 'Last 7 days')
    await waitFor(() => expect(asked.at(-1)?.get('step')).toBe('3600'))
    const last = asked.at(-1)
    expect(Number(last?.get('end')) - Number(last?.get('start'))).toBe(7 * 86_400)
    expect(last?.get('query')).toContain('[3630s]')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Auto refresh' }), 'Refresh every 30 s')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Step' }), 'Every 15 s')
    expect(screen.getByText(/at most 11,000/)).toBeVisible()
    expect(router.state.location.search).toBe('?chart=requests&step=15s&project=demo&range=7d&refresh=30s')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Range' }), 'Last 1 h')
    expect(router.state.location.search).not.toContain('range')
  })

  it('holds a fixed part of the past', async () => {
    const asked: URLSearchParams[] = []
    const answer = withPrometheus(({ params }) => {
      asked.push(params)
      return empty()
    })
    await renderPage('/metrics?chart=requests&from=2026-11-21T10:00:00Z&to=2026-11-21T11:00:00Z', { answer })
    await screen.findByText(/^No data in this time/)
    expect(asked.at(-1)?.get('start')).toBe('1795255200')
    expect(asked.at(-1)?.get('end')).toBe('1795258800')
    expect(screen.getByRole('combobox', { name: 'Range' })).toHaveDisplayValue('From … to …')
    expect(screen.queryByRole('combobox', { name: 'Auto refresh' })).toBeNull()
    expect(screen.getByLabelText('From')).toBeVisible()
  })

  it('makes one chart large', async () => {
    const { user, router } = await renderPage('/metrics', { answer: withPrometheus(empty) })
    await user.click(await screen.findByRole('button', { name: 'Enlarge Cache hits' }))
    expect(router.state.location.search).toBe('?chart=cache-hits')
    expect(screen.queryByRole('region', { name: 'Storage errors' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Show all charts' }))
    expect(screen.getByRole('region', { name: 'Storage errors' })).toBeVisible()
  })
})
