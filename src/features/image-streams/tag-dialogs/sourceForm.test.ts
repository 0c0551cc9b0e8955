import { describe, expect, test } from 'vitest'
import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import { sourceFormOf, sourceProblems, wantedSource, type SourceForm, type SourceStream } from './sourceForm.ts'
import { descriptionChanges, descriptionOf } from './tagDescription.ts'

const image = (letter: string) => `sha256:${letter.repeat(64)}`
const stream: ImageStream = {
  metadata: { name: 'web', namespace: 'shop' },
  spec: { tags: [{ name: 'prod', from: { kind: 'ImageStreamTag', name: 'v1' } }] },
  status: {
    tags: [
      { tag: 'v1', items: [{ image: image('b') }, { image: image('a') }] },
      { tag: 'broken', items: null },
    ],
  },
}
const form: SourceForm = sourceFormOf(stream, { name: 'new' })
const ready: SourceStream = { state: 'ready', stream }
const other: SourceStream = { state: 'ready', stream: { ...stream, metadata: { name: 'web', namespace: 'qa' } } }
const fromV1: SourceForm = { ...form, origin: 'stream', sourceTag: 'v1' }

describe('sourceFormOf', () => {
  test.each<[string, Partial<TagReference>, Partial<SourceForm>]>([
    ['pushed', {}, { origin: 'external', pullSpec: '' }],
    [
      'imported',
      { from: { kind: 'DockerImage', name: 'quay.io/a/b:1' }, importPolicy: { scheduled: true } },
      { origin: 'external', pullSpec: 'quay.io/a/b:1', scheduled: true },
    ],
    [
      'a reference',
      { from: { kind: 'DockerImage', name: 'quay.io/a/b:1' }, reference: true },
      { origin: 'external', pullSpec: 'quay.io/a/b:1', reference: true },
    ],
    [
      'an alias',
      { from: { kind: 'ImageStreamTag', name: 'v1' } },
      { origin: 'stream', how: 'follow', sourceTag: 'v1' },
    ],
    [
      'a copy',
      { from: { kind: 'ImageStreamTag', name: 'api:2', namespace: 'qa' } },
      { origin: 'stream', how: 'copy', project: 'qa', source: 'api', sourceTag: '2' },
    ],
    [
      'fixed',
      { from: { kind: 'ImageStreamImage', name: `web@${image('a')}` } },
      { origin: 'stream', how: 'revision', sourceTag: 'v1', digest: image('a') },
    ],
  ])('%s', (_, spec, expected) => {
    expect(sourceFormOf(stream, { name: 't', spec: { name: 't', ...spec } })).toMatchObject(expected)
  })
})

describe('problems and what is wanted', () => {
  test.each<[string, SourceForm, SourceStream, string | undefined, object | undefined]>([
    [
      'a pull spec with a scheme',
      { ...form, pullSpec: ' docker://quay.io/a/b:1 ' },
      ready,
      undefined,
      { kind: 'external', pullSpec: 'quay.io/a/b:1' },
    ],
    ['none', form, ready, 'Enter a pull spec.', undefined],
    [
      'upper case',
      { ...form, pullSpec: 'quay.io/A/b' },
      ready,
      'The path of an image has lower-case letters only.',
      undefined,
    ],
    ['a copy', fromV1, ready, undefined, { kind: 'image', namespace: 'shop', digest: image('b') }],
    ['a copy of nothing', { ...fromV1, sourceTag: 'broken' }, ready, 'broken has no image yet.', undefined],
    ['an alias', { ...fromV1, how: 'follow' }, ready, undefined, { kind: 'alias', tag: 'v1' }],
    [
      'an alias of itself',
      { ...fromV1, how: 'follow', sourceTag: 'new' },
      ready,
      'A tag cannot follow itself.',
      undefined,
    ],
    [
      'an alias elsewhere is a copy',
      { ...fromV1, how: 'follow', project: 'qa' },
      other,
      undefined,
      { kind: 'image', namespace: 'qa', stream: 'web', digest: image('b') },
    ],
    [
      'a revision',
      { ...fromV1, how: 'revision', digest: image('a') },
      ready,
      undefined,
      { kind: 'image', digest: image('a') },
    ],
    [
      'a revision that went',
      { ...fromV1, how: 'revision', digest: image('c') },
      ready,
      'Choose a revision.',
      undefined,
    ],
    ['no tag', { ...fromV1, sourceTag: '' }, ready, 'Choose a tag.', undefined],
    ['no stream', { ...fromV1, source: '' }, { state: 'none' }, 'Choose an image stream.', undefined],
    ['a stream that is not there', fromV1, { state: 'missing' }, 'There is no image stream web in shop.', undefined],
    ['a stream that may not be used', fromV1, { state: 'failed', message: 'no' }, 'no', undefined],
  ])('%s', (_, wanted, from, problem, source) => {
    const problems = Object.values(sourceProblems(wanted, stream, 'new', from)).filter((each) => each !== undefined)
    expect(problems).toEqual(problem === undefined ? [] : [problem])
    const found = wantedSource(wanted, stream, 'new', from)
    expect(found === undefined).toBe(source === undefined)
    expect(found ?? {}).toMatchObject(source ?? {})
  })
})

test('descriptionChanges: only what was changed, lists without blanks, what is emptied goes', () => {
  const tag: TagReference = { name: 'v1', annotations: { tags: 'builder, web', version: '1', supports: 'x' } }
  expect(descriptionOf(tag)).toMatchObject({ tags: 'builder, web', version: '1', description: '' })
  expect(
    descriptionChanges(tag, { tags: 'builder, web', version: '', description: ' New ', supports: 'a , b,' }),
  ).toEqual({
    version: undefined,
    description: 'New',
    supports: 'a,b',
  })
  expect(descriptionChanges(tag, {})).toEqual({})
})
