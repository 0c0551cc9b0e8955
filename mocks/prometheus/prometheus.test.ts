import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { scenarios, type ScenarioName } from '../seed/scenarios.ts'
import { Clock } from '../server/clock.ts'
import { createCluster } from '../server/cluster.ts'
import { registryQueries } from '../../src/prometheus/registryQueries.ts'

type Found = { metric: Record<string, string>; value: [number, string] }[]
type Ranges = { metric: Record<string, string>; values: [number, string][] }[]

/** A cluster whose clock stands, and its Prometheus. */
async function clusterOf(scenario: ScenarioName = 'healthy') {
  const clock = Clock.still()
  const cluster = createCluster(await scenarios[scenario](), { clock })
  onTestFinished(() => cluster.close())
  const send = (path: string, init: RequestInit = {}, user = 'admin') =>
    cluster.handle(
      new Request(`http://cluster${path}`, { ...init, headers: { ...(user && { Authorization: `Bearer ${user}` }) } }),
    )
  const ask = async (path: string, parameters: Record<string, string> = {}, user = 'admin') =>
    send(`/prometheus/api/v1/${path}?${new URLSearchParams(parameters).toString()}`, {}, user)
  const data = async <D>(path: string, parameters: Record<string, string> = {}): Promise<D> => {
    const response = await ask(path, parameters)
    // What Prometheus answers has the shape of its API.
    const body = (await response.json()) as { status: string; data: D }
    expect([response.status, body.status]).toEqual([200, 'success'])
    return body.data
  }
  const now = clock.now().getTime() / 1000
  const query = async (text: string, time = now) =>
    (await data<{ result: Found }>('query', { query: text, time: String(time) })).result
  const range = async (text: string, hours: number, step: number) => {
    const parameters = { query: text, start: String(now - hours * 3600), end: String(now), step: String(step) }
    return (await data<{ result: Ranges }>('query_range', parameters)).result
  }
  const fault = (body: object) => send('/__mock__/prometheus', { method: 'POST', body: JSON.stringify(body) })
  return { cluster, clock, now, send, ask, data, query, range, fault }
}

const alertsIn = ({ alerts }: { alerts: { labels: Record<string, string>; state: string }[] }) =>
  alerts.map(({ labels, state }) => `${labels['alertname'] ?? ''} ${state}`).toSorted()

describe('who may ask', () => {
  it.each([
    ['admin', 200],
    ['dedicated', 200],
    ['sre', 200],
    ['dev', 403],
    ['', 401],
  ])('%s: %i', async (user, status) => {
    const { ask } = await clusterOf('recorded')
    expect((await ask('query', { query: 'up' }, user)).status).toBe(status)
  })

  it('says who was refused, as the proxy before it does', async () => {
    const { ask } = await clusterOf('recorded')
    const text = await (await ask('alerts', {}, 'dev')).text()
    expect(text).toBe('Forbidden (user=dev, verb=get, resource=prometheuses, subresource=api)\n')
  })
})

describe('requests', () => {
  it('may be forms', async () => {
    const { send } = await clusterOf('recorded')
    const response = await send('/prometheus/api/v1/query', {
      method: 'POST',
      body: new URLSearchParams({ query: '1+1' }),
    })
    expect(await response.json()).toMatchObject({ data: { resultType: 'scalar', result: [expect.any(Number), '2'] } })
  })

  it('know labels and their values', async () => {
    const { data } = await clusterOf()
    expect(await data<string[]>('labels')).toEqual(
      expect.arrayContaining(['__name__', 'code', 'persistentvolumeclaim']),
    )
    expect(await data<string[]>('label/method/values', { 'match[]': 'imageregistry_http_requests_total' })).toEqual(
      expect.arrayContaining(['get', 'head', 'patch', 'post', 'put']),
    )
    const names = await data<string[]>('label/__name__/values')
    // Those of a process itself are many, and nobody's concern.
    const wanted: string[] = recorded.filter((name) => !/^(go|process|scrape)_/.test(name))
    expect(wanted.filter((name) => !names.includes(name))).toEqual([])
  })

  it('below other paths find nothing', async () => {
    const { ask, send } = await clusterOf('recorded')
    expect((await ask('admin/tsdb/delete_series')).status).toBe(404)
    expect((await send('/prometheus/')).status).toBe(404)
  })
})

const recorded: string[] = JSON.parse(readFileSync(new URL('../data/prometheus.json', import.meta.url), 'utf8')).find(
  ({ request }: { request: string }) => request.endsWith('__name__/values'),
).body.data

describe('faults', () => {
  it('a missing Prometheus answers with a page', async () => {
    const { ask, fault } = await clusterOf('recorded')
    await fault({ state: 'missing' })
    const response = await ask('query', { query: 'up' })
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html'])
    await fault({ state: 'up' })
    expect((await ask('query', { query: 'up' })).status).toBe(200)
  })

  it('forbidden is forbidden to all', async () => {
    const { ask, fault } = await clusterOf('recorded')
    await fault({ state: 'forbidden' })
    expect((await ask('query', { query: 'up' })).status).toBe(403)
  })

  it('slow is later than what the query gives it', async () => {
    const { ask, fault } = await clusterOf('recorded')
    await fault({ delayMs: 10_000 })
    const response = await ask('query', { query: 'up', timeout: '20ms' })
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({
      status: 'error',
      errorType: 'timeout',
      error: 'query timed out in expression evaluation',
    })
  })

  it('gaps are gaps', async () => {
    const { range, fault } = await clusterOf()
    const query = 'sum(rate(imageregistry_http_requests_total[2m]))'
    const whole = (await range(query, 6, 60))[0]?.values.length ?? 0
    await fault({ gaps: true })
    const left = (await range(query, 6, 60))[0]?.values.length ?? 0
    expect(whole).toBe(361)
    expect(left).toBeGreaterThan(250)
    expect(left).toBeLessThan(320)
  })
})

