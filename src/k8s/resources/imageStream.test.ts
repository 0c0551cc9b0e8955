import { describe, expect, test } from 'vitest'
import {
  compareNewest,
  currentOf,
  digestPullSpec,
  historyOf,
  repositoriesOf,
  tagOf,
  tagPullSpec,
  tagsOf,
  updatedOf,
} from './imageStream.ts'
import type { ImageStream } from './imageStream.ts'

const metadata = { name: 'web', namespace: 'shop' }

describe('tagsOf', () => {
  test.each<[string, ImageStream, string[]]>([
    [
      'asked for, there, and both',
      { metadata, spec: { tags: [{ name: 'a' }, { name: 'b' }] }, status: { tags: [{ tag: 'b' }, { tag: 'c' }] } },
      ['b s+', 'c s', 'a +'],
    ],
    ['no status', { metadata, spec: { tags: [{ name: 'a' }] } }, ['a +']],
    ['no spec', { metadata, status: { tags: [{ tag: 'a', items: null }] } }, ['a s']],
    ['nulls', { metadata, spec: null, status: null }, []],
    ['null tags', { metadata, spec: { tags: null }, status: { tags: null } }, []],
  ])('%s', (_, stream, expected) => {
    expect(tagsOf(stream).map(({ name, spec, status }) => `${name} ${status ? 's' : ''}${spec ? '+' : ''}`)).toEqual(
      expected,
    )
    for (const tag of tagsOf(stream)) expect(tagOf(stream, tag.name)).toEqual(tag)
  })

  test('a tag that is in neither', () => expect(tagOf({ metadata }, 'a')).toBeUndefined())
})

test('history of a tag without items', () => {
  for (const items of [null, undefined, []]) {
    const tag = { name: 'a', status: { tag: 'a', items } }
    expect([historyOf(tag), currentOf(tag), updatedOf(tag)]).toEqual([[], undefined, undefined])
  }
})

test('compareNewest: newest, then the higher version, and latest last of its time', () => {
  const tag = (name: string, created?: string) => ({
    name,
    status: { tag: name, items: created ? [{ created }] : null },
  })
  const tags = [
    tag('never'),
    tag('latest', '2026-02-01T00:00:00Z'),
    tag('1.9', '2026-02-01T00:00:00Z'),
    tag('1.10', '2026-02-01T00:00:00Z'),
    tag('2', '2026-01-01T00:00:00Z'),
    tag('0', '2026-03-01T00:00:00Z'),
  ]
  expect(tags.toSorted(compareNewest).map(({ name }) => name)).toEqual(['0', '1.10', '1.9', 'latest', '2', 'never'])
})

test.each<[ImageStream, unknown]>([
  [{ metadata }, { external: undefined, internal: undefined }],
  [
    { metadata, status: { dockerImageRepository: '' } },
    { external: undefined, internal: undefined },
  ],
  [
    { metadata, status: { dockerImageRepository: 'i/shop/web', publicDockerImageRepository: 'p/shop/web' } },
    { external: 'p/shop/web', internal: 'i/shop/web' },
  ],
])('repositoriesOf %#', (stream, expected) => expect(repositoriesOf(stream)).toEqual(expected))

test('pull specs', () => {
  expect(tagPullSpec('p/shop/web', 'v1')).toBe('p/shop/web:v1')
  expect(digestPullSpec('p/shop/web', 'sha256:1')).toBe('p/shop/web@sha256:1')
})
