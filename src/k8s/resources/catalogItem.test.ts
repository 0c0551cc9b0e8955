import { describe, expect, test } from 'vitest'
import recorded from '../../../mocks/data/recordings/00-state.json' with { type: 'json' }
import { catalogItem, isHidden, projectCatalog } from './catalogItem.ts'
import { compareVersions } from './catalogItemVersion.ts'
import type { ImageStream, TagEventCondition } from './imageStream.ts'

const digest = (seed: string) => `sha256:${seed.padEnd(64, '0')}`

interface Tag {
  name: string
  /** The annotation `tags`. */
  tags?: string
  version?: string
  follows?: string
  image?: string | false
  failure?: TagEventCondition
  annotations?: Record<string, string>
}

/** A stream in the shape of openshift/library's. */
function streamOf(tags: Tag[], annotations?: Record<string, string>): ImageStream {
  return {
    metadata: { name: 'ruby', namespace: 'openshift', ...(annotations && { annotations }) },
    spec: {
      tags: tags.map(({ name, tags: words, version, follows, annotations: more }) => ({
        name,
        generation: 1,
        annotations: { ...(words !== undefined && { tags: words }), ...(version && { version }), ...more },
        from: follows
          ? { kind: 'ImageStreamTag', name: follows }
          : { kind: 'DockerImage', name: `registry.redhat.io/ubi9/ruby:${name}` },
      })),
    },
    status: {
      tags: tags.map(({ name, image, failure }) => ({
        tag: name,
        items:
          image === false ? null : [{ generation: 1, image: image ?? digest('a'), dockerImageReference: 'r.io/x' }],
        ...(failure && { conditions: [failure] }),
      })),
    },
  }
}

const refused: TagEventCondition = {
  type: 'ImportSuccess',
  status: 'False',
  reason: 'Unauthorized',
  message: 'you may not have access to the container image',
  generation: 1,
}

describe('compareVersions', () => {
  const sorted = (versions: string[]) =>
    versions.map((version) => ({ version, tag: version, aliases: [] })).toSorted(compareVersions)

  test.each([
    { name: 'numbers count, not letters', newestFirst: ['3.12', '3.11', '3.9', '2.7'] },
    { name: 'images of one version', newestFirst: ['22', '22-ubi9', '22-ubi8', '20-ubi9', '18'] },
    { name: 'variants after the plain image', newestFirst: ['22', '22-minimal', '20', '20-minimal'] },
    { name: 'a v, a name or a date before', newestFirst: ['openjdk-21-ubi9', 'openjdk-17-ubi9', 'v11', '1.24'] },
    { name: 'builds of a product', newestFirst: ['2.12.0.GA', '2.11.1.GA', '2.11.0.GA', '2.2.0.GA'] },
    { name: 'prereleases come after', newestFirst: ['1.24', '1.9', '2.0-rc2', '2.0-rc1', '2.0-beta.3', '1.0-alpha'] },
    { name: 'Python’s own prereleases', newestFirst: ['3.12', '3.14.0b2', '3.13.0rc1'] },
    { name: 'names and commits after versions', newestFirst: ['0.1', '7ab3f2c', 'prod', 'ubi9', 'latest'] },
  ])('$name', ({ newestFirst }) => {
    expect(sorted(newestFirst.toReversed()).map(({ tag }) => tag)).toEqual(newestFirst)
    expect(sorted(newestFirst.toSorted()).map(({ tag }) => tag)).toEqual(newestFirst)
  })

  test('of one version the tag that latest follows comes first', () => {
    const tags = ['22-ubi10', '22-ubi9', '22-ubi8'].map((tag) => ({
      version: '22',
      tag,
      aliases: tag === '22-ubi9' ? ['latest'] : [],
    }))
    expect(tags.toSorted(compareVersions).map(({ tag }) => tag)).toEqual(['22-ubi9', '22-ubi10', '22-ubi8'])
  })
})

