import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { groups } from '../../mocks/prometheus/ruleDefinitions.ts'
import { startExporter } from './exporter.ts'
import { writeImage } from './ociLayout.ts'
import { freePort, Processes } from './processes.ts'

/** The console over a mock cluster whose metrics come from real servers. */
export interface RealSite {
  /** Addresses. */
  console: string
  prometheus: string
  /** Pushes an image of its own to the real registry. */
  push(name: string): Promise<void>
  stop(): Promise<void>
}

const REGISTRY_LABELS = { namespace: 'openshift-image-registry', service: 'image-registry' }

/** Prometheus reads JSON as the YAML it is. Everything every second: a test does not wait for half minutes. */
const configOf = (rules: string, exporter: string, registry: string) => ({
  global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
  rule_files: [rules],
  scrape_configs: [
    ...[0, 1].map((number) =>
      scrape(`image-registry`, exporter, `/registry/${number}`, {
        ...REGISTRY_LABELS,
        pod: `image-registry-${number}`,
        instance: `10.128.0.${number}:5000`,
      }),
    ),
    scrape('image-registry-operator', exporter, '/operator', {
      namespace: 'openshift-image-registry',
      service: 'image-registry-operator',
    }),
    scrape('kubelet', exporter, '/kubelet', { metrics_path: '/metrics' }),
    scrape('cluster-version-operator', exporter, '/version-operator', { namespace: 'openshift-cluster-version' }),
    scrape('docker-registry', registry, '/metrics', { ...REGISTRY_LABELS, pod: 'docker-registry-0' }),
  ].map((config, index, all) => {
    // Jobs have names of their own; the label is what tells the pods of one from the others.
    const twin = all.findIndex(({ job_name }) => job_name === config.job_name) !== index
    return twin ? { ...config, job_name: `${config.job_name}-${index}` } : config
  }),
})

function scrape(job: string, target: string, path: string, labels: Record<string, string>) {
  return { job_name: job, metrics_path: path, static_configs: [{ targets: [target], labels: { ...labels, job } }] }
}

/** The rules of the mock cluster, evaluated every second, whose alerts fire after two. */
const quickRules = () => ({
  groups: groups.map(({ name, rules }) => ({
    name,
    interval: '1s',
    rules: rules.map(({ holdSeconds, ...rule }) => ({ ...rule, ...(holdSeconds && { for: '2s' }) })),
  })),
})

const registryConfig = (folder: string, port: number, metrics: number) => ({
  version: 0.1,
  log: { level: 'error' },
  storage: { filesystem: { rootdirectory: folder }, cache: { blobdescriptor: 'inmemory' } },
  http: {
    addr: `127.0.0.1:${port}`,
    debug: { addr: `127.0.0.1:${metrics}`, prometheus: { enabled: true, path: '/metrics' } },
  },
})

/** Starts an exporter, a registry, Prometheus and the console over it. Nothing is left of them after `stop`. */
export async function startRealSite(dist: string): Promise<RealSite> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-console-real-'))
  const file = (name: string, content: object) => {
    writeFileSync(join(folder, name), JSON.stringify(content))
    return join(folder, name)
  }
  const processes = new Processes()
  const exporter = await startExporter()
  const stop = async () => {
    await Promise.all([processes.stop(), exporter.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [registryPort, metricsPort, prometheusPort, consolePort] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ]
    const prometheus = `http://127.0.0.1:${prometheusPort}`
    const site = `http://127.0.0.1:${consolePort}`
    const registry = file('registry.json', registryConfig(join(folder, 'images'), registryPort, metricsPort))
    const rules = file('rules.json', quickRules())
    const config = file('prometheus.json', configOf(rules, exporter.host, `127.0.0.1:${metricsPort}`))
    await Promise.all([
      processes.start('docker-registry', ['serve', registry], `http://127.0.0.1:${registryPort}/v2/`),
      processes.start(
        'prometheus',
        [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folder, 'series')}`,
          `--web.listen-address=127.0.0.1:${prometheusPort}`,
          '--log.level=warn',
        ],
        `${prometheus}/-/ready`,
      ),
      processes.start(
        process.execPath,
        ['scripts/serve.ts', '--dist', dist, '--port', String(consolePort), '--prometheus', prometheus],
        `${site}/`,
      ),
    ])
    const push = async (name: string) => {
      const image = join(folder, name)
      writeImage(image, `${name}\n`.repeat(1000))
      const to = `docker://127.0.0.1:${registryPort}/demo/${name}:v1`
      await processes.run('skopeo', ['--insecure-policy', 'copy', '--dest-tls-verify=false', `oci:${image}`, to])
    }
    return { console: site, prometheus, push, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
