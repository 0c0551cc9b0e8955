import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { renderPage } from '../../../mocks/renderPage.tsx'
import type { Cluster } from '../../../mocks/server/cluster.ts'

interface Told {
  counted: string
  failed: string
  slowest: string
  /** Days that Prometheus keeps. */
  days?: number
}

/** A Prometheus in which every half hour was like the other. */
const steady =
  ({ counted, failed, slowest, days = 40 }: Told) =>
  (request: Request, cluster: Cluster) => {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.endsWith('/query_range')) return cluster.handle(request)
    const query = searchParams.get('query') ?? ''
    const value = query.includes('5..') ? failed : query.includes('increase') ? counted : slowest
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(searchParams.get(name)))
    const values: [number, string][] = []
    for (let time = start ?? 0; time <= (end ?? 0); time += step ?? 1)
      if (time > (end ?? 0) - days * 86_400) values.push([time, value])
    const result = value === '' ? [] : [{ metric: {}, values }]
    return Response.json({ status: 'success', data: { resultType: 'matrix', result } })
  }

beforeEach(() => localStorage.clear())

const rows = async () => {
  const table = within(await screen.findByRole('table', { name: 'Error budget by window' }, { timeout: 15_000 }))
  return table.getAllByRole('row').map((row) => [...row.children].map(({ textContent }) => textContent).join(' | '))
}

describe('the service level', () => {
  it('says what is left of the budget, and how fast it goes', async () => {
    await renderPage('/metrics/objectives', { answer: steady({ counted: '1000', failed: '0.5', slowest: '0.2' }) })
    expect(await rows()).toEqual([
      'Window | Requests | Failed | Good requests | Burn rate | p99 within 1 s | At this pace',
      '1 h | 2,000 | 1 | 99.95 % | 0.5 | 100 % | Within the budget',
      '6 h | 12,000 | 6 | 99.95 % | 0.5 | 100 % | Within the budget',
      '3 days | 144,000 | 72 | 99.95 % | 0.5 | 100 % | Within the budget',
      '30 days | 1,440,000 | 720 | 99.95 % | 0.5 | 100 % | Within the budget',
    ])
    expect(screen.getByText(/99.95 % of requests were good.*50 % of the error budget is left/)).toBeVisible()
    expect(screen.queryByText('Prometheus keeps less than 30 days')).toBeNull()
  })

  it('says that it was missed, and how far the data reaches', async () => {
    await renderPage('/metrics/objectives?objective=99&latency=0.1', {
      answer: steady({ counted: '100', failed: '5', slowest: '0.2', days: 14 }),
    })
    expect((await rows())[4]).toBe('30 days | 67,200 | 3,360 | 95 % | 5 | 0 % | A full budget lasts 6 days')
    expect(screen.getByText(/overspent by 400 %/)).toBeVisible()
    expect(screen.getAllByText('Missed')).toHaveLength(2)
    expect(screen.getByRole('group', { name: /keeps less than 30 days/ })).toHaveTextContent('14 days')
  })

  it('warns of a fast burn', async () => {
    await renderPage('/metrics/objectives', { answer: steady({ counted: '100', failed: '2', slowest: '0.2' }) })
    const warning = await screen.findByRole('group', { name: /used up fast/ }, { timeout: 15_000 })
    expect(warning).toHaveTextContent('The burn rate of the last hour is 20: at this pace a full budget lasts 36 h')
  })

  it('judges nothing without requests', async () => {
    await renderPage('/metrics/objectives', { answer: steady({ counted: '0', failed: '', slowest: 'NaN' }) })
    expect((await rows())[1]).toBe('1 h | 0 | 0 | no data | no data | no data | ')
    expect(screen.getByText(/No request that counts/)).toBeVisible()
    expect(screen.getByText(/Nothing is known of the latency/)).toBeVisible()
  })

  it('keeps objectives in the address and in the browser, and refuses what makes no sense', async () => {
    const answer = steady({ counted: '1000', failed: '0.5', slowest: '0.2' })
    const { user, router } = await renderPage('/metrics/objectives', { answer })
    await rows()
    const field = screen.getByRole('textbox', { name: 'Good requests' })
    await user.clear(field)
    await user.type(field, '100{Enter}')
    expect(field).toBeInvalid()
    expect(screen.getByText('Give a percentage from 50 to 99.999.')).toBeVisible()
    expect(router.state.location.search).toBe('')
    await user.clear(field)
    await user.type(field, '99.95{Enter}')
    expect(router.state.location.search).toBe('?objective=99.95&latency=1&share=99')
    expect(screen.getByText(/0 % of the error budget is left/)).toBeVisible()
    expect(localStorage.getItem('registry-console.objectives')).toBe('objective=99.95&latency=1&share=99')
  })

  it('says exactly what is counted', async () => {
    const { user } = await renderPage('/metrics/objectives', {
      answer: steady({ counted: '1', failed: '', slowest: '1' }),
    })
    await rows()
    await user.click(screen.getByText('How this is counted'))
    expect(screen.getByText(/counts unless its answer is 401 or 404/)).toBeVisible()
    expect(screen.getByText('sum(increase(imageregistry_http_requests_total{code!~"401|404"}[30m]))')).toBeVisible()
  })
})
