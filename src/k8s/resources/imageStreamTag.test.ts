import { describe, expect, test } from 'vitest'
import recorded from '../../../mocks/data/recordings/00-state.json' with { type: 'json' }
import { historyOf, tagOf, tagsOf } from './imageStream.ts'
import type { ImageStream, TagEvent, TagEventList, TagReference } from './imageStream.ts'
import * as tags from './imageStreamTag.ts'

// The recording is one large literal type; its streams are ImageStreams of a real API server.
const streams = recorded['/apis/image.openshift.io/v1/imagestreams'].items as unknown as ImageStream[]

function recordedStream(namespace: string, name: string): ImageStream {
  const stream = streams.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
  if (!stream) throw new Error(`no stream ${namespace}/${name} was recorded`)
  return stream
}

const digest = (character: string) => `sha256:${character.repeat(64)}`
const own = 'image-registry.openshift-image-registry.svc:5000/shop/web'

const event = (
  image: string,
  generation = 1,
  dockerImageReference = `${own}@${image}`,
  created = '2026-11-20T10:00:00Z',
): TagEvent => ({ created, dockerImageReference, image, generation })

function streamWith(
  spec: Partial<TagReference> | undefined,
  status?: Partial<TagEventList>,
  others: { spec?: TagReference[]; status?: TagEventList[] } = {},
): ImageStream {
  return {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { tags: [...(spec ? [{ name: 'v1', ...spec }] : []), ...(others.spec ?? [])] },
    status: {
      dockerImageRepository: own,
      tags: [...(status ? [{ tag: 'v1', ...status }] : []), ...(others.status ?? [])],
    },
  }
}

function v1(stream: ImageStream) {
  const tag = tagOf(stream, 'v1')
  if (!tag) throw new Error('no tag v1')
  return tag
}

const docker = { kind: 'DockerImage', name: 'quay.io/team/web:1' }
const failed = (generation: number) => [{ type: 'ImportSuccess', status: 'False', generation, reason: 'NotFound' }]

describe('tagState', () => {
  test.each<[string, Partial<TagReference> | undefined, Partial<TagEventList> | undefined, tags.TagState]>([
    ['pushed', undefined, { items: [event(digest('a'))] }, 'ok'],
    ['imported', { from: docker, generation: 2 }, { items: [event(digest('a'), 2)] }, 'ok'],
    ['import failed, null items', { from: docker, generation: 1 }, { items: null, conditions: failed(1) }, 'failed'],
    [
      'import failed, older image serves',
      { from: docker, generation: 2 },
      { items: [event(digest('a'), 1)], conditions: failed(2) },
      'failed',
    ],
    ['failed and asked for again', { from: docker, generation: 3 }, { items: null, conditions: failed(2) }, 'failed'],
    ['not imported yet', { from: docker, generation: 1 }, undefined, 'importing'],
    ['import asked for again', { from: docker, generation: 3 }, { items: [event(digest('a'), 2)] }, 'importing'],
    ['null generation is not pending', { from: docker, generation: null }, undefined, 'empty'],
    ['no generation is not pending', { from: docker }, undefined, 'empty'],
    ['reference without items', { from: docker, generation: 1, reference: true }, undefined, 'reference'],
    [
      'reference with its item',
      { from: docker, generation: 1, reference: true },
      { items: [event('', 1, 'quay.io/team/web:1')] },
      'ok',
    ],
    ['alias of nothing', { from: { kind: 'ImageStreamTag', name: 'v9' }, generation: 1 }, undefined, 'empty'],
    ['without source', {}, undefined, 'empty'],
    [
      'condition that is not False',
      undefined,
      { items: [event(digest('a'))], conditions: [{ type: 'ImportSuccess', status: 'Unknown' }] },
      'ok',
    ],
    ['empty status', undefined, {}, 'empty'],
  ])('%s', (_, spec, status, expected) => expect(tags.tagState(v1(streamWith(spec, status)))).toBe(expected))
})

test('pending is told apart from failed', () => {
  expect(
    tags.isImportPending(v1(streamWith({ from: docker, generation: 3 }, { items: null, conditions: failed(2) }))),
  ).toBe(true)
  expect(
    tags.isImportPending(v1(streamWith({ from: docker, generation: 2 }, { items: null, conditions: failed(2) }))),
  ).toBe(false)
})

