import { describe, expect, it } from 'vitest'
import { objectiveQueries } from './objectiveQueries.ts'
import { promDuration, rateWindow } from './rateWindow.ts'
import { registryCharts, registryQueries } from './registryQueries.ts'

describe('registryQueries', () => {
  it('have ids of their own, and texts', () => {
    const ids = [...registryQueries, ...Object.values(objectiveQueries)].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(registryQueries.length).toBeGreaterThanOrEqual(20)
    for (const { title, help } of registryCharts) for (const text of [title(), help()]) expect(text).not.toBe('')
  })

  it.each(registryQueries.map((query) => [query.id, query] as const))('%s keeps to the rules', (_, query) => {
    const expr = query.expr('2m')
    // Parentheses are balanced.
    let depth = 0
    for (const sign of expr.replaceAll(/"[^"]*"/g, '')) {
      depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
    // The only histogram is that of the storage driver; everything else that has quantiles is a summary.
    expect(expr).not.toMatch(
      /histogram_quantile(?!\(0\.\d+, sum by \(le, action\) \(rate\(registry_storage_action_seconds_bucket)/,
    )
    expect(expr).not.toMatch(/_duration_seconds_bucket|avg[^(]*\([^)]*quantile=/)
    // Quantiles of pods are never averaged or added up.
    expect(expr).not.toMatch(/^(?!max( by \(\w+\))? ?\().*quantile="/)
    // Counters are only looked at as rates, over the window that was given.
    for (const [, range] of expr.matchAll(/\[([^\]]+)\]/g)) expect(range).toBe('2m')
    expect(expr).not.toMatch(/(?<!rate\()imageregistry_http_requests_total/)
    // Hit + Miss = Request: they are never summed up.
    expect(expr).not.toMatch(/sum\(rate\(registry_storage_cache_total\[/)
  })

  it('name their lines', () => {
    const labels = { method: 'get', code: '404', operation: 'get', resource_type: 'blob', action: 'Stat', job: 'x' }
    const names = registryQueries.map(({ legend }) => legend(labels))
    expect(names).toContain('GET 404')
    expect(names).toContain('pull of a layer')
    expect(names).toContain('p99')
  })
})

describe('rateWindow', () => {
  it.each([
    [15, '2m'],
    [30, '2m'],
    [60, '2m'],
    [90, '2m'],
    [120, '150s'],
    [3570, '1h'],
    [21_600, '21630s'],
  ])('of a step of %d s is %s', (step, window) => expect(rateWindow(step)).toBe(window))

  it('is written as PromQL has it', () => {
    expect([30, 90, 120, 7200, 86_400].map(promDuration)).toEqual(['30s', '90s', '2m', '2h', '1d'])
  })
})