test('a version of any length is compared at once', () => {
  const version = (end: string) => ({ version: `1${'.0'.repeat(200_000)}.${end}`, tag: end, aliases: [] })
  const before = performance.now()
  expect(compareVersions(version('1'), version('2'))).not.toBe(0)
  expect(performance.now() - before).toBeLessThan(5000)
})

describe('hidden', () => {
  test.each([
    ['builder,ruby,hidden', true],
    ['hidden', true],
    ['hidden,builder', true],
    ['builder, hidden', false],
    ['builder,Hidden', false],
    ['builder,hidden-gem', false],
    ['', false],
    [undefined, false],
  ])('%j: %j', (tags, hidden) => {
    const [tag] = [{ name: 'a', spec: { name: 'a', annotations: tags === undefined ? null : { tags } } }]
    expect(isHidden(tag)).toBe(hidden)
  })

  test('hidden tags are left out, aliases too, and streams of hidden tags alone', () => {
    const versions = catalogItem(
      streamOf([
        { name: '3.3', tags: 'builder,ruby' },
        { name: '3.0', tags: 'builder,ruby,hidden' },
        { name: 'latest', tags: 'builder,hidden', follows: '3.3' },
      ]),
    )?.versions
    expect(versions?.map(({ tag, aliases }) => [tag, aliases])).toEqual([['3.3', []]])
    const all = streamOf([
      { name: '1', tags: 'hidden' },
      { name: 'latest', tags: 'a,hidden', follows: '1' },
    ])
    expect(catalogItem(all)).toBeUndefined()
    expect(projectCatalog(all)).toEqual({ metadata: { name: 'ruby', namespace: 'openshift' } })
    expect(catalogItem(streamOf([]))).toBeUndefined()
  })

  test('an alias that is shown stands for the hidden tag that it follows', () => {
    // As of sso75-openshift-rhel8.
    const item = catalogItem(
      streamOf([
        { name: '7.5', tags: 'sso,hidden' },
        { name: 'latest', tags: 'sso', follows: '7.5' },
      ]),
    )
    expect(item?.versions.map(({ tag }) => tag)).toEqual(['latest'])
  })
})

