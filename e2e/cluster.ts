import { createHash, randomBytes } from 'node:crypto'
import type { Fault } from '../mocks/server/faults.ts'
import type { PrometheusFault } from '../mocks/prometheus/prometheus.ts'
import type { RegistryVisit } from '../mocks/registry/front.ts'
import { AccessActor } from './accessActor.ts'

const imageApi = '/apis/image.openshift.io/v1'
const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`

const prunerPath = '/apis/imageregistry.operator.openshift.io/v1/imagepruners/cluster'
const registryBatch = '/apis/batch/v1/namespaces/openshift-image-registry'

interface RecordedJob {
  metadata: { name: string; creationTimestamp: string; annotations?: Record<string, string> }
  spec: { template: { spec: { containers: { args?: string[] }[] } } }
  status: { conditions?: { type: string; reason?: string }[]; succeeded?: number; failed?: number }
}

interface RecordedCronJob {
  spec: { schedule: string; suspend: boolean; jobTemplate: { spec: RecordedJob['spec'] } }
}

interface Stats {
  openWatches: number
  mostOpenWatches: number
  counts: Record<string, number>
  requests: { at: number; verb: string; plural: string; namespace?: string; name?: string }[]
}

/** Which requests go wrong: those of a verb and a plural, everywhere or of one object, once unless told. */
export type Where = Pick<Fault, 'verb' | 'plural' | 'namespace' | 'name' | 'times' | 'after'>

/** A push as its client asks for it. `allowed`: whatever the cluster says. */
function pushVisit(user: string, image: string, content: string, MiB: number, allowed?: boolean): RegistryVisit {
  const [repository = '', reference = ''] = image.split(':')
  const blobs = [
    { digest: digestOf(`${content} layer`), size: MiB * 1024 * 1024 },
    { digest: digestOf(`${content} config`), size: 7023 },
  ]
  const visit = { do: 'push' as const, user, repository, reference, digest: digestOf(content), blobs }
  return { ...visit, ...(allowed && { allowed }) }
}

/** Someone else who works on the cluster of a test, and what can go wrong with it. Acts as admin, through the API. */
export class SecondActor extends AccessActor {
  /** Pushes an image as the registry does it, which logs it: one that nobody has pushed before, or the one of that `content`. */
  async push(
    namespace: string,
    name: string,
    tag: string,
    { content = randomBytes(8).toString('hex'), MiB = 12, user = 'admin' } = {},
  ): Promise<string> {
    await this.visit(pushVisit(user, `${namespace}/${name}:${tag}`, content, MiB, true))
    return this.#put(namespace, name, tag, content, MiB)
  }

  /** Somebody pushes an image if the cluster lets them and the registry can take it. The answer is the registry's: 201, 401, 500. */
  async tryPush(user: string, namespace: string, name: string, tag: string): Promise<number> {
    const content = randomBytes(8).toString('hex')
    const { status } = await this.visit(pushVisit(user, `${namespace}/${name}:${tag}`, content, 12))
    if (status === 201) await this.#put(namespace, name, tag, content, 12)
    return status
  }

  /** What the registry writes of a push to the cluster. */
  async #put(namespace: string, name: string, tag: string, content: string, MiB: number): Promise<string> {
    const digest = digestOf(content)
    const size = MiB * 1024 * 1024
    const image = {
      metadata: { name: digest, annotations: { 'openshift.io/image.managed': 'true' } },
      dockerImageReference: `image-registry.openshift-image-registry.svc:5000/${namespace}/${name}@${digest}`,
      dockerImageMetadata: {
        kind: 'DockerImage',
        apiVersion: 'image.openshift.io/1.0',
        Id: digestOf(`${content} config`),
        Created: new Date().toISOString(),
        Architecture: 'amd64',
        Size: size,
      },
      dockerImageMetadataVersion: '1.0',
      dockerImageLayers: [
        {
          name: digestOf(`${content} layer`),
          size,
          mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        },
      ],
      dockerImageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    }
    // The registry makes the stream of a first push.
    const stream = await this.api.get(`${imageApi}/namespaces/${namespace}/imagestreams/${name}`)
    if (stream.status() === 404) await this.createStream(namespace, name)
    await this.send('POST', `${imageApi}/namespaces/${namespace}/imagestreammappings`, {
      kind: 'ImageStreamMapping',
      apiVersion: 'image.openshift.io/v1',
      metadata: { name, namespace },
      image,
      tag,
    })
    return digest
  }

  async createStream(namespace: string, name: string, metadata: Record<string, unknown> = {}): Promise<void> {
    const body = {
      kind: 'ImageStream',
      apiVersion: 'image.openshift.io/v1',
      metadata: { ...metadata, name, namespace },
    }
    await this.send('POST', `${imageApi}/namespaces/${namespace}/imagestreams`, body)
  }

  async deleteStream(namespace: string, name: string): Promise<void> {
    await this.send('DELETE', `${imageApi}/namespaces/${namespace}/imagestreams/${name}`)
  }

  /** An image stream as the cluster has it. */
  async stream<T = Record<string, unknown>>(namespace: string, name: string): Promise<T> {
    return this.get<T>(`${imageApi}/namespaces/${namespace}/imagestreams/${name}`)
  }

  /** Changes an image stream by a merge patch, so that whoever has it open works with an old version. */
  async patchStream(namespace: string, name: string, patch: Record<string, unknown>): Promise<void> {
    const path = `${imageApi}/namespaces/${namespace}/imagestreams/${name}`
    await this.send('PATCH', path, patch, 'application/merge-patch+json')
  }

  /** Deletes a tag with its history. */
  async deleteTag(namespace: string, name: string, tag: string): Promise<void> {
    await this.send('DELETE', `${imageApi}/namespaces/${namespace}/imagestreamtags/${name}:${tag}`)
  }

  /** Deletes an image that streams may still list. */
  async deleteImage(digest: string): Promise<void> {
    await this.send('DELETE', `${imageApi}/images/${digest}`)
  }

  /** An admission webhook refuses writes that the user has the right to: a managed cluster protects something. */
  async refuse(where: Where, why = 'Prevented from modifying resources that Red Hat manages.'): Promise<void> {
    const webhook = 'regular-user-validation.managed.openshift.io'
    const message = `admission webhook ${JSON.stringify(webhook)} denied the request: ${why}`
    await this.fault({ ...where, status: 403, reason: 'Forbidden', message })
  }

  /** The user lost the right to a write after the page had asked for it. */
  async forbid(where: Where, message: string): Promise<void> {
    await this.fault({ ...where, status: 403, reason: 'Forbidden', message })
  }

  /** A write is found invalid: with causes that name fields, or with a message alone. */
  async findInvalid(where: Where, message: string, causes?: Fault['causes']): Promise<void> {
    await this.fault({ ...where, status: 422, reason: 'Invalid', message, ...(causes && { causes }) })
  }

  /** A write is carried out, but nobody hears of it: the connection ends before the answer. */
  async loseAnswer(where: Where): Promise<void> {
    await this.fault({ ...where, status: 0, afterwards: true })
  }

  /** The ImagePruner as the cluster has it. */
  async pruner<T = Record<string, unknown>>(): Promise<T> {
    return this.get<T>(prunerPath)
  }

  /** The ImagePruner as the API writes it: its numbers may have more digits than a number holds. */
  async prunerText(): Promise<string> {
    return (await this.api.get(prunerPath)).text()
  }

  /** Changes the settings of the pruner, so that whoever has them open works with an old version. */
  async patchPruner(spec: Record<string, unknown>): Promise<void> {
    await this.send('PATCH', prunerPath, { spec }, 'application/merge-patch+json')
  }

  /** Changes the pruner's CronJob by hand, which its operator does not undo. */
  async patchPrunerCronJob(spec: Record<string, unknown>): Promise<void> {
    await this.send('PATCH', `${registryBatch}/cronjobs/image-pruner`, { spec }, 'application/merge-patch+json')
  }

  /** The pruner's CronJob as the cluster has it. */
  async prunerCronJob(): Promise<RecordedCronJob> {
    return this.get<RecordedCronJob>(`${registryBatch}/cronjobs/image-pruner`)
  }

  /** The jobs in the namespace of the registry, the oldest first. */
  async jobs(): Promise<RecordedJob[]> {
    const { items } = await this.get<{ items: RecordedJob[] }>(`${registryBatch}/jobs`)
    return items.toSorted((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
  }

  /** Starts a job in the namespace of the registry that is no run of the pruner: a shell with this script, such as `exit 1`. */
  async startJob(name: string, script: string): Promise<void> {
    const container = { name: 'main', image: 'quay.io/acme/tool:1', command: ['sh', '-c', script] }
    const spec = { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [container] } } }
    await this.send('POST', `${registryBatch}/jobs`, { metadata: { name }, spec })
  }

  /** Sends the cluster's clock ahead: what is due by then happens at once, jobs on schedule and the rest of running ones too. */
  async advance(seconds: number): Promise<void> {
    await this.send('POST', '/__mock__/clock', { seconds })
  }

  /** Lets everything that has begun come to its end: what operators do, jobs, the six attempts of a failing run. */
  async runJobs(): Promise<void> {
    await this.advance(60)
  }

  /** A workload in a project whose image cannot be read: it stops pruning, unless such references are ignored. */
  async addUnreadableReference(namespace: string, name: string): Promise<void> {
    const labels = { app: name }
    const spec = {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'BAD//ref:::x' }] } },
    }
    await this.send('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, { metadata: { name }, spec })
  }

  /** No node can pull an image any more, or they can again: without a reason. */
  async breakPulls(reason = ''): Promise<void> {
    await this.send('POST', '/__mock__/nodes', { pullError: reason })
  }

  /** The next readings of a log break off after so many bytes. */
  async breakLogs(bytes: number, times = 1): Promise<void> {
    await this.fault({ verb: 'get', plural: 'pods/log', status: 200, cut: bytes, cutAfter: 1000, times })
  }

  /** The pods of a job in the namespace of the registry. */
  async podsOf(job: string): Promise<string[]> {
    const path = `/api/v1/namespaces/openshift-image-registry/pods?labelSelector=job-name%3D${job}`
    const { items } = await this.get<{ items: { metadata: { name: string } }[] }>(path)
    return items.map(({ metadata }) => metadata.name)
  }

  /** Deletes the pods of a job, and their logs with them. */
  async deletePodsOf(job: string): Promise<void> {
    for (const name of await this.podsOf(job))
      await this.send('DELETE', `/api/v1/namespaces/openshift-image-registry/pods/${name}`)
  }

  /** Puts another text in place of what a pod of the registry's namespace has written. */
  async setLog(pod: string, text: string, container = 'image-pruner'): Promise<void> {
    await this.send('POST', '/__mock__/log', { pod: `openshift-image-registry/${pod}`, container, text })
  }

  /** Ends or spoils every open watch, and the next ones as they open. */
  async dropWatches(mode: 'close' | 'cut' | 'garbage' | 'error-frame' | 'gone', times = 0): Promise<void> {
    await this.send('POST', '/__mock__/drop-watches', { mode, times })
  }

  /** Forgets the cluster's history: watches cannot resume. */
  async compact(): Promise<void> {
    await this.send('POST', '/__mock__/compact')
  }

  /** Lets every answer come so many milliseconds later. */
  async slow(milliseconds: number): Promise<void> {
    await this.send('POST', '/__mock__/latency', { ms: milliseconds })
  }

  /** Lets Prometheus be missing, refuse, answer late or have gaps; nothing: it is well again. */
  async prometheus(fault: PrometheusFault = {}): Promise<void> {
    await this.send('POST', '/__mock__/prometheus', fault)
  }

  /** The registry is reached from outside by this host, as its operator would publish it. */
  async nameRegistry(host: string): Promise<void> {
    const path = '/apis/config.openshift.io/v1/images/cluster/status'
    await this.send('PATCH', path, { status: { externalRegistryHostnames: [host] } }, 'application/merge-patch+json')
  }

  /** Takes the API away. */
  async down(): Promise<void> {
    await this.send('POST', '/__mock__/down', { seconds: 600 })
  }

  async up(): Promise<void> {
    await this.send('POST', '/__mock__/down', { up: true })
  }

  /** Ends all faults. */
  async reset(): Promise<void> {
    await this.send('DELETE', '/__mock__/faults')
  }

  /** What the API was asked so far, and how many streams are open. */
  async stats(): Promise<Stats> {
    // The mock's own format.
    return (await this.send('GET', '/__mock__/stats')) as Stats
  }
}
