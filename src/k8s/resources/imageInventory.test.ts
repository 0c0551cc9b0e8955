import { describe, expect, it } from 'vitest'
import { atOnce } from '../../lib/inSlices.ts'
import type { Image } from './image.ts'
import { holdersOf, projectHolders } from './imageHolders.ts'
import { takeInventory, type InventoryParts, type ListedImage } from './imageInventory.ts'
import { imageNumbers } from './imageNumbers.ts'
import { projectImage } from './imageRow.ts'

const image = (name: string, layers: [string, number][], more: Partial<Image> = {}) =>
  projectImage({
    metadata: { name, creationTimestamp: '2026-01-02T00:00:00Z' },
    dockerImageMetadata: { Architecture: 'arm64', Size: layers.reduce((sum, [, size]) => sum + size, 1) },
    dockerImageLayers: layers.map(([layer, size]) => ({ name: layer, size })),
    ...more,
  })

const list = (name: string, digests: string[]) =>
  image(name, [], { dockerImageMetadata: null, dockerImageManifests: digests.map((digest) => ({ digest })) })

const stream = (name: string, tags: Record<string, string[]>) =>
  projectHolders({
    metadata: { name, namespace: 'demo' },
    status: { tags: Object.entries(tags).map(([tag, items]) => ({ tag, items: items.map((i) => ({ image: i })) })) },
  })

const parts: InventoryParts = {
  images: [
    image('i1', [['l1', 10], ['l2', 5]]), // prettier-ignore
    image('i2', [['l1', 10]]),
    image('i3', []),
    list('m1', ['c1', 'c2']),
    image('c1', [['l1', 10], ['l3', 7]]), // prettier-ignore
    image('c2', [['l3', 7]]),
    list('m2', ['c2', 'lost']),
  ],
  imagesComplete: true,
  streams: [
    stream('web', { latest: ['i1', 'i2', 'i1'], v1: ['i2', 'gone'], ref: [''] }),
    stream('api', { latest: ['i1'], old: ['', 'm2', 'i2'], multi: ['m1'] }),
  ],
  streamsComplete: true,
}

const find = (listed: readonly ListedImage[], digest: string) => listed.find((entry) => entry.digest === digest)
const names = (entry: ListedImage | undefined) => entry?.holders.map(({ stream: name, tag }) => `${name}:${tag}`)

describe('the inventory', () => {
  const { images, complete, storage } = atOnce(takeInventory(parts))

  it('has all images, each once', () => {
    expect(images.map(({ digest }) => digest)).toEqual(['i1', 'i2', 'i3', 'm1', 'c1', 'c2', 'm2'])
    expect(complete).toBe(true)
    expect(storage?.bytes).toBe(22)
  })

  it.each([
    ['i1', 'current', ['web:latest', 'api:latest'], 5],
    ['i2', 'current', ['web:latest', 'web:v1', 'api:old'], 0],
    ['i3', 'none', [], undefined],
    ['m1', 'current', ['api:multi'], 0],
    ['m2', 'history', ['api:old'], 0],
    // Platforms are used as their lists are.
    ['c1', 'current', [], 0],
    ['c2', 'current', [], 0],
  ])('%s is used: %s', (digest, use, holders, freed) => {
    const entry = find(images, digest)
    expect(entry?.use).toBe(use)
    expect(names(entry)).toEqual(holders)
    expect(entry?.freed).toBe(freed)
  })

  it('sums up the platforms of manifest lists', () => {
    expect(find(images, 'm1')).toMatchObject({ size: 17, layers: 2 })
    expect(find(images, 'm2')).toMatchObject({ size: 7, layers: 1, partial: true })
  })

  it('knows nothing for sure while images are missing', () => {
    const early = atOnce(takeInventory({ ...parts, images: parts.images?.slice(0, 5), imagesComplete: false }))
    expect(early.complete).toBe(false)
    expect(find(early.images, 'i1')?.freed).toBeUndefined()
    expect(find(early.images, 'm1')?.size).toBeUndefined()
  })

  it('is of what the streams hold for who may not list images', () => {
    const held = atOnce(takeInventory({ ...parts, images: undefined }))
    expect(held.images.map(({ digest, use }) => [digest, use])).toEqual([
      ['i1', 'current'],
      ['i2', 'current'],
      ['gone', 'history'],
      ['m2', 'history'],
      ['m1', 'current'],
    ])
    expect(held.storage).toBeUndefined()
  })

  it('keeps what has not changed', () => {
    const [web, api] = parts.streams
    const added = stream('api', { new: ['i3'] }).tags
    if (!web || !api) throw new Error('two streams')
    const first = atOnce(takeInventory(parts))
    const streams = [web, { ...api, tags: [...api.tags, ...added] }]
    const next = atOnce(takeInventory({ ...parts, streams }, first))
    expect(next.images.filter((entry, index) => entry !== first.images[index])).toMatchObject([
      { digest: 'i3', use: 'current' },
    ])
  })
})

describe('what holds an image', () => {
  it('is said with what serves it now first', () => {
    const holders = holdersOf(parts.streams, imageNumbers.of('i2'))
    expect(holders.map(({ stream: name, tag }) => `${name}:${tag}`)).toEqual(['web:v1', 'web:latest', 'api:old'])
  })
})
