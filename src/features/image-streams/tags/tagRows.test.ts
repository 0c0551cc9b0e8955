import { describe, expect, test } from 'vitest'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { createTagRows } from './tagRows.ts'

const image = (character: string) => `sha256:${character.repeat(64)}`
const stream = (tags: Record<string, string>): ImageStream => ({
  metadata: { name: 'web', namespace: 'shop' },
  status: {
    tags: Object.entries(tags).map(([tag, digest]) => ({
      tag,
      items: [{ created: '2026-11-20T10:00:00Z', image: digest }],
    })),
  },
})

describe('createTagRows', () => {
  test('rows stay the same objects while their tag does', () => {
    const rowsOf = createTagRows()
    const before = rowsOf(stream({ a: image('1'), b: image('2') }))
    const after = rowsOf(stream({ a: image('1'), aa: image('4'), b: image('3') }))
    expect(after.map(({ tag }) => tag.name)).toEqual(['a', 'aa', 'b'])
    expect(after[0]).toBe(before[0])
    expect(after[2]?.tag).not.toBe(before[1]?.tag)
    expect(after[2]).toMatchObject({ digest: image('3'), namespace: 'shop', stream: 'web', state: 'ok' })
  })

  test('a reference has no image to be ready', () => {
    const reference: ImageStream = {
      metadata: { name: 'web' },
      spec: { tags: [{ name: 'a', reference: true, from: { kind: 'DockerImage', name: 'quay.io/a/b:1' } }] },
      status: { tags: [{ tag: 'a', items: [{ created: null, image: '' }] }] },
    }
    expect(createTagRows()(reference)[0]).toMatchObject({ state: 'reference' })
  })
})
