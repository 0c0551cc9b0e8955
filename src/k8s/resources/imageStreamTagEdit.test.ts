import { describe, expect, test } from 'vitest'
import type { ImageStream, TagReference } from './imageStream.ts'
import {
  aliasProblem,
  askedAnew,
  copiedInto,
  isAskedAs,
  lostBy,
  previousSourceAnnotation,
  previousSourceOf,
  resumed,
  resumeProblem,
  rolledBack,
  withAnnotations,
  withImportPolicy,
  withReferencePolicy,
  withSource,
  withTag,
  type WantedSource,
} from './imageStreamTagEdit.ts'

const digest = `sha256:${'a'.repeat(64)}`
const imported: TagReference = {
  name: 'v1',
  annotations: { description: 'The first', 'example.com/owner': 'team' },
  from: { kind: 'DockerImage', name: 'quay.io/acme/web:1' },
  generation: 4,
  importPolicy: { scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
  referencePolicy: { type: 'Local' },
}
const other: TagReference = { name: 'v2', annotations: { description: 'Second' }, generation: 2 }
const streamOf = (...tags: TagReference[]): ImageStream => ({
  metadata: { name: 'web', namespace: 'shop', resourceVersion: '7' },
  spec: { tags },
})
const alias = (name: string, to: string): TagReference => ({ name, from: { kind: 'ImageStreamTag', name: to } })

describe('withTag', () => {
  test('keeps every other tag with all it has, in its place', () => {
    const changed = { ...imported, generation: 0 }
    expect(withTag(streamOf(imported, other), changed)).toEqual({ spec: { tags: [changed, other] } })
  })
  test.each([
    ['a new one', streamOf(other)],
    ['one that was only pushed', { ...streamOf(other), status: { tags: [{ tag: 'v1', items: [] }] } }],
  ])('adds %s', (_, stream) => {
    expect(withTag(stream, { name: 'v1' })).toEqual({ spec: { tags: [other, { name: 'v1' }] } })
  })
  test('begins the list of a stream without one', () => {
    expect(withTag({ metadata: { name: 'web' } }, { name: 'v1' })).toEqual({ spec: { tags: [{ name: 'v1' }] } })
  })
})

describe('withSource', () => {
  const external: WantedSource = {
    kind: 'external',
    pullSpec: 'quay.io/acme/web:2',
    scheduled: false,
    insecure: false,
    importMode: 'Legacy',
    reference: false,
  }
  test.each<[string, WantedSource, Partial<TagReference>]>([
    [
      'another registry',
      external,
      { from: { kind: 'DockerImage', name: 'quay.io/acme/web:2' }, importPolicy: { importMode: 'Legacy' } },
    ],
    [
      'another registry, on a schedule',
      { ...external, scheduled: true, insecure: true, importMode: 'PreserveOriginal' },
      {
        from: { kind: 'DockerImage', name: 'quay.io/acme/web:2' },
        importPolicy: { insecure: true, scheduled: true, importMode: 'PreserveOriginal' },
      },
    ],
    [
      'a mere reference, which has no schedule',
      { ...external, reference: true, scheduled: true },
      {
        from: { kind: 'DockerImage', name: 'quay.io/acme/web:2' },
        reference: true,
        importPolicy: { importMode: 'Legacy' },
      },
    ],
    [
      'an alias, which has no schedule',
      { kind: 'alias', tag: 'v2' },
      {
        from: { kind: 'ImageStreamTag', name: 'v2' },
        importPolicy: { insecure: true, importMode: 'PreserveOriginal' },
      },
    ],
    [
      'an image of another project',
      { kind: 'image', namespace: 'qa', stream: 'api', digest },
      {
        from: { kind: 'ImageStreamImage', namespace: 'qa', name: `api@${digest}` },
        importPolicy: { insecure: true, importMode: 'PreserveOriginal' },
      },
    ],
  ])('%s', (_, source, expected) => {
    const after = withSource({ ...imported, reference: true }, source)
    const { annotations, referencePolicy } = imported
    expect(after).toEqual({ name: 'v1', annotations, referencePolicy, generation: 0, ...expected })
  })
})

describe('roll back', () => {
  test('fixes the tag, keeps annotations and policies, and remembers its source', () => {
    const after = rolledBack(streamOf(imported, other), 'v1', digest)
    expect(after.from).toEqual({ kind: 'ImageStreamImage', namespace: 'shop', name: `web@${digest}` })
    expect(after).toMatchObject({ generation: 0, referencePolicy: { type: 'Local' } })
    expect(after.importPolicy).toEqual({ insecure: true, importMode: 'PreserveOriginal' })
    expect(after.annotations).toMatchObject({ description: 'The first', 'example.com/owner': 'team' })
    expect(previousSourceOf(after)).toEqual({ from: imported.from, scheduled: true })
    expect(lostBy(imported, after)).toEqual([{ kind: 'source', from: imported.from }, { kind: 'schedule' }])
  })
  test('a second one remembers the first source', () => {
    const once = rolledBack(streamOf(imported), 'v1', digest)
    const twice = rolledBack(streamOf(once), 'v1', `sha256:${'b'.repeat(64)}`)
    expect(previousSourceOf(twice)).toEqual({ from: imported.from, scheduled: true })
  })
  test('of a pushed tag remembers nothing', () => {
    expect(rolledBack(streamOf(), 'v1', digest).annotations).toBeUndefined()
  })
  test('resuming brings everything back', () => {
    const after = resumed(rolledBack(streamOf(imported), 'v1', digest))
    expect({ ...after, generation: 4 }).toEqual(imported)
    expect(after.generation).toBe(0)
  })
  test('another source forgets the remembered one', () => {
    const after = withSource(rolledBack(streamOf(imported), 'v1', digest), { kind: 'alias', tag: 'v2' })
    expect(after.annotations).toEqual(imported.annotations)
  })
  test.each([
    ['no JSON', 'quay.io/acme/web:1'],
    ['no source', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a source of another kind', '{"from":{"kind":"Pod","name":"x"}}'],
    ['a name that is no text', '{"from":{"kind":"DockerImage","name":5}}'],
  ])('an annotation that holds %s is nothing to resume', (_, text) => {
    const tag = { ...rolledBack(streamOf(), 'v1', digest), annotations: { [previousSourceAnnotation]: text } }
    expect(previousSourceOf(tag)).toBeUndefined()
    expect(resumed(tag)).toBe(tag)
  })
})

test('policies change alone', () => {
  const wanted = { scheduled: false, insecure: true, importMode: 'Legacy' } as const
  expect(withImportPolicy(imported, wanted)).toEqual({
    ...imported,
    importPolicy: { insecure: true, importMode: 'Legacy' },
  })
  expect(withReferencePolicy(imported, 'Source')).toEqual({ ...imported, referencePolicy: { type: 'Source' } })
})

test.each<[string, Record<string, string | undefined>, Record<string, string> | undefined]>([
  ['sets one', { version: '1' }, { description: 'The first', 'example.com/owner': 'team', version: '1' }],
  ['takes one away', { description: undefined }, { 'example.com/owner': 'team' }],
  ['takes all away', { description: undefined, 'example.com/owner': undefined }, undefined],
])('withAnnotations %s', (_, changes, expected) => {
  expect(withAnnotations(imported, changes).annotations).toEqual(expected)
})

test('a copy keeps what the target asks for, and makes what is not there', () => {
  const image = { namespace: 'qa', stream: 'api', digest }
  expect(copiedInto(streamOf(imported), 'v1', image)).toMatchObject({
    annotations: imported.annotations,
    referencePolicy: { type: 'Local' },
    from: { kind: 'ImageStreamImage', namespace: 'qa', name: `api@${digest}` },
  })
  expect(copiedInto(undefined, 'v9', image).name).toBe('v9')
})

test.each<[string, TagReference, TagReference, boolean]>([
  ['another generation', imported, { ...imported, generation: 0 }, true],
  [
    'defaults filled in',
    { name: 'v1', importPolicy: { importMode: 'Legacy' }, referencePolicy: { type: 'Source' } },
    { name: 'v1' },
    true,
  ],
  ['another source', imported, { ...imported, from: { kind: 'DockerImage', name: 'x' } }, false],
  ['an annotation less', imported, { ...imported, annotations: { description: 'The first' } }, false],
])('isAskedAs: %s', (_, known, wanted, expected) => {
  expect(isAskedAs(streamOf(known), wanted)).toBe(expected)
})

describe('aliasProblem', () => {
  const stream = streamOf(
    alias('a', 'b'),
    alias('b', 'web:c'),
    alias('d', 'gone'),
    alias('x', 'y'),
    alias('y', 'x'),
    other,
    { name: 'c' },
  )
  test.each([
    ['c', 'v2', undefined],
    ['new', 'a', undefined],
    ['c', 'c', { kind: 'self' }],
    ['c', 'nope', { kind: 'missing' }],
    ['c', 'd', undefined],
    ['c', 'x', { kind: 'missing' }],
    ['c', 'b', { kind: 'circle', over: ['b'] }],
    ['c', 'a', { kind: 'circle', over: ['a', 'b'] }],
  ])('%s follows %s', (name, target, expected) => {
    expect(aliasProblem(stream, name, target)).toEqual(expected)
  })
})

describe('resumeProblem', () => {
  const back = rolledBack(streamOf(alias('prod', 'stable')), 'prod', digest)
  test.each([
    [
      'nothing',
      streamOf(back, { name: 'stable', from: { kind: 'DockerImage', name: 'quay.io/acme/web:1' } }),
      undefined,
    ],
    ['an external source', streamOf(rolledBack(streamOf(imported), 'v1', digest)), undefined],
    ['the tag follows this one by now', streamOf(back, alias('stable', 'prod')), { kind: 'circle', over: ['stable'] }],
    ['the tag is gone', streamOf(back), { kind: 'missing' }],
  ])('%s', (_, stream, expected) => {
    expect(resumeProblem(stream, stream.spec?.tags?.[0]?.name ?? '')?.problem).toEqual(expected)
  })
})

describe('askedAnew', () => {
  const pushedOver = (tag: TagReference): ImageStream => ({
    ...streamOf({ ...tag, generation: 4 }),
    status: { tags: [{ tag: tag.name, items: [{ image: `sha256:${'b'.repeat(64)}`, generation: 5 }] }] },
  })
  const fixed = (name: string): TagReference => ({ name: 'v1', from: { kind: 'ImageStreamImage', name } })
  test.each<[string, TagReference, TagReference, string]>([
    ['an alias', alias('v1', 'v2'), alias('v1', 'v2'), 'web:v2'],
    ['an alias with its stream', alias('v1', 'web:v2'), alias('v1', 'v2'), 'v2'],
    ['an image', fixed(`web@${digest}`), fixed(`web@${digest}`), digest],
    ['an image without its stream', fixed(digest), fixed(`web@${digest}`), `web@${digest}`],
    ['another image', fixed(`web@sha256:${'c'.repeat(64)}`), fixed(`web@${digest}`), `web@${digest}`],
    ['an image of another stream', fixed(`api@${digest}`), fixed(`api@${digest}`), `api@${digest}`],
  ])('%s that was pushed over', (_, before, after, expected) => {
    expect(askedAnew(pushedOver(before), after).from?.name).toBe(expected)
  })
  test('a tag that has the image of its source', () => {
    const stream = { ...streamOf(fixed(digest)), status: { tags: [{ tag: 'v1', items: [{ image: digest }] }] } }
    expect(askedAnew(stream, fixed(`web@${digest}`))).toEqual(fixed(`web@${digest}`))
  })
})