describe('what a registry counts', () => {
  it('answers every query of the console', async () => {
    const { query } = await clusterOf()
    const empty: string[] = []
    for (const { id, expr } of registryQueries) if ((await query(expr('5m'))).length === 0) empty.push(id)
    // None is good news.
    expect(empty.filter((id) => id !== 'storage-errors')).toEqual([])
  })

  it('comes from the pods there are', async () => {
    const { cluster, query } = await clusterOf()
    const pods = cluster.store
      .list('/pods', 'openshift-image-registry')
      .filter(({ metadata }) => metadata.labels?.['docker-registry'] === 'default')
    const up = await query('up{job="image-registry"}')
    expect(up.map(({ metric }) => metric['pod'] ?? '').toSorted()).toEqual(
      pods.map(({ metadata }) => metadata.name).toSorted(),
    )
  })

  it('is the same whenever it is asked', async () => {
    const { query, clock, now } = await clusterOf()
    const text = 'sum by (code) (rate(imageregistry_http_requests_total[5m]))'
    const before = await query(text, now - 3600)
    clock.advance(600_000)
    expect(await query(text, now - 3600)).toEqual(before)
  })

  it('is much by day and next to nothing by night', async () => {
    const { query, now } = await clusterOf()
    const midnight = Math.floor(now / 86_400) * 86_400 - 86_400
    const pushes = async (hour: number) =>
      Number(
        (await query('sum(increase(imageregistry_http_requests_total{method="put"}[1h]))', midnight + hour * 3600))[0]
          ?.value[1],
      )
    const [day = 0, night] = await Promise.all([15, 3.5].map(pushes))
    expect(day).toBeGreaterThan(50)
    // Whole requests are counted: one a series may fall into any hour.
    expect(night).toBeLessThan(day / 20)
    const quiet = await query('imageregistry_http_request_duration_seconds{method="put"}', midnight + 3 * 3600)
    expect(new Set(quiet.map(({ value }) => value[1]))).toEqual(new Set(['NaN']))
  })

  it('begins anew when a pod restarts', async () => {
    const { range } = await clusterOf()
    const resets = await range(
      'sum(resets(imageregistry_http_requests_total{code="200",method="get"}[1d]))',
      20 * 24,
      86_400,
    )
    expect(resets[0]?.values.some(([, value]) => Number(value) > 0)).toBe(true)
    const rates = await range('imageregistry_http_requests_total', 1, 60)
    expect(rates.flatMap(({ values }) => values).every(([, value]) => Number(value) >= 0)).toBe(true)
  })
})

describe('clusters', () => {
  it('healthy: nothing fires, and the volume grows slowly to its claim', async () => {
    const { data, query, range } = await clusterOf()
    expect(alertsIn(await data('alerts'))).toEqual([])
    const { groups } = await data<{ groups: { rules: { type: string; state?: string; annotations?: object }[] }[] }>(
      'rules',
      { type: 'alert' },
    )
    const rules = groups.flatMap((group) => group.rules)
    expect(rules.map(({ state }) => state)).toEqual(rules.map(() => 'inactive'))
    for (const { annotations } of rules) expect(annotations).toHaveProperty('runbook_url')
    const [capacity] = await query('max(kubelet_volume_stats_capacity_bytes)')
    expect(capacity?.value[1]).toBe(String(100 * 1024 ** 3))
    const used =
      (await range('max(kubelet_volume_stats_used_bytes)', 24 * 14, 86_400))[0]?.values.map(([, value]) =>
        Number(value),
      ) ?? []
    expect(used.length).toBe(15)
    expect(used).toEqual(used.toSorted((a, b) => a - b))
  })

  it('degraded: the volume is nearly full, and its alert fires', async () => {
    const { data, query } = await clusterOf('degraded')
    expect(alertsIn(await data('alerts'))).toEqual(
      expect.arrayContaining(['ImageRegistryStorageFull firing', 'KubePersistentVolumeFillingUp firing']),
    )
    const [full] = await query('kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes')
    expect(Number(full?.value[1])).toBeCloseTo(0.972, 2)
    const alerts = await query('ALERTS{alertname="ImageRegistryStorageFull"}')
    expect(alerts.map(({ metric }) => metric['alertstate'])).toEqual(['firing'])
  })

  it.each(['removed', 'storage-missing'] as const)('%s: there is no registry to ask', async (scenario) => {
    const { query } = await clusterOf(scenario)
    expect(await query('up{job="image-registry"}')).toEqual([])
    expect(await query('{__name__=~"imageregistry_.*|kubelet_.*"}')).toEqual([])
    expect(await query('image_registry_operator_image_pruner_install_status')).toHaveLength(1)
  })

  it('recorded: its operator is scraped although its pods are not among the recorded ones', async () => {
    const { query } = await clusterOf('recorded')
    const tags = await query('sum(imageregistry:imagestreamtags_count:sum)')
    expect(Number(tags[0]?.value[1])).toBeGreaterThan(10)
    expect(await query('image_registry_storage_type{storage="EmptyDir"}')).toHaveLength(1)
  })

  it('hosted: its operator is elsewhere', async () => {
    const { query } = await clusterOf('hosted')
    expect(await query('up{job="image-registry"}')).not.toEqual([])
    expect(await query('image_registry_storage_type')).toEqual([])
  })
})
