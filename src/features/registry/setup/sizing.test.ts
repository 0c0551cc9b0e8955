import { expect, test } from 'vitest'
import { sizeFor } from './sizing.ts'

const gib = 2 ** 30
const expected = { images: 40, versions: 10, averageBytes: gib, shared: 0.5, newPerMonth: 0, months: 12 }

test.each<[string, Partial<typeof expected>, { now: number; later: number; recommended: number }]>([
  ['layers shared by half', {}, { now: 220, later: 220, recommended: 290 }],
  ['nothing shared', { shared: 0 }, { now: 400, later: 400, recommended: 520 }],
  ['everything shared', { shared: 1 }, { now: 40, later: 40, recommended: 100 }],
  ['one version', { versions: 1 }, { now: 40, later: 40, recommended: 100 }],
  ['growth', { newPerMonth: 5 }, { now: 220, later: 550, recommended: 720 }],
  ['nothing at all', { images: 0 }, { now: 0, later: 0, recommended: 100 }],
  ['no versions', { versions: 0 }, { now: 0, later: 0, recommended: 100 }],
])('%s', (_, change, gibs) => {
  const { now, later, recommended } = sizeFor({ ...expected, ...change })
  expect({ now: now / gib, later: later / gib, recommended: recommended / gib }).toEqual(gibs)
})
