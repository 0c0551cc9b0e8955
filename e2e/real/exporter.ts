import { once } from 'node:events'
import { createServer } from 'node:http'
import metrics from '../../mocks/data/metrics.json' with { type: 'json' }

/** How much of a recorded counter is counted each second. */
const PACE = 0.004
/** After so many seconds the process of the second pod starts again. */
const RESTART = 5
/** After so many seconds its volume is full. */
const FULL = 2

const sampled = /^([a-zA-Z_:][\w:]*(?:\{[^}]*\})?) (\S+)$/

/** Recorded metrics as they are some seconds later, or with counters that began at 0. */
function advanced(lines: readonly string[], seconds: number, fromZero: boolean, idle: boolean): string[] {
  let counts = false
  return lines.map((line) => {
    if (line.startsWith('# TYPE')) counts = !line.endsWith(' gauge')
    const [, series = '', text = ''] = sampled.exec(line) ?? []
    if (!series || !counts) return line
    // A summary knows the last ten minutes only.
    if (series.includes('quantile="')) return idle ? `${series} NaN` : line
    const value = Number(text)
    const now = (fromZero ? 0 : value) + value * PACE * seconds
    return `${series} ${/_sum(\{|$)/.test(series) ? now : Math.floor(now)}`
  })
}

const registryPod = (number: number, age: number): string[] => {
  const restarted = number === 1 && age >= RESTART
  const seconds = restarted ? age - RESTART : age
  const full = Math.floor(Math.max(0, age - FULL) * 3)
  return [
    ...advanced(metrics.registry, seconds, restarted, restarted),
    ...(number === 0 && full > 0
      ? [
          `imageregistry_storage_errors_total{code="DEVICE_OUT_OF_SPACE",operation="FileWriter.Write"} ${full}`,
          `imageregistry_http_requests_total{code="500",method="put"} ${full}`,
        ]
      : []),
    '# TYPE imageregistry_pullthrough_repository_errors_total counter',
    `imageregistry_pullthrough_repository_errors_total{code="TOOMANYREQUESTS",operation="Init",registry="docker.io"} ${Math.floor(seconds)}`,
    '# TYPE imageregistry_pullthrough_repository_duration_seconds summary',
    `imageregistry_pullthrough_repository_duration_seconds{operation="Init",registry="docker.io",quantile="0.5"} 0.21`,
    `imageregistry_pullthrough_repository_duration_seconds_sum{operation="Init",registry="docker.io"} ${seconds * 0.2}`,
    `imageregistry_pullthrough_repository_duration_seconds_count{operation="Init",registry="docker.io"} ${Math.floor(seconds)}`,
  ]
}

const CAPACITY = 100 * 1024 ** 3

const kubelet = (age: number): string[] => {
  const used = Math.floor(CAPACITY * 0.975 + age * 1e6)
  const inodes = CAPACITY / 16_384
  const values = {
    capacity_bytes: CAPACITY,
    used_bytes: used,
    available_bytes: CAPACITY - used,
    inodes,
    inodes_used: Math.floor(inodes * 0.3),
    inodes_free: inodes - Math.floor(inodes * 0.3),
  }
  const labels = 'namespace="openshift-image-registry",persistentvolumeclaim="image-registry-storage"'
  return Object.entries(values).map(([name, value]) => `kubelet_volume_stats_${name}{${labels}} ${value}`)
}

const versionOperator = [
  'cluster_operator_up{name="image-registry",version="4.18.9"} 1',
  'cluster_operator_conditions{name="image-registry",condition="Available",reason="Ready"} 1',
  'cluster_operator_conditions{name="image-registry",condition="Degraded",reason="AsExpected"} 0',
]

/** What may be scraped, by path. */
const targets: Record<string, (age: number) => readonly string[]> = {
  '/registry/0': (age) => registryPod(0, age),
  '/registry/1': (age) => registryPod(1, age),
  '/operator': (age) => advanced(metrics.operator, age, false, false),
  '/kubelet': kubelet,
  '/version-operator': () => versionOperator,
}

/** Serves recorded metrics of a registry, its operator and its volume, whose counters go on. Resolves once it listens. */
export async function startExporter(): Promise<{ host: string; stop(): Promise<void> }> {
  const started = Date.now()
  const server = createServer((request, response) => {
    const lines = targets[request.url ?? '']?.((Date.now() - started) / 1000)
    response.writeHead(lines ? 200 : 404, { 'Content-Type': 'text/plain; version=0.0.4' })
    response.end(lines ? `${lines.join('\n')}\n` : 'not found\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    host: `127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
