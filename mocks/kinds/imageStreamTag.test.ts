import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/k8s/types.ts'
import { testCluster } from '../server/testCluster.ts'
import type { ImageStreamImage, ImageStreamTag, ImageTag } from './imagePrinters.ts'
import type { ImageStream, TagReference } from './imageTypes.ts'

const API = '/apis/image.openshift.io/v1'
const SHOP = `${API}/namespaces/storefront`
const MERGE = 'application/merge-patch+json'

interface Sent {
  metadata?: object
  tag?: Partial<TagReference> | null
  labels?: object
}

const setup = () => {
  const cluster = testCluster()
  const { ask, read } = cluster
  const put = (name: string, { metadata, tag }: Sent = {}) =>
    ask(`${SHOP}/imagestreamtags/${name}`, { method: 'PUT', body: { metadata: { name, ...metadata }, tag } })
  const patchTag = <T = ImageStreamTag & Status>(name: string, body: object, kind = 'imagestreamtags') =>
    read<T>(`${SHOP}/${kind}/${name}`, { method: 'PATCH', type: MERGE, body })
  const stream = (name = 'web') => read<ImageStream>(`${SHOP}/imagestreams/${name}`)
  return { ...cluster, put, patchTag, stream }
}

const quay = { from: { kind: 'DockerImage', name: 'quay.io/a/b:1' } }

