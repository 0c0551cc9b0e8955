import { describe, expect, test } from 'vitest'
import type { Status } from '../../src/k8s/types.ts'
import { testCluster } from '../server/testCluster.ts'
import { failureStatus, prioritizedTags, type ImageOutcome, type RepositoryOutcome } from './imageImportStatus.ts'
import type { ImageStream } from './imageTypes.ts'

const ANALYTICS = '/apis/image.openshift.io/v1/namespaces/analytics'
const REGISTRY = '127.0.0.1:5005'

interface Import extends Status {
  outcome: { import?: ImageStream; images: ImageOutcome[]; repository?: RepositoryOutcome }
}

const setup = () => {
  const cluster = testCluster()
  const send = async (name: string, spec: object, metadata: object = {}, as = 'admin') => {
    const body = { metadata: { name, ...metadata }, spec: { import: true, ...spec } }
    const path = `${ANALYTICS}/imagestreamimports`
    const answer = await cluster.read<Status & { status: unknown }>(path, { method: 'POST', body, as })
    // The status of an import is not the word of a Status.
    return { ...answer, outcome: answer.status } as unknown as Import
  }
  const one = (name: string, from: string, entry: object = {}) =>
    send(name, { images: [{ from: { kind: 'DockerImage', name: from }, to: { name: 't' }, ...entry }] })
  const stream = (name: string) => cluster.read<ImageStream>(`${ANALYTICS}/imagestreams/${name}`)
  return { ...cluster, send, one, stream }
}

const insecure = { importPolicy: { insecure: true } }

describe('an import', () => {
  test('that changes nothing makes no event, but sets the policy it was asked with', async () => {
    const { one, stream } = setup()
    await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    const before = await stream('new')
    await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    expect(await stream('new')).toEqual(before)
    await one('new', `${REGISTRY}/ubi9/python:3.9`, { importPolicy: { insecure: true, scheduled: true } })
    const after = await stream('new')
    expect(after.status.tags).toEqual(before.status.tags)
    expect(after.spec.tags?.[0]).toMatchObject({ generation: 1, importPolicy: { scheduled: true } })
  })

  test('of another image goes on top; a failure keeps the images and an identical one is not written again', async () => {
    const { one, stream } = setup()
    await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    await one('new', `${REGISTRY}/ubi9/nodejs-18`, insecure)
    expect((await stream('new')).status.tags?.[0]?.items).toHaveLength(2)
    await one('new', `${REGISTRY}/ubi9/nope`, insecure)
    const failed = await stream('new')
    expect(failed.status.tags?.[0]).toMatchObject({ conditions: [{ reason: 'NotFound', generation: 3 }] })
    expect(failed.status.tags?.[0]?.items).toHaveLength(2)
    expect(failed.spec.tags?.[0]?.from?.name).toBe(`${REGISTRY}/ubi9/nodejs-18`)
    await one('new', `${REGISTRY}/ubi9/nope`, insecure)
    expect(await stream('new')).toEqual(failed)
    await one('new', `${REGISTRY}/ubi9/nodejs-18`, insecure)
    expect((await stream('new')).status.tags?.[0]).not.toHaveProperty('conditions')
  })

  test('keeps the reference policy of the tag', async () => {
    const { ask, one, stream } = setup()
    const tag = { name: 't', from: { kind: 'DockerImage', name: 'a/b' }, referencePolicy: { type: 'Local' } }
    await ask(`${ANALYTICS}/imagestreams`, {
      method: 'POST',
      body: { metadata: { name: 'new' }, spec: { tags: [tag] } },
    })
    await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    expect((await stream('new')).spec.tags?.[0]?.referencePolicy.type).toBe('Local')
  })

  test('of a manifest list takes the platform its tag prefers', async () => {
    const { ask, one, stream } = setup()
    const annotations = { 'importer.image.openshift.io/prefer-arch': 's390x' }
    const tag = { name: 't', from: { kind: 'DockerImage', name: 'a/b' }, annotations }
    await ask(`${ANALYTICS}/imagestreams`, {
      method: 'POST',
      body: { metadata: { name: 'new' }, spec: { tags: [tag] } },
    })
    const { outcome } = await one('new', `${REGISTRY}/ubi9/python:3.12`, insecure)
    expect(outcome.images[0]?.image?.dockerImageMetadata).toMatchObject({ Architecture: 's390x' })
    expect((await stream('new')).status.tags?.[0]?.items?.[0]?.image).toBe(outcome.images[0]?.image?.metadata.name)
  })

  test('by digest without a tag is looked up and not stored', async () => {
    const { one, send } = setup()
    const { outcome } = await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    const digest = outcome.images[0]?.image?.metadata.name ?? ''
    const from = { kind: 'DockerImage', name: `${REGISTRY}/ubi9/python@${digest}` }
    const { outcome: found } = await send('other', { images: [{ from, ...insecure }] })
    expect(found.images[0]?.image?.metadata.name).toBe(digest)
    expect(found.import?.spec.tags).toBeUndefined()
  })

  test('that was made for another version of the stream is refused', async () => {
    const { one, send, stream } = setup()
    await one('new', `${REGISTRY}/ubi9/python:3.9`, insecure)
    const images = [{ from: { kind: 'DockerImage', name: `${REGISTRY}/ubi9/python:3.9` } }]
    const { resourceVersion } = (await stream('new')).metadata
    expect(await send('new', { images }, { resourceVersion: '1' })).toMatchObject({
      code: 409,
      message: `Operation cannot be fulfilled on imagestream.image.openshift.io "new": the image stream was updated from "1" to "${resourceVersion ?? ''}"`,
    })
    expect((await send('nope', { images }, { resourceVersion: '1' })).code).toBe(404)
    expect((await send('new', { images }, { uid: 'other' })).code).toBe(404)
  })
})

