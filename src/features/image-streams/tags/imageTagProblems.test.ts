import { describe, expect, it } from 'vitest'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import type { ImageStreamTag, ImageTag } from '../../../k8s/resources/imageTag.ts'
import { imageStreamTagProblems, imageTagConsequences, imageTagProblems } from './imageTagProblems.ts'

const from = { kind: 'DockerImage', name: 'quay.io/a/b:1' }
const stream: ImageStream = {
  metadata: { name: 'web', namespace: 'demo' },
  spec: { tags: [{ name: 'v1', from }] },
  status: { tags: [] },
}
const asked: ImageStreamTag = {
  metadata: { name: 'web:v1', namespace: 'demo', labels: { a: '1' }, annotations: { description: 'x', icon: 'y' } },
  tag: { name: 'v1', from, annotations: { description: 'x', icon: 'y' } },
}
const pushed: ImageStreamTag = { metadata: { name: 'web:pushed', namespace: 'demo' }, tag: null }
const found = (edited: object, origin = asked) =>
  imageStreamTagProblems(stream, edited, origin).map(({ path, severity }) => `${path.join('.')} ${severity}`)

describe('imageStreamTagProblems', () => {
  it.each([
    ['no tag any more', { ...asked, tag: null }, asked, ['tag warning']],
    [
      'annotations of a pushed tag',
      { ...pushed, metadata: { ...pushed.metadata, annotations: { a: 'b' } } },
      pushed,
      ['tag error'],
    ],
    ['another name', { ...asked, tag: { name: 'v2' } }, asked, ['tag.name error']],
    ['labels', { ...asked, metadata: { ...asked.metadata, labels: {} } }, asked, ['metadata.labels error']],
    [
      'annotations in the wrong place',
      { ...asked, tag: { ...asked.tag, annotations: {} } },
      asked,
      ['tag.annotations error'],
    ],
    [
      'a pull spec that is none',
      { ...asked, tag: { name: 'v1', from: { kind: 'DockerImage', name: 'a b' } } },
      asked,
      ['tag.from.name error'],
    ],
    [
      'an alias of itself',
      { ...asked, tag: { name: 'v1', from: { kind: 'ImageStreamTag', name: 'v1' } } },
      asked,
      ['tag.from.name warning'],
    ],
  ])('finds %s', (_name, edited, origin, problems) => {
    expect(found(edited, origin)).toEqual(problems)
  })

  it.each([
    ['what is there', asked, asked],
    ['other annotations', { ...asked, metadata: { ...asked.metadata, annotations: {} } }, asked],
    ['nothing of a pushed tag', pushed, pushed],
    ['a tag for a pushed one', { ...pushed, tag: { name: 'pushed', from } }, pushed],
    ['nonsense', { metadata: 'x', tag: { name: 'v1', from: 'x' } }, asked],
  ])('accepts %s', (_name, edited, origin) => {
    expect(found(edited, origin)).toEqual([])
  })
})

it('finds metadata of an image tag, which cannot change', () => {
  const origin: ImageTag = { metadata: { name: 'web:v1' }, spec: { name: 'v1' } }
  const edited = { ...origin, metadata: { name: 'web:v1', annotations: { a: 'b' } } }
  expect(imageTagProblems(stream, edited, origin)).toMatchObject([{ path: ['metadata', 'annotations'] }])
})

describe('imageTagConsequences', () => {
  it('names annotations that are wiped', () => {
    const edited = { ...asked, metadata: { name: 'web:v1', annotations: { icon: 'y' } } }
    expect(imageTagConsequences(edited, asked)).toEqual(['These annotations are wiped: description'])
  })

  it('says that another source may roll out', () => {
    const edited = { ...asked, tag: { name: 'v1', from: { ...from, name: 'quay.io/a/b:2' } } }
    expect(imageTagConsequences(edited, asked)).toEqual([expect.stringContaining('may roll out')])
  })

  it('says that a spec that goes leaves the images', () => {
    const origin: ImageTag = { metadata: { name: 'web:v1' }, spec: { name: 'v1' } }
    expect(imageTagConsequences({ metadata: origin.metadata }, origin)).toEqual([expect.stringContaining('stay')])
  })
})