describe('image stream tags', () => {
  test('a new spec tag is created, an existing one is replaced', async () => {
    const { put, stream } = setup()
    expect((await put('web:new', { tag: quay })).status).toBe(201)
    expect((await put('web:new', { tag: { ...quay, reference: true } })).status).toBe(200)
    expect((await stream()).spec.tags?.find(({ name }) => name === 'new')?.reference).toBe(true)
  })

  test('a missing stream is created', async () => {
    const { put, stream } = setup()
    expect((await put('fresh:1', { tag: quay })).status).toBe(201)
    expect((await stream('fresh')).spec.tags?.map(({ name }) => name)).toEqual(['1'])
  })

  test('a stale version is a conflict; one for a missing stream is not found', async () => {
    const { put } = setup()
    const stale = await put('web:new', { metadata: { resourceVersion: '1' }, tag: quay })
    expect(stale.status).toBe(409)
    expect(((await stale.json()) as Status).message).toMatch(
      /"web:new": another caller has updated the resource version to \d+$/,
    )
    expect((await put('fresh:1', { metadata: { resourceVersion: '1' }, tag: quay })).status).toBe(404)
  })

  test('annotations are those of the metadata: leaving them out wipes them', async () => {
    const { put, patchTag, stream } = setup()
    const annotations = async () => (await stream()).spec.tags?.find(({ name }) => name === 'new')?.annotations
    await put('web:new', { metadata: { annotations: { a: 'b' } }, tag: quay })
    expect(await annotations()).toEqual({ a: 'b' })
    await patchTag('web:new', { metadata: { annotations: { c: 'd' } } })
    expect(await annotations()).toEqual({ a: 'b', c: 'd' })
    await put('web:new', { tag: quay })
    expect(await annotations()).toBeNull()
  })

  test('a pushed tag cannot be annotated without giving it a spec', async () => {
    const { patchTag } = setup()
    const { message, code } = await patchTag('web:v1', { metadata: { annotations: { a: 'b' } } })
    expect(code).toBe(400)
    expect(message).toBe('imagestreamtag v1 is not a spec tag in imagestream storefront/web, cannot be updated')
  })

  test('labels cannot change', async () => {
    const { put } = setup()
    await put('web:new', { tag: quay })
    const answer = await put('web:new', { metadata: { labels: { a: 'b' } }, tag: quay })
    expect(((await answer.json()) as Status).message).toContain('may not update fields other than metadata.annotations')
  })

  test('a tag without an image is not found, though it can be patched and deleted', async () => {
    const { put, ask, patchTag, stream } = setup()
    await put('web:new', { tag: quay })
    const path = `${SHOP}/imagestreamtags/web:new`
    expect((await ask(path)).status).toBe(404)
    expect(
      (await patchTag('web:new', { tag: { importPolicy: { scheduled: true } } })).tag?.importPolicy.scheduled,
    ).toBe(true)
    expect((await ask(path, { method: 'DELETE' })).status).toBe(200)
    expect((await stream()).spec.tags?.some(({ name }) => name === 'new')).toBe(false)
  })

  test('deleting takes the history too, and heeds only the uid', async () => {
    const { ask, stream } = setup()
    const remove = (preconditions: object) =>
      ask(`${SHOP}/imagestreamtags/web:prod`, { method: 'DELETE', body: { preconditions } })
    expect((await remove({ uid: 'other' })).status).toBe(409)
    expect((await remove({ resourceVersion: '1' })).status).toBe(200)
    const { spec, status } = await stream()
    expect(spec.tags).toBeUndefined()
    expect(status.tags?.some(({ tag }) => tag === 'prod')).toBe(false)
  })

  test('a dry run writes all the same', async () => {
    const { ask, stream } = setup()
    await ask(`${SHOP}/imagestreamtags/web:prod?dryRun=All`, { method: 'DELETE' })
    expect((await stream()).status.tags?.some(({ tag }) => tag === 'prod')).toBe(false)
  })

  test('a create refuses annotations of the tag that the metadata lacks, and a name without a tag', async () => {
    const { read } = setup()
    const create = (body: object) => read<Status>(`${SHOP}/imagestreamtags`, { method: 'POST', body })
    const annotated = await create({ metadata: { name: 'web:n' }, tag: { ...quay, annotations: { a: 'b' } } })
    expect(annotated.message).toContain(
      'tag.annotations: Invalid value: "<map>": tag annotations must not be provided or must be equal to the object meta annotations',
    )
    expect(await create({ metadata: { name: 'web' }, tag: quay })).toMatchObject({
      code: 500,
      message: '"web" must be of the form <stream_name>:<tag>',
    })
  })

  test('with the policy Local the image is pulled through this registry', async () => {
    const { patchTag } = setup()
    const { image } = await patchTag('web:prod', { tag: { referencePolicy: { type: 'Local' } } })
    expect(image.dockerImageReference).toBe(
      `image-registry.openshift-image-registry.svc:5000/storefront/web@${image.metadata.name}`,
    )
  })

  test('lists leave out failed tags and tags without an image', async () => {
    const { read } = setup()
    const { items } = await read<{ items: ImageStreamTag[] }>(`${API}/imagestreamtags`)
    const names = items.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`)
    expect(names).toContain('analytics/etl:latest')
    expect(names).not.toContain('analytics/broken:latest')
  })
})

describe('image tags', () => {
  test('lists have every tag, sorted', async () => {
    const { read } = setup()
    const { items } = await read<{ items: ImageTag[] }>(`${API}/namespaces/analytics/imagetags`)
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['broken:latest', 'etl:latest'])
    expect(items[0]).toMatchObject({ image: null, status: { items: null } })
  })

  test('a spec of null removes the spec and leaves the history', async () => {
    const { patchTag, stream } = setup()
    const tag = await patchTag<ImageTag>('web:prod', { spec: null }, 'imagetags')
    expect(tag.spec).toBeNull()
    expect(tag.status?.items).toHaveLength(2)
    expect((await stream()).spec.tags).toBeUndefined()
  })

  test.each([
    [{ metadata: { annotations: { a: 'b' } } }, 'metadata: Invalid value: "": may not update fields other than spec'],
    [{ status: null }, 'status: Invalid value: "": may not update fields other than spec'],
    [{ spec: { name: 'other' } }, 'spec.name: Invalid value: "other": must match image tag name'],
  ])('refuses %o', async (body, message) => {
    const { patchTag } = setup()
    expect((await patchTag<Status>('web:prod', body, 'imagetags')).message).toContain(message)
  })

  test('a create needs a spec and creates the stream', async () => {
    const { read, stream } = setup()
    const create = (body: object) => read<ImageTag & Status>(`${SHOP}/imagetags`, { method: 'POST', body })
    expect((await create({ metadata: { name: 'fresh:1' } })).message).toContain(
      'spec: Required value: spec is a required field during creation',
    )
    expect((await create({ metadata: { name: 'fresh:1' }, spec: quay })).spec?.name).toBe('1')
    expect((await create({ metadata: { name: 'fresh:1' }, spec: quay })).code).toBe(409)
    expect((await stream('fresh')).spec.tags).toHaveLength(1)
  })
})

describe('image stream images', () => {
  const child = 'sha256:c94dd26d2d2f8e447336334e8dd90a9f7735c00eeff2d296c728a14f00b442a1'
  const get = (name: string) =>
    setup().read<ImageStreamImage & Status>(`${API}/namespaces/openshift/imagestreamimages/${name}`)

  test.each([child, child.slice(0, 20), 'c94dd26'])('finds a child of a manifest list by %s', async (id) => {
    const found = await get(`python@${id}`)
    expect(found.image.metadata.name).toBe(child)
    expect(found.metadata.name).toBe(`python@${id}`)
  })

  test('needs a stream and a digest', async () => {
    expect((await get('python')).message).toBe('ImageStreamImages must be retrieved with <name>@<id>')
    expect((await get(`nope@${child}`)).message).toBe('imagestreams.image.openshift.io "nope" not found')
  })
})
