import { describe, expect, test } from 'vitest'
import { defaultPruneOptions, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import { noTotals, planOf } from './previewTesting.ts'
import { largestReasons, planNotes, planNumbers, planSentence, totalsDifference } from './totalsWords.ts'

const MiB = 1024 ** 2
const some = { images: 1204, streamItems: 2, streams: 1, blobs: 9, managedBytes: 5 * MiB }
const of = (totals: Partial<PruneTotals>, options: Partial<PruneOptions> = {}, more: object = {}) => ({
  plan: planOf({ ...defaultPruneOptions, ...options }, { totals: { ...noTotals, ...totals }, ...more }),
  reading: { imagesListed: true },
})
const unlisted = (totals: Partial<PruneTotals>, options: Partial<PruneOptions> = {}) => ({
  ...of(totals, options),
  reading: { imagesListed: false },
})

describe('the answer in one sentence', () => {
  test.each([
    [of(some), 'A run now would delete 1,204 images and free 5.0 MiB.'],
    [of({ ...some, images: 1 }), 'A run now would delete 1 image and free 5.0 MiB.'],
    [of({}), 'A run now would delete nothing.'],
    [of(some, { pruneRegistry: false }), 'A run now would delete 1,204 images and free nothing in the storage.'],
    [
      of({ streamItems: 2, streams: 1 }, { namespace: 'shop' }),
      'A run now would take 2 revisions out of the history of 1 image stream, and delete no images.',
    ],
    [
      of({ streamItems: 1, streams: 1 }),
      'A run now would take 1 revision out of the history of 1 image stream, and delete no images.',
    ],
    [
      unlisted({ streamItems: 2, streams: 2 }),
      'A run now would take 2 revisions out of the history of 2 image streams. Which images it deletes is not known.',
    ],
    [of({}, {}, { stopped: true }), 'A run now would stop before it deletes anything: 2 references cannot be read.'],
  ])('%#: %s', (plan, sentence) => {
    expect(planSentence(plan, true, 2)).toBe(sentence)
  })

  test('of other settings says so', () => {
    expect(planSentence(of(some), false, 0)).toMatch(/^A run with these settings would delete/)
  })
})

test.each([
  [
    of({ ...some, externalBytes: MiB, unknownBlobs: 240 }),
    [/^Up to 1\.0 MiB more/, /240 manifests and configurations/],
  ],
  [of(some), []],
  [of(some, { pruneRegistry: false }), [/blobs stay in the storage/]],
  [of(some, { namespace: 'shop' }), [/history of its image streams only/]],
  [unlisted(some), []],
])('what the sentence leaves out: %#', (plan, notes) => {
  const found = planNotes(plan)
  expect(found).toHaveLength(notes.length)
  for (const [index, note] of notes.entries()) expect(found[index]).toMatch(note)
})

describe('the numbers', () => {
  const value = (plan: Parameters<typeof planNumbers>[0], name: string) =>
    planNumbers(plan).find((each) => each.name === name)?.value
  test('name what external images would free only where there is some', () => {
    expect(value(of(some), 'If mirrored here')).toBeUndefined()
    expect(value(of({ externalBytes: MiB }), 'If mirrored here')).toBe('up to 1.0 MiB')
  })
  test('do not pretend to know', () => {
    expect(value(unlisted(some), 'Images')).toBe('not known')
    expect(value(unlisted(some, { namespace: 'shop' }), 'Images')).toBe('0')
    expect(value(of(some, { namespace: 'shop' }), 'Freed')).toBe('0 B')
    expect(value(unlisted(some), 'Layer links')).toBe('not known')
  })
})

test.each([
  [{ images: 5, streamItems: 3, managedBytes: MiB }, {}, '+5 images, +3 revisions, +1.0 MiB'],
  [{ images: 1 }, { images: 3 }, '\u22122 images'],
  [{ images: 3 }, { images: 3 }, undefined],
])('%o against %o', (totals, other, text) => {
  expect(totalsDifference({ ...noTotals, ...totals }, { ...noTotals, ...other })).toBe(text)
})

test('why nothing goes: what keeps the most first', () => {
  const plan = planOf(defaultPruneOptions)
  const { plan: kept } = of(
    {},
    {},
    {
      itemCounts: { ...plan.itemCounts, revision: 40, younger: 2, 'used-tag': 7, 'used-digest': 1 },
      imageCounts: { ...plan.imageCounts, held: 30, younger: 4 },
    },
  )
  expect(largestReasons(kept)).toEqual([
    '40 revisions: among the 3 revisions kept of each tag',
    '7 revisions: current, and something uses the tag',
    '2 revisions: less than 1h old',
    '4 images: less than 1h old',
  ])
})
