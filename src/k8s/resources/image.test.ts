import { describe, expect, test } from 'vitest'
import recorded from '../../../mocks/data/recordings/00-state.json' with { type: 'json' }
import * as images from './image.ts'

// The recording is one large literal type; its images are Images of a real API server.
const all = recorded['/apis/image.openshift.io/v1/images'].items as unknown as images.Image[]

function recordedImage(start: string): images.Image {
  const image = all.find(({ metadata }) => metadata.name.startsWith(start))
  if (!image) throw new Error(`no image ${start} was recorded`)
  return image
}

const bare: images.Image = { metadata: { name: `sha256:${'0'.repeat(64)}` } }
const layer = (name: string, size: number) => ({ name, size })

describe('the recorded images', () => {
  const pushed = recordedImage('sha256:447c576a7826')
  test('a pushed image', () => {
    expect(images.configOf(pushed)).toMatchObject({
      User: '1001',
      Cmd: ['--serve'],
      Entrypoint: ['/app/run'],
      WorkingDir: '/app',
    })
    expect(images.environmentOf(pushed)).toEqual([
      { name: 'PATH', value: '/usr/bin' },
      { name: 'APP_VERSION', value: '121' },
    ])
    expect(images.layersOf(pushed).map(({ size }) => size)).toEqual([200_256, 80_196, 20_227])
    expect(images.sizeOf(pushed)).toBe(301_403)
    expect(images.platformsOf(pushed)).toEqual(['amd64'])
    expect(images.createdOf(pushed)).toBe('2023-11-21T02:13:20Z')
    expect(images.isManaged(pushed)).toBe(true)
  })

  test('an imported image', () => expect(images.isManaged(recordedImage('sha256:2354eef07d01'))).toBe(false))

  test('a manifest list', () => {
    const list = recordedImage('sha256:e168ed4c239c')
    expect(images.platformsOf(list)).toEqual(['linux/amd64', 'linux/arm64', 'linux/ppc64le', 'linux/s390x'])
    expect(images.sizeOf(list)).toBeUndefined()
    expect(images.configOf(list)).toEqual({})
    expect(images.environmentOf(list)).toEqual([])
  })

  test('nothing throws on any image', () => {
    for (const image of all) expect(images.platformsOf(image).length).toBeGreaterThan(0)
  })
})

describe('odd images', () => {
  test('nothing but metadata', () => {
    expect(images.configOf(bare)).toEqual({})
    expect(images.layersOf(bare)).toEqual([])
    expect(images.manifestsOf(bare)).toEqual([])
    expect(images.platformsOf(bare)).toEqual([])
    expect([images.sizeOf(bare), images.createdOf(bare), images.isManaged(bare)]).toEqual([undefined, undefined, false])
  })

  test('nulls', () => {
    const image: images.Image = {
      ...bare,
      dockerImageMetadata: { Config: null, Created: null },
      dockerImageLayers: null,
      dockerImageManifests: null,
    }
    expect(images.environmentOf({ ...bare, dockerImageMetadata: { Config: { Env: null } } })).toEqual([])
    expect([images.sizeOf(image), images.createdOf(image)]).toEqual([undefined, undefined])
  })

  test.each<[string, Partial<images.Image>, number | undefined]>([
    ['a stated size', { dockerImageMetadata: { Size: 9 }, dockerImageLayers: [layer('a', 5)] }, 9],
    ['no stated size: each layer once', { dockerImageLayers: [layer('a', 5), layer('b', 2), layer('a', 5)] }, 7],
    ['size 0 of old imports', { dockerImageMetadata: { Size: 0 }, dockerImageLayers: [layer('a', 5)] }, 5],
  ])('%s', (_, image, expected) => expect(images.sizeOf({ ...bare, ...image })).toBe(expected))

  test('the zero time is no date', () =>
    expect(images.createdOf({ ...bare, dockerImageMetadata: { Created: '0001-01-01T00:00:00Z' } })).toBeUndefined())

  test('environment without a value, and with an equals sign in it', () => {
    expect(images.environmentOf({ ...bare, dockerImageMetadata: { Config: { Env: ['A', 'B=', 'C=x=y'] } } })).toEqual([
      { name: 'A', value: '' },
      { name: 'B', value: '' },
      { name: 'C', value: 'x=y' },
    ])
  })

  test.each([
    [{ digest: '', os: 'linux', architecture: 'arm64', variant: 'v8' }, 'linux/arm64/v8'],
    [{ digest: '', architecture: 'amd64' }, 'amd64'],
    [{ digest: '' }, 'unknown'],
  ])('platform %#', (manifest, expected) => expect(images.platformOf(manifest)).toBe(expected))
})
