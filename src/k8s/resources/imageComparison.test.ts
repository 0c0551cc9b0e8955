import { describe, expect, it } from 'vitest'
import type { ContainerConfig, Image } from './image.ts'
import {
  choosePair,
  compareImages,
  comparePlatforms,
  differs,
  parseComparable,
  type Difference,
} from './imageComparison.ts'

const digest = `sha256:${'ab'.repeat(32)}`

describe('the name of an image to compare', () => {
  it.each([
    ['demo/web:v1', { namespace: 'demo', stream: 'web', tag: 'v1' }],
    [' demo/web:v1 ', { namespace: 'demo', stream: 'web', tag: 'v1' }],
    [`demo/web@${digest}`, { namespace: 'demo', stream: 'web', digest }],
    [`docker://registry:5000/demo/web@${digest}`, { namespace: 'demo', stream: 'web', digest }],
    ['registry:5000/demo/web:v1', { namespace: 'demo', stream: 'web', tag: 'v1' }],
    ['registry:5000/demo/web', undefined],
    ['demo/web', undefined],
    ['web:v1', undefined],
    ['demo/web:', undefined],
    ['/web:v1', undefined],
    ['demo/web@sha256:12', undefined],
    ['demo/we b:v1', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(parseComparable(text)).toEqual(expected)
  })
})

function image(name: string, Config: ContainerConfig = {}, layers: string[] = ['base'], Architecture = 'amd64'): Image {
  return {
    metadata: { name },
    dockerImageMetadata: { Architecture, Config },
    dockerImageLayers: layers.map((layer, index) => ({ name: layer, size: 10 ** index })),
  }
}

const list = (name: string, ...platforms: [architecture: string, digest: string, variant?: string][]): Image => ({
  metadata: { name },
  dockerImageManifests: platforms.map(([architecture, child, variant]) => ({
    digest: child,
    os: 'linux',
    architecture,
    ...(variant && { variant }),
  })),
})

const changes = (differences: readonly Difference[]) => differences.filter(differs)

describe('the verdict', () => {
  it.each<[string, Image, Image, string]>([
    ['the same image', image('i'), image('i'), 'same'],
    ['the same contents under two digests', image('i'), image('j'), 'alike'],
    ['another layer', image('i'), image('j', {}, ['base', 'more']), 'different'],
    ['another setting', image('i', { User: '1' }), image('j', { User: '2' }), 'different'],
    ['no metadata at all', { metadata: { name: 'i' } }, { metadata: { name: 'j' } }, 'different'],
  ])('for %s', (_, a, b, verdict) => {
    expect(compareImages(a, b).verdict).toBe(verdict)
  })
})

describe('the configuration', () => {
  const a = image('a', {
    Env: ['PATH=/bin', 'A=1', 'GONE=x', 'TWICE=1', 'TWICE=2'],
    Labels: { version: '1', name: 'web' },
    Entrypoint: ['/run', 'with space'],
    Cmd: null,
    ExposedPorts: { '80/tcp': {} },
    Volumes: null,
    User: '1001',
    WorkingDir: '/srv',
  })
  const b = image('b', {
    Env: ['A=2', 'PATH=/bin', 'NEW=', 'TWICE=2'],
    Labels: { version: '2', name: 'web' },
    Entrypoint: ['/run', 'with', 'space'],
    Cmd: ['serve'],
    ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
    Volumes: { '/data': {} },
    User: '1001',
  })
  const found = compareImages(a, b)

  it.each([
    [
      'environment',
      found.environment,
      [
        { name: 'A', a: '1', b: '2' },
        { name: 'GONE', a: 'x' },
        { name: 'NEW', b: '' },
      ],
    ],
    ['labels', found.labels, [{ name: 'version', a: '1', b: '2' }]],
    ['ports', found.ports, [{ name: '443/tcp', b: '443/tcp' }]],
    ['volumes', found.volumes, [{ name: '/data', b: '/data' }]],
    [
      'settings',
      found.settings,
      [
        { name: 'entrypoint', a: "/run 'with space'", b: '/run with space' },
        { name: 'command', b: 'serve' },
        { name: 'workingDirectory', a: '/srv' },
      ],
    ],
  ])('differs in its %s', (_, differences, expected) => {
    expect(changes(differences)).toEqual(expected)
  })

  it('also says what is the same', () => {
    expect(found.settings).toContainEqual({ name: 'user', a: '1001', b: '1001' })
    expect(found.environment).toContainEqual({ name: 'TWICE', a: '2', b: '2' })
  })
})

it('layers are shared or of one side, each once', () => {
  const { layers } = compareImages(image('a', {}, ['base', 'x', 'x', 'old']), image('b', {}, ['base', 'x', 'new']))
  expect(layers).toEqual({
    shared: [
      { name: 'base', size: 1 },
      { name: 'x', size: 10 },
    ],
    onlyA: [{ name: 'old', size: 1000 }],
    onlyB: [{ name: 'new', size: 100 }],
  })
})

describe('platforms', () => {
  const amd = image('amd')
  const arm = image('arm', {}, ['base'], 'arm64')
  const both = list('both', ['amd64', 'c1'], ['arm64', 'c2', 'v8'])

  it.each<[string, Image, Image, object[]]>([
    ['two of one platform', amd, image('b'), [{ platform: 'amd64', a: 'amd', b: 'b' }]],
    [
      'two of different ones',
      amd,
      arm,
      [
        { platform: 'amd64', a: 'amd' },
        { platform: 'arm64', b: 'arm' },
      ],
    ],
    [
      'a list and one of its platforms',
      both,
      arm,
      [
        { platform: 'linux/amd64', a: 'c1' },
        { platform: 'linux/arm64/v8', a: 'c2', b: 'arm' },
      ],
    ],
    [
      'two lists',
      both,
      list('l', ['s390x', 'd1'], ['amd64', 'd2']),
      [
        { platform: 'linux/amd64', a: 'c1', b: 'd2' },
        { platform: 'linux/arm64/v8', a: 'c2' },
        { platform: 'linux/s390x', b: 'd1' },
      ],
    ],
  ])('of %s', (_, a, b, expected) => {
    expect(comparePlatforms(a, b)).toEqual(expected)
  })

  it.each([
    ['the wanted one', 'y', 'y'],
    ['the first that both have', null, 'x'],
    ['not one that only one side has', 'z', 'x'],
  ])('choose %s', (_, wanted, platform) => {
    const pairs = [
      { platform: 'z', a: '1' },
      { platform: 'x', a: '2', b: '3' },
      { platform: 'y', a: '4', b: '5' },
    ]
    expect(choosePair(pairs, wanted)?.platform).toBe(platform)
  })

  it('are the first of each when none is in both', () => {
    const pairs = [
      { platform: 'z', a: '1' },
      { platform: 'x', b: '3' },
    ]
    expect(choosePair(pairs, null)).toEqual({ platform: '', a: '1', b: '3' })
    expect(choosePair([{ platform: 'z', a: '1' }], null)).toBeUndefined()
  })
})
