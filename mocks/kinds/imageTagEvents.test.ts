import { describe, expect, test } from 'vitest'
import { addTagEvent, resolveImageId, trackedTag, updateTrackingTags } from './imageTagEvents.ts'
import { completeTag, type SentTag } from './imageStreamSpec.ts'
import type { ImageStream, TagCondition, TagEvent } from './imageTypes.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`
const event = (reference: string, image: string, generation = 1, created = '2026-01-01T00:00:00Z'): TagEvent => ({
  created,
  dockerImageReference: reference,
  image,
  generation,
})
const failure: TagCondition = {
  type: 'ImportSuccess',
  status: 'False',
  lastTransitionTime: '2026-01-01T00:00:00Z',
  generation: 1,
}
const stream = (items: TagEvent[] | null, tags: SentTag[] = []): ImageStream => ({
  metadata: { name: 'web', namespace: 'shop', generation: 1 },
  spec: { lookupPolicy: { local: false }, tags: tags.map(completeTag) },
  status: { dockerImageRepository: '', tags: [{ tag: 'latest', items, conditions: [failure] }] },
})

describe('addTagEvent', () => {
  const old = event('a/b:1', digest('a'))
  test.each<[name: string, next: TagEvent, items: TagEvent[], changed: boolean]>([
    ['the same event changes nothing', { ...old, created: 'later' }, [old], false],
    ['a new generation is set in place', event('a/b:1', digest('a'), 2, 'later'), [{ ...old, generation: 2 }], true],
    [
      'another image of the same reference replaces it without history',
      event('a/b:1', digest('b'), 2, 'later'),
      [{ ...old, image: digest('b'), generation: 2 }],
      true,
    ],
    [
      'another reference of the same image replaces it without history',
      event('c/d:1', digest('a'), 2, 'later'),
      [{ ...old, dockerImageReference: 'c/d:1', generation: 2 }],
      true,
    ],
    [
      'another image under another reference goes on top',
      event('c/d:1', digest('b'), 2, 'later'),
      [event('c/d:1', digest('b'), 2, 'later'), old],
      true,
    ],
  ])('%s', (_name, next, items, changed) => {
    const target = stream([old])
    expect(addTagEvent(target, 'latest', next)).toBe(changed)
    expect(target.status.tags).toEqual([{ tag: 'latest', items, ...(!changed && { conditions: [failure] }) }])
  })

  test('the first event of a failed tag ends the failure', () => {
    const target = stream(null)
    addTagEvent(target, 'latest', old)
    expect(target.status.tags).toEqual([{ tag: 'latest', items: [old] }])
  })

  test('tags stay sorted by name', () => {
    const target = stream([old])
    for (const tag of ['z', 'a', '1.10', '1.9']) addTagEvent(target, tag, old)
    expect(target.status.tags?.map(({ tag }) => tag)).toEqual(['1.10', '1.9', 'a', 'latest', 'z'])
  })
})

test.each([
  [{ kind: 'ImageStreamTag', name: '1.2' }, '1.2'],
  [{ kind: 'ImageStreamTag', name: 'web:1.2' }, '1.2'],
  [{ kind: 'ImageStreamTag', name: 'web:1.2', namespace: 'shop' }, '1.2'],
  [{ kind: 'ImageStreamTag', name: 'web:1.2', namespace: 'other' }, undefined],
  [{ kind: 'ImageStreamTag', name: 'api:1.2' }, undefined],
  [{ kind: 'ImageStreamImage', name: '1.2' }, undefined],
  [{ kind: 'DockerImage', name: '1.2' }, undefined],
  [undefined, undefined],
])('%o follows %s', (from, tag) => {
  expect(trackedTag(stream(null), from)).toBe(tag)
})

test('tags that follow another get its event, others do not', () => {
  const from = { kind: 'ImageStreamTag', name: 'latest' }
  const target = stream(null, [
    { name: 'stable', from },
    { name: 'other', from: { kind: 'ImageStreamTag', name: 'api:latest' } },
  ])
  expect(updateTrackingTags(target, 'latest', event('a/b:1', digest('a')))).toBe(1)
  expect(target.status.tags?.map(({ tag }) => tag)).toEqual(['latest', 'stable'])
})

describe('resolveImageId', () => {
  const target = stream([event('a/b:1', digest('a')), event('a/b:2', `sha256:ab${'0'.repeat(62)}`)])
  test('finds an image by a prefix, with or without its algorithm', () => {
    for (const prefix of [digest('a'), 'sha256:ab0', 'ab0'])
      expect(resolveImageId(target, prefix, 'now')).toMatchObject({ created: 'now', generation: 0 })
  })
  test('refuses a prefix of none and of several', () => {
    expect(() => resolveImageId(target, 'ff', 'now')).toThrow('imagestreamimage.image.openshift.io "ff" not found')
    expect(() => resolveImageId(target, 'sha256:a', 'now')).toThrow('multiple images match the prefix "sha256:a": ')
  })
})
