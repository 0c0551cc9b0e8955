import { createHash } from 'node:crypto'
import type { Cluster } from '../../mocks/server/cluster.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import type { Chance } from './chance.ts'

const imageApi = '/apis/image.openshift.io/v1'
const prunerPath = '/apis/imageregistry.operator.openshift.io/v1/imagepruners/cluster'
const configPath = '/apis/imageregistry.operator.openshift.io/v1/configs/cluster'
const MERGE = 'application/merge-patch+json'

/** The projects in which things happen. */
export const projects = ['storefront', 'payments'] as const

interface Tags extends K8sObject {
  spec?: { tags?: { name: string }[] }
  status?: { tags?: { tag: string }[] }
}

/** Other people, pushes and pods: what changes in the cluster while somebody looks. */
export class Others {
  readonly #cluster: Cluster
  #made = 0

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /** Changes something. Answers what, in words; what is refused is said too. */
  async act(chance: Chance): Promise<string> {
    const act = chance.pick([
      () => this.#push(chance),
      () => this.#push(chance),
      () => this.#label(chance),
      () => this.#create(chance),
      () => this.#deleteTag(chance),
      () => this.#deleteStream(chance),
      () => this.#deleteStream(chance),
      () => this.#pruner(chance),
      () => this.#pod(chance),
    ])
    const [what, status] = await act()
    return status < 300 ? what : `${what}: ${status}`
  }

  async send(method: string, path: string, body?: object, type = 'application/json'): Promise<number> {
    const init = { method, headers: { authorization: 'Bearer admin', 'content-type': type } }
    const request = new Request(`http://cluster${path}`, { ...init, ...(body && { body: JSON.stringify(body) }) })
    return (await this.#cluster.handle(request)).status
  }

  streams(namespace: string): K8sObject[] {
    return [...this.#cluster.store.list('image.openshift.io/imagestreams', namespace)]
  }

  async #push(chance: Chance): Promise<[string, number]> {
    const namespace = chance.pick(projects)
    const name = chance.pick(this.streams(namespace))?.metadata.name ?? 'pushed'
    const tag = chance.pick(['latest', 'v9', `soak-${chance.below(5)}`])
    const content = `${++this.#made}`
    const digest = (of: string) => `sha256:${createHash('sha256').update(`${content} ${of}`).digest('hex')}`
    const image = {
      metadata: { name: digest('image'), annotations: { 'openshift.io/image.managed': 'true' } },
      dockerImageReference: `image-registry.openshift-image-registry.svc:5000/${namespace}/${name}@${digest('image')}`,
      dockerImageMetadata: {
        kind: 'DockerImage',
        apiVersion: 'image.openshift.io/1.0',
        Id: digest('config'),
        Created: this.#cluster.clock.now().toISOString(),
        Architecture: 'amd64',
        Size: 12_000_000,
      },
      dockerImageMetadataVersion: '1.0',
      dockerImageLayers: [
        { name: digest('layer'), size: 12_000_000, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' },
      ],
      dockerImageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    }
    const mapping = {
      kind: 'ImageStreamMapping',
      apiVersion: 'image.openshift.io/v1',
      metadata: { name, namespace },
      image,
      tag,
    }
    const path = `${imageApi}/namespaces/${namespace}/imagestreammappings`
    return [`push ${namespace}/${name}:${tag}`, await this.send('POST', path, mapping)]
  }

  async #label(chance: Chance): Promise<[string, number]> {
    const namespace = chance.pick(projects)
    const name = chance.pick(this.streams(namespace))?.metadata.name ?? ''
    const labels = { theirs: `n${++this.#made}` }
    const path = `${imageApi}/namespaces/${namespace}/imagestreams/${name}`
    return [`label ${namespace}/${name}`, await this.send('PATCH', path, { metadata: { labels } }, MERGE)]
  }

  async #create(chance: Chance): Promise<[string, number]> {
    const namespace = chance.pick(projects)
    const name = `theirs-${++this.#made}`
    const stream = { kind: 'ImageStream', apiVersion: 'image.openshift.io/v1', metadata: { name, namespace } }
    return [
      `create ${namespace}/${name}`,
      await this.send('POST', `${imageApi}/namespaces/${namespace}/imagestreams`, stream),
    ]
  }

  async #deleteTag(chance: Chance): Promise<[string, number]> {
    const namespace = chance.pick(projects)
    const stream: Tags | undefined = chance.pick(this.streams(namespace))
    const tags = [
      ...(stream?.spec?.tags ?? []).map(({ name }) => name),
      ...(stream?.status?.tags ?? []).map(({ tag }) => tag),
    ]
    if (tags.length < 2) return this.#push(chance)
    const name = `${stream?.metadata.name ?? ''}:${chance.pick(tags)}`
    const path = `${imageApi}/namespaces/${namespace}/imagestreamtags/${name}`
    return [`delete tag ${namespace}/${name}`, await this.send('DELETE', path)]
  }

  /** One that others made, or the first that they would have. */
  async #deleteStream(chance: Chance): Promise<[string, number]> {
    const all = projects.flatMap((namespace) => this.streams(namespace))
    const theirs = chance.pick(all.filter(({ metadata }) => metadata.name.startsWith('theirs-')))
    if (!theirs) return this.#create(chance)
    const { namespace = '', name } = theirs.metadata
    const path = `${imageApi}/namespaces/${namespace}/imagestreams/${name}`
    return [`delete ${namespace}/${name}`, await this.send('DELETE', path)]
  }

  async #pruner(chance: Chance): Promise<[string, number]> {
    const spec = chance.pick([
      { keepTagRevisions: 2 + chance.below(9) },
      { suspend: chance.happens(0.5) },
      { schedule: `${chance.below(60)} 3 * * *` },
    ])
    return [`pruner ${JSON.stringify(spec)}`, await this.send('PATCH', prunerPath, { spec }, MERGE)]
  }

  async #pod(chance: Chance): Promise<[string, number]> {
    if (chance.happens(0.3)) {
      const spec = { logLevel: chance.pick(['Normal', 'Debug', 'Trace']) }
      return [`registry ${JSON.stringify(spec)}`, await this.send('PATCH', configPath, { spec }, MERGE)]
    }
    const namespace = 'openshift-image-registry'
    const name = chance.pick([...this.#cluster.store.list('/pods', namespace)])?.metadata.name ?? 'none'
    return [`delete pod ${name}`, await this.send('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`)]
  }
}
