import { describe, expect, it } from 'vitest'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { imageStreamConsequences, imageStreamProblems } from './imageStreamProblems.ts'

const alias = (name: string, target: string) => ({ name, from: { kind: 'ImageStreamTag', name: target } })
const external = (name: string, pullSpec: string) => ({ name, from: { kind: 'DockerImage', name: pullSpec } })
const event = { image: 'sha256:1', dockerImageReference: 'x@sha256:1', created: '2026-01-01T00:00:00Z', generation: 1 }
const stream: ImageStream = {
  metadata: { name: 'web', namespace: 'demo' },
  spec: { tags: [external('v1', 'quay.io/a/b:1'), external('new', 'quay.io/a/b:2')] },
  status: {
    tags: [
      { tag: 'v1', items: [event] },
      { tag: 'pushed', items: [event] },
    ],
  },
}
const withTags = (...tags: unknown[]) => ({ spec: { tags } })
const found = (edited: object) =>
  imageStreamProblems(edited, stream).map(({ path, severity, message }) => `${path.join('.')} ${severity} ${message}`)

describe('imageStreamProblems', () => {
  it.each([
    ['a name nobody can pull', withTags({ name: 'bad tag!' }), /^spec\.tags\.0\.name error Use letters/],
    ['a name that is too long', withTags({ name: 'x'.repeat(129) }), /^spec\.tags\.0\.name error A tag may have 128/],
    [
      'a pull spec that is none',
      withTags(external('a', 'https://quay.io/a')),
      /^spec\.tags\.0\.from\.name error Leave out/,
    ],
    [
      'a schedule for an alias',
      withTags({ name: 'v1' }, { ...alias('a', 'v1'), importPolicy: { scheduled: true } }),
      /^spec\.tags\.1\.importPolicy\.scheduled error Only images of other registries/,
    ],
    ['a tag twice', withTags({ name: 'a' }, { name: 'a' }), /^spec\.tags\.1\.name error There are two/],
    [
      'an alias of nothing',
      withTags(alias('a', 'nowhere')),
      /^spec\.tags\.0\.from\.name warning There is no tag nowhere/,
    ],
    ['an alias of itself', withTags(alias('a', 'a')), /^spec\.tags\.0\.from\.name warning Following a leads round/],
    ['a new import', withTags({ ...external('a', 'quay.io/a/b'), generation: 0 }), /generation warning Generation 0/],
  ])('finds %s', (_name, edited, problem) => {
    const problems = found(edited)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })

  it('finds both ends of a circle', () => {
    expect(found(withTags(alias('a', 'b'), alias('b', 'web:a')))).toEqual([
      expect.stringContaining('spec.tags.0.from.name warning Following b'),
      expect.stringContaining('spec.tags.1.from.name warning Following a'),
    ])
  })

  it.each([
    ['nothing', {}],
    ['spec of another type', { spec: 'x' }],
    ['tags of another type', { spec: { tags: [1, null, 'x', {}, { name: 1 }, { name: 'a', from: 'x' }] } }],
    ['an alias of a pushed tag', withTags(alias('a', 'pushed'))],
    ['a tag of another stream', withTags(alias('a', 'other:b'))],
  ])('accepts %s', (_name, edited) => {
    expect(found(edited)).toEqual([])
  })
})

describe('imageStreamConsequences', () => {
  it('says that a tag with images stays when it is taken out of the spec', () => {
    const lines = imageStreamConsequences(withTags(), stream)
    expect(lines).toEqual([expect.stringContaining('The tag v1 stays')])
  })

  it('says which tags get another source', () => {
    const lines = imageStreamConsequences(withTags(external('v1', 'quay.io/a/b:3'), stream.spec?.tags?.[1]), stream)
    expect(lines).toEqual([expect.stringContaining('These tags get another source: v1.')])
  })

  it('says nothing of other changes', () => {
    expect(imageStreamConsequences({ ...stream, metadata: { labels: { a: 'b' } } }, stream)).toEqual([])
  })
})