test.each([
  [
    { images: [{ from: { kind: 'ImageStreamTag', name: 'a:b' } }] },
    'spec.images[0].from.kind: Invalid value: "ImageStreamTag": only DockerImage is supported',
  ],
  [
    { images: [{ from: { kind: 'DockerImage', name: 'a' }, to: {} }] },
    'spec.images[0].to.name: Invalid value: "": the name of the target tag must be specified',
  ],
  [
    { repository: { from: { kind: 'DockerImage', name: 'a:1' } } },
    'spec.repository.from.name: Invalid value: "a:1": you must specify an image repository, not a tag or ID',
  ],
  [
    { repository: { from: { kind: 'DockerImage' } } },
    'spec.repository.from.name: Required value: container image references require a name',
  ],
])('refuses %o', async (spec, message) => {
  const answer = await setup().send('new', spec)
  expect(answer).toMatchObject({
    code: 422,
    message: `ImageStreamImport.image.openshift.io "new" is invalid: ${message}`,
  })
})

test.each([
  [{ kind: 'notFound' } as const, 'NotFound', 404, 'dockerimage.image.openshift.io "a/b:1" not found'],
  [{ kind: 'unauthorized' } as const, 'Unauthorized', 401, 'you may not have access to the container image "a/b:1"'],
  [{ kind: 'network', text: 'x' } as const, 'InternalError', 500, 'Internal error occurred: a/b:1: x'],
])('%o', (failure, reason, code, message) => {
  expect(failureStatus(failure, 'a/b:1')).toMatchObject({ status: 'Failure', reason, code, message })
})

test('tags of a repository: latest, then minor versions, then whole ones, newest first, then the rest by name', () => {
  expect(prioritizedTags(['z', '3.9', '1.0.0', '3.11', 'a', 'latest', 'v3.12', '2.0.0-rc1', '2.0.0'])).toEqual([
    'latest',
    'v3.12',
    '3.11',
    '3.9',
    '2.0.0',
    '2.0.0-rc1',
    '1.0.0',
    'a',
    'z',
  ])
})

test('hosts that refuse and hosts that are not there', async () => {
  const { one } = setup()
  const message = async (from: string) => (await one('new', from)).outcome.images[0]?.status.message
  expect(await message('registry.example/a/b:1')).toContain('dial tcp: lookup registry.example on ')
  expect(await message('10.1.2.3:9000/a/b:1')).toContain('dial tcp 10.1.2.3:9000: connect: connection refused')
  expect(await message(`${REGISTRY}/ubi9/python:3.9`)).toContain('http: server gave HTTP response to HTTPS client')
})
