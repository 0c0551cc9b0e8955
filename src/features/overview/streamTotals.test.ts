import { expect, test } from 'vitest'
import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import { projectTotals, streamTotals } from './streamTotals.ts'

const time = (minute: number) => new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString()

function row(name: string, more: Partial<ImageStreamRow> = {}): ImageStreamRow {
  return {
    metadata: { name, namespace: 'shop' },
    tags: 2,
    firstTags: [],
    sources: [],
    failing: 0,
    importing: 0,
    images: [],
    ...more,
  }
}

test('counts tags and failures, and keeps the newest of each', () => {
  const rows = Array.from({ length: 20 }, (_, index) =>
    row(`s${index}`, {
      newest: 'latest',
      newestSource: 'pushed',
      // In no order.
      updated: time((index * 7) % 20),
      failing: 3,
      failed: [{ tag: 'bad', reason: 'NotFound', message: 'no', since: time((index * 3) % 20) }],
    }),
  )
  const { tags, failing, failed, latest } = streamTotals(rows)
  expect([tags, failing]).toEqual([40, 60])
  expect(latest.map(({ created }) => created)).toEqual([19, 18, 17, 16, 15, 14, 13, 12].map(time))
  expect(failed.map(({ since }) => since)).toEqual([19, 18, 17, 16, 15, 14, 13, 12].map(time))
  expect(failed[0]).toMatchObject({ namespace: 'shop', tag: 'bad', message: 'no' })
})

test('streams without images, and failures without a time', () => {
  const failed = [{ tag: 'bad', reason: '', message: '', since: '' }]
  expect(streamTotals([row('a'), row('b', { failing: 1, failed })])).toMatchObject({
    latest: [],
    failed: [{ stream: 'b' }],
    failing: 1,
  })
})

test('projects are counted each, where something fails first, and those of others not at all', () => {
  const of = (namespace: string, failing: number) => row('s', { metadata: { name: 's', namespace }, failing })
  expect(projectTotals([of('a', 0), of('b', 1), of('b', 2), of('openshift', 9)], ['a', 'b', 'empty'])).toEqual([
    { project: 'b', streams: 2, tags: 4, failing: 3 },
    { project: 'a', streams: 1, tags: 2, failing: 0 },
    { project: 'empty', streams: 0, tags: 0, failing: 0 },
  ])
})