describe('catalogItem', () => {
  test('aliases are no versions of their own, over any number of them', () => {
    const item = catalogItem(
      streamOf([
        { name: '20-ubi9', version: '20' },
        { name: '22-ubi9', version: '22' },
        { name: '22', follows: '22-ubi9' },
        { name: 'latest', follows: '22' },
        { name: 'broken', follows: 'gone', image: false },
      ]),
    )
    expect(item?.versions.map(({ tag, aliases, unavailable }) => [tag, aliases, unavailable])).toEqual([
      ['22-ubi9', ['22', 'latest'], undefined],
      ['20-ubi9', [], undefined],
      ['broken', [], { why: 'empty' }],
    ])
  })

  test('latest that was pushed with the same image is no version of its own', () => {
    const tags = [{ name: '1.1', image: digest('b') }, { name: '1.0' }]
    const versions = (image: string) => catalogItem(streamOf([...tags, { name: 'latest', image }]))?.versions
    expect(versions(digest('b'))?.map(({ tag, twin }) => [tag, twin])).toEqual([
      ['1.1', 'latest'],
      ['1.0', undefined],
    ])
    expect(versions(digest('c'))?.map(({ tag }) => tag)).toEqual(['1.1', '1.0', 'latest'])
    expect(projectCatalog(streamOf([...tags, { name: 'latest', image: digest('c') }])).card?.versions).toEqual([
      '1.1',
      '1.0',
    ])
  })

  test('a version without an image is not available, with the server’s reason; one with an older image is', () => {
    const item = catalogItem(
      streamOf([
        { name: '4', image: false, failure: refused },
        { name: '3', failure: refused },
        { name: '2', image: false },
        { name: '1' },
      ]),
    )
    const failed = { why: 'failed', reason: refused.reason, message: refused.message }
    expect(item?.versions.map(({ tag, unavailable, outdated }) => [tag, unavailable, outdated])).toEqual([
      ['4', failed, undefined],
      ['3', undefined, failed],
      ['2', { why: 'importing' }, undefined],
      ['1', undefined, undefined],
    ])
    expect(projectCatalog(streamOf([{ name: '4', image: false, failure: refused }])).card).toMatchObject({
      usable: 0,
      total: 1,
    })
  })

  test('a reference to a registry has no image here, one to another tag has the image of that', () => {
    const stream = streamOf([{ name: '1', image: '' }, { name: '2' }])
    const froms = [
      { kind: 'DockerImage', name: 'quay.io/acme/ruby:1' },
      { kind: 'ImageStreamTag', name: 'other:2', namespace: 'payments' },
    ]
    const tags = stream.spec?.tags?.map((tag, index) => ({ ...tag, from: froms[index] ?? null, reference: true })) ?? []
    const found = catalogItem({ ...stream, spec: { tags } })?.versions ?? []
    expect(found.map(({ tag, reference }) => [tag, reference])).toEqual([
      ['2', undefined],
      ['1', 'quay.io/acme/ruby:1'],
    ])
  })

  test('what the stream says comes before what its newest version says', () => {
    const tags: Tag[] = [
      {
        name: '3.3-ubi9',
        tags: 'builder,ruby',
        version: '3.3',
        annotations: {
          'openshift.io/display-name': 'Ruby 3.3 (UBI 9)',
          'openshift.io/provider-display-name': 'Red Hat, Inc.',
          description: 'Build and run Ruby 3.3',
          iconClass: 'icon-ruby',
          sampleRepo: 'https://github.com/sclorg/ruby-ex.git',
          sampleContextDir: 'app',
          sampleRef: 'main',
          supports: 'ruby:3.3, ruby',
        },
      },
      { name: '3.0-ubi9', version: '3.0', annotations: { description: 'Ruby 3.0 (DEPRECATED)' } },
    ]
    const item = catalogItem(streamOf(tags, { 'openshift.io/display-name': 'Ruby' }))
    expect(item).toMatchObject({
      displayName: 'Ruby',
      provider: 'Red Hat, Inc.',
      description: 'Build and run Ruby 3.3',
      iconClass: 'icon-ruby',
      builder: true,
    })
    expect(item?.versions[0]).toMatchObject({
      displayName: 'Ruby 3.3 (UBI 9)',
      sample: { repository: 'https://github.com/sclorg/ruby-ex.git', contextDir: 'app', ref: 'main' },
      supports: ['ruby:3.3', 'ruby'],
      deprecated: false,
    })
    expect(item?.versions[1]).toMatchObject({ builder: false, deprecated: true })
    expect(catalogItem(streamOf(tags))?.displayName).toBe('ruby')
  })

  test('a card has few versions, each once, no markup, and not all of a long text', () => {
    const many = ['9', '8', '7', '6', '5'].flatMap((version) => [
      {
        name: `${version}-ubi9`,
        version,
        tags: 'builder,ruby',
        annotations: { description: `<b>${'x'.repeat(5000)}` },
      },
      { name: `${version}-ubi8`, version },
    ])
    const { card } = projectCatalog(streamOf(many))
    expect(card).toMatchObject({ versions: ['9', '8', '7', '6'], usable: 5, total: 10, words: ['ruby'] })
    expect(card?.description).toHaveLength(281)
    expect(card?.description?.startsWith('<b>xxx')).toBe(true)
  })

  test('every stream of a real API server', () => {
    // The recording is one large literal type; its streams are ImageStreams.
    const streams = recorded['/apis/image.openshift.io/v1/imagestreams'].items as unknown as ImageStream[]
    const nodejs = streams.find(({ metadata }) => metadata.name === 'nodejs' && metadata.namespace === 'openshift')
    if (!nodejs) throw new Error('openshift/nodejs was recorded')
    const item = catalogItem(nodejs)
    expect(item).toMatchObject({
      displayName: 'Node.js',
      provider: 'Red Hat, Inc.',
      builder: true,
      iconClass: 'icon-nodejs',
    })
    for (const stream of streams) expect(() => projectCatalog(stream)).not.toThrow()
  })
})