describe('tagSource', () => {
  test.each<[string, Partial<TagReference> | undefined, Partial<TagEventList> | undefined, tags.TagSource]>([
    ['pushed', undefined, { items: [event(digest('a'))] }, { kind: 'pushed' }],
    ['imported', { from: docker }, undefined, { kind: 'imported', from: docker.name, spec: true }],
    [
      'imported, no longer asked for',
      undefined,
      { items: [event(digest('a'), 1, `quay.io/team/web@${digest('a')}`)] },
      { kind: 'imported', from: 'quay.io/team/web', spec: false },
    ],
    ['reference', { from: docker, reference: true }, undefined, { kind: 'reference', from: docker.name }],
    ['alias', { from: { kind: 'ImageStreamTag', name: 'v2' } }, undefined, { kind: 'follows', tag: 'v2' }],
    [
      'alias with the stream',
      { from: { kind: 'ImageStreamTag', name: 'web:v2' } },
      undefined,
      { kind: 'follows', tag: 'v2' },
    ],
    [
      'alias with the namespace',
      { from: { kind: 'ImageStreamTag', name: 'web:v2', namespace: 'shop' } },
      undefined,
      { kind: 'follows', tag: 'v2' },
    ],
    [
      'copied',
      { from: { kind: 'ImageStreamTag', name: 'api:v2' } },
      undefined,
      { kind: 'copied', namespace: 'shop', stream: 'api', tag: 'v2' },
    ],
    [
      'copied from another project',
      { from: { kind: 'ImageStreamTag', name: 'web:v2', namespace: 'stage' } },
      undefined,
      { kind: 'copied', namespace: 'stage', stream: 'web', tag: 'v2' },
    ],
    [
      'fixed',
      { from: { kind: 'ImageStreamImage', name: `api@${digest('a')}` } },
      undefined,
      { kind: 'fixed', namespace: 'shop', stream: 'api', digest: digest('a') },
    ],
    ['from is null', { from: null }, undefined, { kind: 'none' }],
    [
      'old host name of the registry',
      undefined,
      { items: [event(digest('a'), 1, `docker-registry.default.svc:5000/shop/web@${digest('a')}`)] },
      { kind: 'pushed' },
    ],
    ['no recorded pull spec', undefined, { items: [{ image: digest('a') }] }, { kind: 'pushed' }],
  ])('%s', (_, spec, status, expected) => {
    const stream = streamWith(spec, status)
    expect(tags.tagSource(stream, v1(stream))).toEqual(expected)
  })

  test('without a registry in the cluster nothing was pushed', () => {
    const repository = 'quay.io/team/web'
    const stream = streamWith(undefined, { items: [event(digest('a'), 1, `${repository}@${digest('a')}`)] })
    stream.spec = { dockerImageRepository: repository }
    stream.status = { ...stream.status, dockerImageRepository: repository }
    expect(tags.tagSource(stream, v1(stream))).toEqual({ kind: 'imported', from: repository, spec: false })
  })
})

describe('isPushedOver', () => {
  const alias = { from: { kind: 'ImageStreamTag', name: 'v2' }, generation: 1 }
  const v2 = (image: string) => ({ status: [{ tag: 'v2', items: [event(image, 5)] }] })
  test.each<[string, ImageStream, boolean]>([
    ['imported', streamWith({ from: docker, generation: 2 }, { items: [event(digest('a'), 2)] }), false],
    ['pushed over its source', streamWith({ from: docker, generation: 2 }, { items: [event(digest('a'), 3)] }), true],
    ['pushed without a source', streamWith(undefined, { items: [event(digest('a'), 3)] }), false],
    ['null generation', streamWith({ from: docker, generation: null }, { items: [event(digest('a'), 3)] }), false],
    ['alias that follows', streamWith(alias, { items: [event(digest('a'), 5)] }, v2(digest('a'))), false],
    ['alias pushed over', streamWith(alias, { items: [event(digest('b'), 6)] }, v2(digest('a'))), true],
    ['alias of a tag that is gone', streamWith(alias, { items: [event(digest('b'), 6)] }), true],
  ])('%s', (_, stream, expected) => expect(tags.isPushedOver(stream, v1(stream))).toBe(expected))
})

describe('followedTag', () => {
  const alias = (name: string, to: string): TagReference => ({ name, from: { kind: 'ImageStreamTag', name: to } })
  test.each<[string, TagReference[], string | undefined]>([
    ['over two aliases', [alias('v1', 'v2'), alias('v2', 'v3'), { name: 'v3', from: docker }], 'v3'],
    ['in a circle', [alias('v1', 'v2'), alias('v2', 'v1')], undefined],
    ['to itself', [alias('v1', 'v1')], undefined],
    ['to nothing', [alias('v1', 'v2')], undefined],
  ])('%s', (_, spec, expected) => {
    const stream = streamWith(undefined, undefined, { spec })
    expect(tags.followedTag(stream, v1(stream))?.name).toBe(expected)
  })
})

