import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/k8s/types.ts'
import { testCluster } from '../server/testCluster.ts'
import type { Image, ImageStream, TagReference } from './imageTypes.ts'
import type { Layers } from './imageStreamLayers.ts'
import type { AnyObject } from './kind.ts'
import type { Cluster } from '../server/cluster.ts'
import type { ResourceName } from '../server/store.ts'

const API = '/apis/image.openshift.io/v1'
const SHOP = `${API}/namespaces/storefront`
const MERGE = 'application/merge-patch+json'
const digest = (letter: string) => `sha256:${letter.repeat(64)}`

type SentTag = Partial<Omit<TagReference, 'importPolicy'>> & { importPolicy?: object }

const setup = () => {
  const cluster = testCluster({ now: () => new Date('2026-11-21T01:00:00Z') })
  const patch = (name: string, body: object) => ({
    path: `${SHOP}/imagestreams/${name}`,
    sent: { method: 'PATCH', type: MERGE, body },
  })
  const setTags = async (name: string, tags: SentTag[], as = 'admin') => {
    const { path, sent } = patch(name, { spec: { tags } })
    return cluster.read<ImageStream & Status>(path, { ...sent, as })
  }
  const create = (body: object) => cluster.read<ImageStream & Status>(`${SHOP}/imagestreams`, { method: 'POST', body })
  return { ...cluster, setTags, create }
}

const store = ({ store: objects }: Cluster, resource: ResourceName, object: AnyObject) => objects.put(resource, object)

const newestOf = ({ status }: ImageStream, tag: string) =>
  status.tags?.find((history) => history.tag === tag)?.items?.[0]

describe('generations', () => {
  test('a spec change raises the stream, a changed tag takes the new value, the others keep theirs', async () => {
    const { create, setTags } = setup()
    const quay: SentTag = { name: 'a', from: { kind: 'DockerImage', name: 'quay.io/a/b:1' } }
    const created = await create({ metadata: { name: 'gen' }, spec: { tags: [quay] } })
    expect(created.spec.tags?.[0]).toMatchObject({
      generation: 1,
      referencePolicy: { type: 'Source' },
      annotations: null,
    })
    const added = await setTags('gen', [quay, { ...quay, name: 'b' }])
    expect(added.metadata.generation).toBe(2)
    expect(added.spec.tags?.map(({ generation }) => generation)).toEqual([1, 2])
    const scheduled = await setTags('gen', [
      { ...quay, importPolicy: { scheduled: true } },
      { ...quay, name: 'b' },
    ])
    expect(scheduled.metadata.generation).toBe(3)
    expect(scheduled.spec.tags?.map(({ generation }) => generation)).toEqual([1, 2])
    const again = await setTags('gen', [
      { ...quay, generation: 0 },
      { ...quay, name: 'b', generation: 99 },
    ])
    expect(again.spec.tags?.map(({ generation }) => generation)).toEqual([4, 2])
    const mode = await setTags('gen', [{ ...quay, importPolicy: { importMode: 'PreserveOriginal' } }])
    expect(mode.spec.tags?.map(({ generation }) => generation)).toEqual([5])
  })

  test('labels and an unchanged spec do not raise it, and an empty change makes no version', async () => {
    const { create, read } = setup()
    const { metadata } = await create({ metadata: { name: 'gen' } })
    const patch = (body: object) =>
      read<ImageStream>(`${SHOP}/imagestreams/gen`, { method: 'PATCH', type: MERGE, body })
    expect((await patch({ metadata: { labels: { a: 'b' } } })).metadata.generation).toBe(1)
    const same = await patch({ spec: { lookupPolicy: { local: false } } })
    expect(same.metadata.resourceVersion).not.toBe(metadata.resourceVersion)
    expect((await patch({})).metadata.resourceVersion).toBe(same.metadata.resourceVersion)
  })
})

