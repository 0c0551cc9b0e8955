import { describe, expect, test } from 'vitest'
import { atOnce } from '../../../lib/inSlices.ts'
import { defaultPruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { imageWhys, itemWhys, type ImageWhy } from '../../../k8s/resources/pruneWhys.ts'
import { imageRows } from './imageRows.ts'
import { planOf, readingOf } from './previewTesting.ts'
import { tagPlaces } from './tagPlaces.ts'
import { tagRows } from './tagRows.ts'

const streams = [
  { namespace: 'b', name: 'web' },
  { namespace: 'a', name: 'zoo' },
]
const placed = { streams, tags: ['1.10', '1.9', 'latest'], tagStream: Uint32Array.from([0, 0, 1]) }
const reading = () => readingOf({ ...placed, ...tagPlaces(placed), revisions: 9 })
const plan = (goes: number[], bytes = [0, 0, 0]) =>
  planOf(defaultPruneOptions, {
    tagGoes: Uint32Array.from(goes),
    tagStays: Uint32Array.from([3, 0, 3]),
    tagWhys: Uint16Array.from([1 << itemWhys.indexOf('beyond'), 0, 0]),
    tagBytes: Float64Array.from(bytes),
  })

describe('rows of tags', () => {
  test('stand where something goes, where something stays, or in both', () => {
    const { going, staying } = atOnce(tagRows(reading(), plan([2, 1, 0], [7, 8, 0])))
    expect(going.map(({ stream, name, goes, bytes }) => [stream, name, goes, bytes])).toEqual([
      ['web', '1.10', 2, 7],
      ['web', '1.9', 1, 8],
    ])
    expect(staying.map(({ namespace, name, stays }) => [namespace, name, stays])).toEqual([
      ['b', '1.10', 3],
      ['a', 'latest', 3],
    ])
  })

  test('know their places by stream and by project, as people count', () => {
    const { going, staying } = atOnce(tagRows(reading(), plan([1, 1, 1])))
    const all = [...new Set([...going, ...staying])]
    const names = (key: 'byStream' | 'byProject') =>
      all.toSorted((a, b) => a[key] - b[key]).map(({ stream, name }) => `${stream}:${name}`)
    expect(names('byStream')).toEqual(['web:1.9', 'web:1.10', 'zoo:latest'])
    expect(names('byProject')).toEqual(['zoo:latest', 'web:1.9', 'web:1.10'])
  })

  test('stay the same objects where another plan says the same of them', () => {
    const same = reading()
    const before = atOnce(tagRows(same, plan([2, 1, 0])))
    const after = atOnce(tagRows(same, plan([2, 4, 0])))
    expect(after.going[0]).toBe(before.going[0])
    expect(after.going[1]).not.toBe(before.going[1])
    expect(after.going[1]?.goes).toBe(4)
  })
})

test('rows of images stay the same objects where another plan says the same of them', () => {
  const images = ['sha256:a', 'sha256:b']
  const same = readingOf({
    images,
    imageCreated: Float64Array.from([1, Number.NaN]),
    imageManaged: Uint8Array.from([1, 0]),
    imageSize: Float64Array.from([5, Number.NaN]),
  })
  const of = (whys: ImageWhy[], bytes: number[]) =>
    planOf(defaultPruneOptions, {
      imageWhy: Uint8Array.from(whys, (why) => imageWhys.indexOf(why)),
      imageBytes: Float64Array.from(bytes),
    })
  const before = atOnce(imageRows(same, of(['goes', 'held'], [5, 0])))
  expect(before).toEqual([
    { image: 0, digest: 'sha256:a', created: 1, managed: true, size: 5, why: 'goes', bytes: 5 },
    { image: 1, digest: 'sha256:b', created: Number.NaN, managed: false, size: Number.NaN, why: 'held', bytes: 0 },
  ])
  const after = atOnce(imageRows(same, of(['held', 'held'], [0, 0])))
  expect(after[0]?.why).toBe('held')
  expect(after[1]).toBe(before[1])
})