describe('revisionOrigin', () => {
  const imported = event(digest('b'), 1, `quay.io/team/web@${digest('b')}`)
  test.each<[string, Partial<TagReference> | undefined, TagEvent[], tags.RevisionOrigin[]]>([
    [
      'pushed after an import',
      { from: docker, generation: 1 },
      [event(digest('a'), 2), imported],
      [{ kind: 'pushed' }, { kind: 'imported', from: 'quay.io/team/web' }],
    ],
    [
      'tagged, older revision unknown',
      { from: { kind: 'ImageStreamTag', name: 'api:1' }, generation: 2 },
      [event(digest('a'), 2), event(digest('b'))],
      [{ kind: 'tagged' }, { kind: 'pushedOrTagged' }],
    ],
    [
      'pushed over a copy',
      { from: { kind: 'ImageStreamTag', name: 'api:1' }, generation: 2 },
      [event(digest('a'), 3)],
      [{ kind: 'pushed' }],
    ],
    [
      'reference',
      { from: docker, reference: true },
      [event('', 1, docker.name)],
      [{ kind: 'reference', from: docker.name }],
    ],
  ])('%s', (_, spec, items, expected) => {
    const stream = streamWith(spec, { items })
    const tag = v1(stream)
    expect(items.map((revision) => tags.revisionOrigin(stream, tag, revision))).toEqual(expected)
  })
})

test('policies of a tag', () => {
  const tag = v1(
    streamWith({
      importPolicy: { scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
      referencePolicy: { type: 'Local' },
    }),
  )
  expect([tags.isScheduled(tag), tags.isInsecure(tag), tags.importModeOf(tag), tags.referencePolicyOf(tag)]).toEqual([
    true,
    true,
    'PreserveOriginal',
    'Local',
  ])
  const plain = v1(streamWith({ importPolicy: null, referencePolicy: null }))
  expect([
    tags.isScheduled(plain),
    tags.isInsecure(plain),
    tags.importModeOf(plain),
    tags.referencePolicyOf(plain),
  ]).toEqual([false, false, 'Legacy', 'Source'])
})

describe('the recorded cluster', () => {
  test.each<[string, string, string, tags.TagState, tags.TagSource]>([
    [
      'analytics',
      'broken',
      'latest',
      'failed',
      { kind: 'imported', from: 'registry.invalid.example/foo/bar:1', spec: true },
    ],
    ['analytics', 'etl', 'latest', 'ok', { kind: 'imported', from: '127.0.0.1:5005/team/etl:stable', spec: true }],
    ['openshift', 'nodejs', 'latest', 'ok', { kind: 'follows', tag: '20-ubi9' }],
    ['payments', 'api', '1.7.0', 'ok', { kind: 'pushed' }],
    ['prune-b', 'ext', '1', 'importing', { kind: 'imported', from: '127.0.0.1:5005/team/etl:stable', spec: true }],
    [
      'storefront',
      'web',
      'prod',
      'ok',
      {
        kind: 'fixed',
        namespace: 'storefront',
        stream: 'web',
        digest: 'sha256:e95fbe79354883db4688693db99f9b12cf008601a72fd584e62682b490adbf09',
      },
    ],
  ])('%s/%s:%s', (namespace, name, tagName, state, source) => {
    const stream = recordedStream(namespace, name)
    const tag = tagOf(stream, tagName)
    if (!tag) throw new Error('no such tag')
    expect(tags.tagState(tag)).toBe(state)
    expect(tags.tagSource(stream, tag)).toEqual(source)
    expect(tags.isPushedOver(stream, tag)).toBe(false)
  })

  test('all revisions, newest first', () => {
    const revisions = tags.revisionsOf(tagsOf(recordedStream('storefront', 'web')))
    expect(revisions.map(({ tag, place }) => `${tag.name} ${place}`)).toEqual([
      'prod 0',
      'v7 0',
      'v5 0',
      'v6 0',
      'prod 1',
      'v1 0',
      'v2 0',
      'v3 0',
      'v4 0',
    ])
  })

  test('nothing throws on any stream', () => {
    for (const stream of streams) {
      for (const tag of tagsOf(stream)) {
        expect(['ok', 'failed', 'importing']).toContain(tags.tagState(tag))
        for (const revision of historyOf(tag)) expect(tags.revisionOrigin(stream, tag, revision).kind).toBeTruthy()
      }
    }
  })
})
