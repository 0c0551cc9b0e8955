import { describe, expect, it } from 'vitest'
import { addressTime } from '../../lib/fieldTime.ts'
import { ranges, stepFor, steps, viewOf, withChoices } from './metricsView.ts'

const view = (search: string) => viewOf(new URLSearchParams(search))

describe('viewOf', () => {
  it('has defaults', () => {
    expect(view('')).toEqual({ span: { last: 3600 }, range: '1h', step: 15, refresh: 0 })
  })

  it('reads every choice', () => {
    expect(view('range=7d&step=1h&refresh=30s&chart=requests')).toEqual({
      span: { last: 604_800 },
      range: '7d',
      chosenStep: 3600,
      step: 3600,
      refresh: 30,
      chart: 'requests',
    })
  })

  it('reads a fixed part of the past, which is not refreshed', () => {
    const fixed = view('from=2026-11-21T10:00:00Z&to=2026-11-21T11:00:00Z&refresh=30s&range=7d')
    expect(fixed).toEqual({ span: { start: 1_795_255_200, end: 1_795_258_800 }, step: 15, refresh: 0 })
    expect(view(`from=1795255200&to=1795258800`).span).toEqual(fixed.span)
  })

  it.each([
    'range=2h',
    'range=__proto__',
    'range=toString',
    'step=7s',
    'refresh=1s',
    'from=yesterday&to=today',
    'from=2026-11-21T11:00:00Z',
    'from=2026-11-21T11:00:00Z&to=2026-11-21T10:00:00Z',
    'from=2026-11-21T11:00:00Z&to=2026-11-21T11:00:10Z',
  ])('drops what makes no sense: %s', (search) => {
    expect(view(search)).toEqual(view(''))
  })
})

describe('stepFor', () => {
  it.each(
    Object.values(ranges).flatMap((seconds) => [undefined, ...Object.values(steps)].map((step) => [seconds, step])),
  )('asks for less than 11,000 points: %d seconds by %s', (seconds = 0, wanted) => {
    const step = stepFor(seconds, wanted)
    expect(seconds / step + 1).toBeLessThanOrEqual(11_000)
    expect(step).toBeGreaterThanOrEqual(wanted ?? 15)
  })

  it('keeps under it for years too', () => {
    expect((5 * 365 * 86_400) / stepFor(5 * 365 * 86_400, 15)).toBeLessThan(11_000)
    expect((400 * 365 * 86_400) / stepFor(400 * 365 * 86_400)).toBeLessThan(11_000)
  })

  it('fits a chart by itself', () => {
    const fitting = Object.values(ranges).map((seconds) => stepFor(seconds))
    expect(fitting).toEqual([15, 15, 120, 300, 3600, 10_800])
  })
})

describe('withChoices', () => {
  const after = (search: string, changes: Record<string, string | undefined>) =>
    withChoices(new URLSearchParams(search), changes).toString()

  it.each([
    ['', { range: '6h' }, 'range=6h'],
    ['range=6h&step=1m', { range: '1h' }, 'step=1m'],
    ['from=1795255200&to=1795258800', { range: '6h' }, 'range=6h'],
    ['range=6h&refresh=30s', { from: '1795255200', to: '1795258800' }, 'from=1795255200&to=1795258800'],
    ['refresh=30s', { refresh: '' }, ''],
    ['project=demo', { step: '5m' }, 'project=demo&step=5m'],
  ])('%s with %o', (search, changes, expected) => {
    expect(after(search, changes)).toBe(expected)
  })
})

it('writes times that it reads', () => {
  expect(addressTime(1_795_255_200)).toBe('2026-11-21T10:00:00Z')
})
