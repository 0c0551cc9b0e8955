import { describe, expect, test } from 'vitest'
import { defaultPruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { ageLabel, amountInWords, bandLabel, choiceCells } from './choiceCells.ts'
import { ageBands, choiceAges, choiceRevisions, type PreviewChoices } from './previewProtocol.ts'
import { noTotals } from './previewTesting.ts'

const chosen = { ...defaultPruneOptions, keepTagRevisions: 5 }
const row = choiceRevisions.map((revisions) => ({ ...noTotals, managedBytes: 100 - 10 * revisions, images: revisions }))
const choices: PreviewChoices = { totals: [row, ...choiceAges.slice(1).map(() => undefined)] }

describe('the choices', () => {
  test('fill in row by row, as shares of the largest', () => {
    const [first, second] = choiceCells(choices, 'bytes', chosen, defaultPruneOptions)
    expect(first?.map(({ share }) => share).slice(0, 3)).toEqual([1, 0.9, 0.8])
    expect(second?.every(({ totals, share }) => totals === undefined && share === 0)).toBe(true)
    expect(choiceCells(choices, 'images', chosen, defaultPruneOptions)[0]?.[5]?.share).toBe(0.5)
  })

  test('mark what is on screen and what is set', () => {
    const cells = choiceCells(undefined, 'bytes', chosen, defaultPruneOptions).flat()
    expect(cells).toHaveLength(choiceAges.length * choiceRevisions.length)
    const hour = 3_600_000_000_000n
    expect(cells.filter((cell) => cell.chosen)).toMatchObject([{ age: hour, revisions: 5 }])
    expect(cells.filter((cell) => cell.present)).toMatchObject([{ age: hour, revisions: 3 }])
  })
})

test('ages in words', () => {
  expect(choiceAges.map(ageLabel)).toEqual([
    'any age',
    '1 h',
    '1 day',
    '3 days',
    '7 days',
    '14 days',
    '30 days',
    '2 months',
    '3 months',
    '6 months',
    '12 months',
  ])
  const bands = ageBands.map((_, position) => bandLabel(position))
  expect([bands[0], bands[1], bands.at(-1)]).toEqual(['under 1 h', '1 h to 1 day', 'over 12 months'])
})

test.each([
  [1024, 'bytes', '1.0 KiB'],
  [1, 'images', '1 image'],
  [2, 'revisions', '2 revisions'],
] as const)('%d %s', (amount, metric, text) => {
  expect(amountInWords(amount, metric)).toBe(text)
})