describe('where tags come from', () => {
  test('a tag of another stream is copied once, pulled from this stream, and not followed', async () => {
    const { create, ask, read } = setup()
    const from = { kind: 'ImageStreamTag', name: 'web:v2' }
    const stream = await create({ metadata: { name: 'copy' }, spec: { tags: [{ name: 'x', from }] } })
    const before = newestOf(stream, 'x')
    expect(before?.dockerImageReference).toBe(
      `image-registry.openshift-image-registry.svc:5000/storefront/copy@${before?.image}`,
    )
    await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('web', 'v2', 'a') })
    expect(newestOf(await read(`${SHOP}/imagestreams/web`), 'v2')?.image).toBe(digest('a'))
    expect(newestOf(await read(`${SHOP}/imagestreams/copy`), 'x')).toEqual(before)
  })

  test('a tag of the same stream is followed: a push reaches both; the source takes the generation too', async () => {
    const { setTags, ask, read } = setup()
    const aliased = await setTags('web', [{ name: 'stable', from: { kind: 'ImageStreamTag', name: 'v2' } }])
    expect(newestOf(aliased, 'stable')).toEqual(newestOf(aliased, 'v2'))
    expect(newestOf(aliased, 'v2')?.generation).toBe(aliased.metadata.generation)
    await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('web', 'v2', 'a') })
    const pushed = await read<ImageStream>(`${SHOP}/imagestreams/web`)
    expect(newestOf(pushed, 'stable')?.image).toBe(digest('a'))
    expect(pushed.status.tags?.find(({ tag }) => tag === 'stable')?.items).toHaveLength(2)
  })

  test('a reference has an event without an image', async () => {
    const { setTags } = setup()
    const stream = await setTags('web', [
      { name: 'ref', reference: true, from: { kind: 'DockerImage', name: 'quay.io/a/b:1' } },
    ])
    expect(newestOf(stream, 'ref')).toMatchObject({ dockerImageReference: 'quay.io/a/b:1', image: '' })
  })

  test('removing a tag from the spec leaves its history', async () => {
    const { setTags } = setup()
    const stream = await setTags('web', [])
    expect(stream.spec.tags).toBeUndefined()
    expect(newestOf(stream, 'prod')).toBeDefined()
  })

  const wrapped = (text: string) => `[]: Internal error: imagestreams "web" is invalid: ${text}`
  test.each<[name: string, tag: SentTag, message: string, as?: string]>([
    [
      'a missing stream',
      { from: { kind: 'ImageStreamTag', name: 'nope:1' } },
      wrapped('spec.tags[t].from.name: Not found: "nope:1"'),
    ],
    [
      'a missing image',
      { from: { kind: 'ImageStreamImage', name: `web@${digest('f')}` } },
      wrapped(
        `spec.tags[t].from.name: Invalid value: "web@${digest('f')}": error generating tag event: imagestreamimage.image.openshift.io "${digest('f')}" not found`,
      ),
    ],
    [
      'a project that may not be read',
      { from: { kind: 'ImageStreamTag', namespace: 'analytics', name: 'etl:latest' } },
      wrapped('spec.tags[t].from: Forbidden: analytics/etl: "" ""'),
      'dev',
    ],
    [
      'a schedule without a registry',
      { from: { kind: 'ImageStreamTag', name: 'v1' }, importPolicy: { scheduled: true } },
      'spec.tags[t].importPolicy.scheduled: Invalid value: true: only tags pointing to Docker repositories may be scheduled for background import',
    ],
    [
      'an unknown policy',
      { from: { kind: 'DockerImage', name: 'a' }, referencePolicy: { type: 'Nearby' } },
      'spec.tags[t].referencePolicy.type: Invalid value: "Nearby": valid values are "Source", "Local"',
    ],
    [
      'an unknown import mode',
      { from: { kind: 'DockerImage', name: 'a' }, importPolicy: { importMode: 'All' } },
      `spec.tags[t].importPolicy.importMode: Invalid value: "All": invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'`,
    ],
  ])('refuses %s', async (_name, tag, message, as) => {
    const { setTags } = setup()
    const status = await setTags('web', [{ name: 't', ...tag }], as)
    expect(status).toMatchObject({ code: 422, message: `ImageStream.image.openshift.io "web" is invalid: ${message}` })
  })

  test('a missing tag of a stream that is there is accepted', async () => {
    const { setTags } = setup()
    const stream = await setTags('web', [{ name: 't', from: { kind: 'ImageStreamTag', name: 'web:nope' } }])
    expect(stream.spec.tags).toHaveLength(1)
    expect(newestOf(stream, 't')).toBeUndefined()
  })
})

