import { describe, expect, it } from 'vitest'
import { atOnce } from '../../lib/inSlices.ts'
import type { Image } from './image.ts'
import { projectHolders, type StreamImages } from './imageHolders.ts'
import { imageNumbers } from './imageNumbers.ts'
import { blobNumbers, projectImage } from './imageRow.ts'
import { countStorage, imagesWith, storageOf, streamStorage } from './imageStorage.ts'

const sizes: Record<string, number> = { base: 100, runtime: 40, app: 7, other: 5, arm: 90, empty: 0 }

function image(name: string, layers: string[], more: Partial<Image> = {}): Image {
  return {
    metadata: { name, annotations: { 'openshift.io/image.managed': 'true' } },
    dockerImageMetadata: { Id: `config of ${name}`, Size: 9999 },
    dockerImageLayers: layers.map((layer) => ({ name: layer, size: sizes[layer] ?? 0 })),
    ...more,
  }
}

function list(name: string, digests: string[]): Image {
  return { metadata: { name }, dockerImageManifests: digests.map((digest) => ({ digest, architecture: 'amd64' })) }
}

function stream(tags: Record<string, string[]>): StreamImages {
  const status = {
    tags: Object.entries(tags).map(([tag, items]) => ({ tag, items: items.map((i) => ({ image: i })) })),
  }
  return projectHolders({ metadata: { name: 'web', namespace: 'demo' }, status })
}

const images = [
  image('one', ['base', 'runtime', 'app']),
  image('two', ['base', 'runtime', 'other']),
  image('twice', ['base', 'empty', 'empty', 'base']),
  image('stored', ['app'], { dockerImageConfig: '{"a":1}' }),
  image('external', ['arm'], { metadata: { name: 'external' } }),
  image('child amd64', ['base', 'amd64 only']),
  image('child arm64', ['arm', 'arm64 only']),
  list('list', ['child amd64', 'child arm64', 'child gone']),
].map(projectImage)
const imageOf = (number: number) => images.find((row) => row.image === number)
const named = (name: string) => {
  const row = images.find(({ metadata }) => metadata.name === name)
  if (!row) throw new Error(name)
  return row
}

describe('the storage of an image alone', () => {
  it.each([
    ['each of its layers', 'one', 147],
    ['a layer that comes twice, once', 'twice', 100],
    ['a configuration that is stored with it', 'stored', 7 + 7],
    ['nothing of a manifest list', 'list', 0],
  ])('counts %s', (_, name, bytes) => {
    expect(storageOf(named(name))).toBe(bytes)
  })
})

describe('the storage of a stream', () => {
  it.each<[string, Record<string, string[]>, { bytes: number; images: number; layers: number }]>([
    ['one image', { a: ['one'] }, { bytes: 147, images: 1, layers: 3 }],
    ['two that share layers', { a: ['one'], b: ['two'] }, { bytes: 152, images: 2, layers: 6 }],
    ['two tags of one image', { a: ['one'], b: ['one'] }, { bytes: 147, images: 1, layers: 3 }],
    ['history, which does not count', { a: ['one', 'two', 'stored'] }, { bytes: 147, images: 1, layers: 3 }],
    ['a layer twice in one image', { a: ['twice'] }, { bytes: 100, images: 1, layers: 4 }],
    ['a manifest list, whose platforms do not count', { a: ['list'] }, { bytes: 0, images: 1, layers: 0 }],
    ['an image that was deleted', { a: ['deleted'], b: ['one'] }, { bytes: 147, images: 1, layers: 3 }],
    ['a tag that only refers elsewhere', { a: [''] }, { bytes: 0, images: 0, layers: 0 }],
    ['no tags', {}, { bytes: 0, images: 0, layers: 0 }],
  ])('of %s', (_, tags, expected) => {
    const current = stream(tags).tags.flatMap((tag) => tag.current ?? [])
    expect(streamStorage(current, imageOf)).toEqual(expected)
  })
})

describe('the storage of all images', () => {
  const storage = atOnce(countStorage(images))

  it('counts each layer once', () => {
    // base 100, runtime 40, app 7, other 5, arm 90, a stored configuration 7; layers of unknown size 0.
    expect(storage.bytes).toBe(249)
    // arm is in the platform of a list that was pushed, too.
    expect(storage.managedBytes).toBe(249)
  })

  it('tells what was pushed from what was only imported', () => {
    const two = atOnce(countStorage([named('one'), named('external')]))
    expect([two.bytes, two.managedBytes]).toEqual([237, 147])
  })

  it.each([
    ['the layers that no other image has', 'two', 5],
    ['nothing when others have all of them', 'one', 0],
    ['a stored configuration', 'stored', 7],
    ['nothing of a layer that a platform of a list has', 'external', 0],
  ])('frees %s', (_, name, freed) => {
    expect(storage.freedBy(named(name))).toBe(freed)
  })

  it('frees with a manifest list what only its platforms have', () => {
    const two = atOnce(countStorage([named('list'), named('child amd64'), named('child arm64'), named('one')]))
    expect(two.freedBy(named('list'))).toBe(90)
    const shared = projectImage(list('second list', ['child arm64']))
    const three = atOnce(countStorage([named('list'), shared, named('child amd64'), named('child arm64')]))
    // The platform of two lists stays with the other one.
    expect(three.freedBy(named('list'))).toBe(100)
    expect(three.listsOf(imageNumbers.of('child arm64'))).toHaveLength(2)
  })

  it('finds the other images that have a layer', () => {
    const base = blobNumbers.of('base')
    expect(storage.countOf(base)).toBe(4)
    const others = imagesWith(storage, base, named('one').image)
    expect(others.map(({ metadata }) => metadata.name)).toEqual(['two', 'twice', 'child amd64'])
  })
})
