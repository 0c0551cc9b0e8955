import { describe, expect, test } from 'vitest'
import recorded from '../../../mocks/data/recordings/00-state.json' with { type: 'json' }
import type { ImageStream } from './imageStream.ts'
import { projectStream } from './imageStreamRow.ts'

// The recording is one large literal type; its streams are ImageStreams of a real API server.
const streams = recorded['/apis/image.openshift.io/v1/imagestreams'].items as unknown as ImageStream[]

function rowOf(namespace: string, name: string) {
  const stream = streams.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name)
  if (!stream) throw new Error(`no stream ${namespace}/${name} was recorded`)
  return projectStream(stream)
}

describe('projectStream', () => {
  test('a pushed stream: latest first, then the newest', () => {
    expect(rowOf('payments', 'api')).toEqual({
      metadata: {
        name: 'api',
        namespace: 'payments',
        uid: 'da57dca8-44ac-47c1-a213-e53d3989a08f',
        resourceVersion: '750',
      },
      tags: 7,
      firstTags: ['latest', '1.7.0', '1.6.0'],
      newest: '1.7.0',
      newestSource: 'pushed',
      updated: '2026-11-20T23:33:13Z',
      sources: ['pushed'],
      failing: 0,
      importing: 0,
      images: expect.objectContaining({ length: 7 }),
      repository: 'image-registry.openshift-image-registry.svc:5000/payments/api',
    })
  })

  test('an import that never worked has no newest tag', () => {
    expect(rowOf('analytics', 'broken')).toMatchObject({
      tags: 1,
      firstTags: ['latest'],
      sources: ['imported'],
      failing: 1,
      importing: 0,
    })
    expect(rowOf('analytics', 'broken').failed).toMatchObject([
      { tag: 'latest', message: expect.stringContaining('no such host') },
    ])
    expect(rowOf('analytics', 'broken')).not.toHaveProperty('newest')
    expect(rowOf('analytics', 'broken')).not.toHaveProperty('updated')
  })

  test('an import that has not begun', () => {
    expect(rowOf('prune-b', 'ext')).toMatchObject({ tags: 1, failing: 0, importing: 1, sources: ['imported'] })
  })

  test('an alias has no source of its own, and labels are kept', () => {
    expect(rowOf('openshift', 'nodejs')).toMatchObject({
      sources: ['imported'],
      metadata: { labels: { 'samples.operator.openshift.io/managed': 'true' } },
    })
  })

  test('tagged and pushed', () => expect(rowOf('storefront', 'web').sources).toEqual(['pushed', 'tagged']))

  test('no tags at all', () => expect(rowOf('prune-a', 'cron')).toMatchObject({ tags: 0, firstTags: [], sources: [] }))

  test.each<[string, ImageStream]>([
    ['nothing but metadata', { metadata: { name: 'web', namespace: 'shop' } }],
    ['nulls', { metadata: { name: 'web', namespace: 'shop', labels: null }, spec: null, status: null }],
    [
      'null tags',
      {
        metadata: { name: 'web', namespace: 'shop' },
        spec: { tags: null },
        status: { tags: null, dockerImageRepository: '' },
      },
    ],
  ])('%s', (_, stream) => {
    expect(projectStream(stream)).toEqual({
      metadata: { name: 'web', namespace: 'shop' },
      tags: 0,
      firstTags: [],
      sources: [],
      failing: 0,
      importing: 0,
      images: [],
    })
  })

  test('the public repository comes first, and thousands of tags keep their order', () => {
    const tags = Array.from({ length: 5000 }, (_, index) => ({
      tag: `1.${index}`,
      items: [
        { created: `2026-11-20T10:00:${String(index % 60).padStart(2, '0')}Z`, image: `sha256:${'a'.repeat(64)}` },
      ],
    }))
    const row = projectStream({
      metadata: { name: 'web' },
      status: {
        publicDockerImageRepository: 'registry.example/shop/web',
        dockerImageRepository: 'internal/shop/web',
        tags,
      },
    })
    expect(row).toMatchObject({
      tags: 5000,
      newest: '1.4979',
      firstTags: ['1.4979', '1.4919', '1.4859'],
      repository: 'registry.example/shop/web',
    })
  })
})