test.each<[sent: object, message: string]>([
  [
    { metadata: { name: 'x' }, spec: { tags: 'y' } },
    'cannot unmarshal string into Go struct field ImageStreamSpec.spec.tags of type []v1.TagReference',
  ],
  [{ metadata: { name: 'a/b' } }, `metadata.name: Invalid value: "a/b": may not contain '/'`],
  [{ metadata: {} }, 'metadata.name: Required value: name or generateName is required'],
  [
    { metadata: { name: 'x' }, spec: { dockerImageRepository: 'quay.io/a/b:1' } },
    'spec.dockerImageRepository: Invalid value: "quay.io/a/b:1": the repository name may not contain a tag',
  ],
])('refuses to create %o', async (body, message) => {
  const { create } = setup()
  expect((await create(body)).message).toContain(message)
})

test('only allowed registries may be imported from, and what was there stays', async () => {
  const { cluster, setTags } = setup()
  const config = cluster.store.get('config.openshift.io/images', undefined, 'cluster')
  if (!config) throw new Error('the recorded cluster has an image configuration')
  const from = (name: string) => ({ kind: 'DockerImage', name })
  await setTags('web', [{ name: 'old', from: from('old.example/a/b:1') }])
  store(cluster, 'config.openshift.io/images', {
    ...config,
    spec: { allowedRegistriesForImport: [{ domainName: '*.quay.io' }, { domainName: 'quay.io' }] },
  })
  const tags = [
    { name: 'old', from: from('old.example/a/b:2') },
    { name: 'q', from: from('quay.io/a/b:1') },
  ]
  expect((await setTags('web', tags)).spec.tags).toHaveLength(2)
  const denied = await setTags('web', [...tags, { name: 'n', from: from('new.example/a/b:1') }])
  expect(denied.message).toContain(
    'spec.tags[n].from.name: Forbidden: registry "new.example" not allowed by whitelist: "image-registry.openshift-image-registry.svc:5000", "*.quay.io:443", "quay.io:443"',
  )
})

test('a limit range bounds the tags of a stream', async () => {
  const { cluster, setTags } = setup()
  store(cluster, '/limitranges', {
    metadata: { name: 'l', namespace: 'storefront' },
    spec: { limits: [{ type: 'openshift.io/ImageStream', max: { 'openshift.io/image-tags': '1' } }] },
  })
  const tag = (name: string) => ({ name, from: { kind: 'DockerImage', name: `quay.io/a/${name}:1` } })
  expect((await setTags('web', [tag('a')])).spec.tags).toHaveLength(1)
  expect((await setTags('web', [tag('a'), tag('b')])).message).toContain(
    'requested usage of openshift.io/image-tags exceeds the maximum limit per openshift.io/ImageStream (2 > 1)',
  )
})

test('a read shows where to pull from, inside and, with a host name, outside', async () => {
  const { cluster, read } = setup()
  const web = () => read<ImageStream>(`${SHOP}/imagestreams/web`)
  expect((await web()).status.publicDockerImageRepository).toBeUndefined()
  const config = cluster.store.get('config.openshift.io/images', undefined, 'cluster')
  if (!config) throw new Error('the recorded cluster has an image configuration')
  store(cluster, 'config.openshift.io/images', {
    ...config,
    status: { externalRegistryHostnames: ['registry.example'] },
  })
  expect((await web()).status).toMatchObject({
    dockerImageRepository: '',
    publicDockerImageRepository: 'registry.example/storefront/web',
  })
})

