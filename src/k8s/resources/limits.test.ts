import { describe, expect, it } from 'vitest'
import type { ImageStream, TagReference } from './imageStream.ts'
import { countedBy, imageLimitsOf, type LimitRange } from './limitRange.ts'
import { leftOf, limitRefusalOf, streamQuotasOf, type ResourceQuota } from './resourceQuota.ts'

const streamLimit = (max: Record<string, string>) => ({ type: 'openshift.io/ImageStream', max })
const range = (name: string, ...limits: { type: string; max?: Record<string, string> }[]): LimitRange => ({
  metadata: { name, namespace: 'demo' },
  spec: { limits },
})

describe('limits of images', () => {
  it('takes the lowest of each, whatever its suffix, and says where it stands', () => {
    const limits = imageLimitsOf([
      range(
        'wide',
        { type: 'openshift.io/Image', max: { storage: '1Gi' } },
        streamLimit({ 'openshift.io/images': '20' }),
      ),
      range(
        'narrow',
        { type: 'openshift.io/Image', max: { storage: '900M' } },
        streamLimit({ 'openshift.io/images': '1k' }),
      ),
      range('other', { type: 'Container', max: { storage: '1' } }, streamLimit({ 'openshift.io/image-tags': '4' })),
    ])
    expect(limits).toEqual([
      { resource: 'imageSize', maximum: 900_000_000, text: '900M', limitRange: 'narrow' },
      { resource: 'images', maximum: 20, text: '20', limitRange: 'wide' },
      { resource: 'imageTags', maximum: 4, text: '4', limitRange: 'other' },
    ])
  })

  it.each<[string, LimitRange[]]>([
    ['no limit ranges', []],
    ['one without limits', [{ metadata: { name: 'a' } }, { metadata: { name: 'b' }, spec: null }]],
    ['limits of containers', [range('a', { type: 'Container', max: { cpu: '1' } })]],
    ['no maximum', [range('a', { type: 'openshift.io/Image' })]],
    ['a maximum that is no quantity', [range('a', streamLimit({ 'openshift.io/images': 'many' }))]],
  ])('%s limit nothing', (_, ranges) => {
    expect(imageLimitsOf(ranges)).toEqual([])
  })

  const stream = (tags: TagReference[], images: (string | undefined)[][] = []): ImageStream => ({
    metadata: { name: 'web', namespace: 'demo' },
    spec: { tags },
    status: {
      tags: images.map((items, index) => ({ tag: String(index), items: items.map((image = '') => ({ image })) })),
    },
  })
  const from = (kind: string, name: string, namespace?: string): TagReference => ({
    name: `${kind}${name}`,
    from: { kind, name, ...(namespace && { namespace }) },
  })

  it.each<[string, ImageStream, number, number]>([
    ['an empty stream', { metadata: { name: 'web' } }, 0, 0],
    [
      'pushed tags count their images only',
      stream(
        [],
        [
          ['a', 'b'],
          ['b', 'c'],
        ],
      ),
      3,
      0,
    ],
    ['references without an image', stream([], [[undefined, 'a']]), 1, 0],
    [
      'a source counts once, and without a tag it is latest',
      stream([from('DockerImage', 'quay.io/a/b'), from('DockerImage', 'quay.io/a/b:latest')]),
      0,
      1,
    ],
    [
      'the own project need not be named',
      stream([
        from('ImageStreamTag', 'x:1'),
        from('ImageStreamTag', 'x:1', 'demo'),
        from('ImageStreamTag', 'x:1', 'other'),
      ]),
      0,
      2,
    ],
    ['tags of the same stream by their short name count nothing', stream([from('ImageStreamTag', 'v1')]), 0, 0],
    ['fixed images', stream([from('ImageStreamImage', `web@sha256:${'a'.repeat(64)}`)]), 0, 1],
    ['a tag without a source', stream([{ name: 'a' }]), 0, 0],
  ])('%s', (_, object, images, tags) => {
    expect([countedBy('images', object), countedBy('imageTags', object), countedBy('imageSize', object)]).toEqual([
      images,
      tags,
      undefined,
    ])
  })
})

describe('quotas of image streams', () => {
  const quota = (name: string, hard: Record<string, string>, used?: Record<string, string>): ResourceQuota => ({
    metadata: { name, namespace: 'demo' },
    spec: { hard },
    ...(used && { status: { hard, used } }),
  })

  it('puts the one with least left first', () => {
    const quotas = streamQuotasOf([
      quota('roomy', { 'openshift.io/imagestreams': '1k' }, { 'openshift.io/imagestreams': '3' }),
      quota(
        'tight',
        { 'count/imagestreams.image.openshift.io': '5' },
        { 'count/imagestreams.image.openshift.io': '3' },
      ),
      quota('other', { pods: '1' }, { pods: '1' }),
      quota('uncounted', { 'openshift.io/imagestreams': '10' }),
    ])
    expect(quotas).toEqual([
      { quota: 'tight', hard: 5, used: 3 },
      { quota: 'uncounted', hard: 10 },
      { quota: 'roomy', hard: 1000, used: 3 },
    ])
    expect(quotas.map(leftOf)).toEqual([2, 10, 997])
  })

  it('without any there is none', () => {
    expect(
      streamQuotasOf([{ metadata: { name: 'a' } }, { metadata: { name: 'b' }, spec: null, status: null }]),
    ).toEqual([])
  })
})

describe('a refusal', () => {
  it.each([
    [
      'imagestreams.image.openshift.io "x" is forbidden: exceeded quota: image-streams, requested: openshift.io/imagestreams=1, used: openshift.io/imagestreams=2, limited: openshift.io/imagestreams=2',
      { kind: 'quota', quota: 'image-streams', resource: 'openshift.io/imagestreams', used: '2', hard: '2' },
    ],
    [
      'ImageStream.image.openshift.io "x" is invalid: []: Internal error: ImageStream.image.openshift.io "x" is forbidden: requested usage of openshift.io/image-tags exceeds the maximum limit per openshift.io/ImageStream (5 > 4)',
      { kind: 'limit', resource: 'openshift.io/image-tags', per: 'openshift.io/ImageStream', asked: '5', maximum: '4' },
    ],
    [
      'images "sha256:1" is forbidden: maximum storage usage per openshift.io/Image is 1Gi, but limit is 2Gi',
      { kind: 'limit', resource: 'storage', per: 'openshift.io/Image', asked: '2Gi', maximum: '1Gi' },
    ],
    ['imagestreams.image.openshift.io "x" already exists', undefined],
    ['', undefined],
  ])('%s', (message, refusal) => {
    expect(limitRefusalOf(message)).toEqual(refusal)
  })
})