const push = (name: string, tag: string, letter: string) => ({
  metadata: { name },
  tag,
  image: {
    metadata: { name: digest(letter), annotations: { 'openshift.io/image.managed': 'true' } },
    dockerImageReference: `image-registry.openshift-image-registry.svc:5000/storefront/${name}@${digest(letter)}`,
    dockerImageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    dockerImageManifest: JSON.stringify({
      schemaVersion: 2,
      config: { digest: digest('c'), size: 2 },
      layers: [
        { digest: digest('1'), size: 100, mediaType: 'layer' },
        { digest: digest('2'), size: 20, mediaType: 'layer' },
      ],
    }),
    dockerImageConfig: '{"architecture":"arm64","created":"2026-01-01T00:00:00Z"}',
  },
})

test('a stream stored without spec and status is served all the same', async () => {
  const { cluster, ask } = setup()
  store(cluster, 'image.openshift.io/imagestreams', { metadata: { name: 'bare', namespace: 'storefront' } })
  const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'
  for (const path of ['imagestreams', 'imagestreamtags', 'imagetags'])
    for (const accept of ['application/json', table])
      expect((await ask(`${SHOP}/${path}`, { accept })).status).toBe(200)
  expect((await ask(`${SHOP}/imagestreams/bare/layers`)).status).toBe(200)
})

describe('a push', () => {
  test('stores the image with its layers and size, once, and answers a Status', async () => {
    const { ask, read } = setup()
    const answer = await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('web', 'new', 'a') })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ kind: 'Status', status: 'Success' })
    const image = await read<Image>(`${API}/images/${digest('a')}`)
    expect(image.dockerImageLayers?.map(({ size }) => size)).toEqual([100, 20])
    expect(image.dockerImageMetadata).toMatchObject({ Id: digest('c'), Architecture: 'arm64', Size: 120 + 57 })
    await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('web', 'again', 'a') })
    expect((await read<Image>(`${API}/images/${digest('a')}`)).metadata.uid).toBe(image.metadata.uid)
  })

  test('to a stream that is not there is refused: the registry creates it first', async () => {
    const { ask } = setup()
    expect((await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('none', 'x', 'a') })).status).toBe(
      404,
    )
  })
})

test('layers have the size of the last layer of the image that brought them', async () => {
  const { ask, read } = setup()
  await ask(`${SHOP}/imagestreams`, { method: 'POST', body: { metadata: { name: 'pushed' } } })
  await ask(`${SHOP}/imagestreammappings`, { method: 'POST', body: push('pushed', 'x', 'a') })
  await ask(`${API}/images/${digest('a')}`)
  const layers = await read<Layers>(`${SHOP}/imagestreams/pushed/layers`)
  expect(layers.blobs[digest('1')]).toEqual({ size: 20, mediaType: 'layer' })
  expect(layers.images[digest('a')]).toMatchObject({ config: digest('c'), layers: [digest('1'), digest('2')] })
  await ask(`${API}/images/${digest('a')}`, { method: 'DELETE' })
  const missing = await read<Layers>(`${SHOP}/imagestreams/pushed/layers`)
  expect(missing.images[digest('a')]).toEqual({ imageMissing: true, layers: null, config: null })
})

test('the status is written through its own path; the tags of the spec are not', async () => {
  const { read } = setup()
  const stream = await read<ImageStream>(`${SHOP}/imagestreams/web/status`, {
    method: 'PATCH',
    type: MERGE,
    body: { spec: { tags: [], lookupPolicy: { local: true } }, status: { tags: [] } },
  })
  expect(stream.status.tags).toBeUndefined()
  expect(stream.spec.tags).toHaveLength(1)
  expect(stream.spec.lookupPolicy.local).toBe(true)
})

test('only secrets for pulling are given away', async () => {
  const { cluster, read } = setup()
  const put = (name: string, type: string, annotations = {}) =>
    store(cluster, '/secrets', { metadata: { name, namespace: 'storefront', annotations }, type })
  put('pull', 'kubernetes.io/dockerconfigjson')
  put('other', 'Opaque')
  put('hidden', 'kubernetes.io/dockercfg', { 'openshift.io/image.excludeSecret': 'true' })
  const list = await read<{ items: { metadata: { name: string } }[] }>(`${SHOP}/imagestreams/web/secrets`)
  expect(list.items.map(({ metadata }) => metadata.name)).toEqual(['pull'])
})
