import { expect, test, vi } from 'vitest'
import { createLogRowsCache } from './logRows.ts'
import { rowOf, RowsHolder } from './logRowsTesting.ts'

const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, index) => rowOf(from + index))
const wanted = (holder: RowsHolder, from: number, hold = true) => ({
  version: holder.version,
  count: holder.rows.length,
  from,
  to: from + 30,
  hold,
})

async function showing(count: number, from: number) {
  const holder = new RowsHolder(numbered(count))
  const cache = createLogRowsCache(holder.client)
  cache.want(wanted(holder, from))
  await holder.answer()
  return { holder, cache }
}

test('fetches rows in sight and beside, and tells when they are there', async () => {
  const holder = new RowsHolder(numbered(5000))
  const cache = createLogRowsCache(holder.client)
  const heard = vi.fn<() => void>()
  cache.subscribe(heard)
  cache.want(wanted(holder, 1000))
  expect(cache.get(1, 1000)).toBeUndefined()
  await holder.answer()
  expect(heard).toHaveBeenCalledOnce()
  expect(cache.get(1, 1000)?.line).toBe(1000)
  expect(cache.get(1, 960)?.line).toBe(960)
})

test('asks for one window at a time, and then for what was wanted last', async () => {
  const { holder, cache } = await showing(50_000, 1000)
  for (const from of [5000, 6000, 7000, 40_000]) cache.want(wanted(holder, from))
  await holder.answer()
  expect(holder.asked).toHaveLength(3)
  expect(cache.get(1, 40_000)?.line).toBe(40_000)
})

test('asks for nothing that is there', async () => {
  const { holder, cache } = await showing(5000, 1000)
  // The jump fetched little: scrolling on fetches more, once.
  cache.want(wanted(holder, 1010))
  await holder.answer()
  const before = holder.asked.length
  for (let from = 1010; from < 1100; from += 5) cache.want(wanted(holder, from))
  await holder.answer()
  expect(holder.asked).toHaveLength(before)
})

test('rows of before are not those of now', async () => {
  const { holder, cache } = await showing(5000, 1000)
  expect(cache.get(2, 1000)).toBeUndefined()
  holder.version = 3
  cache.want({ ...wanted(holder, 1000), version: 2 })
  await holder.answer()
  // The worker may be ahead of what it has told.
  expect(cache.get(2, 1000)?.line).toBe(1000)
})

test.each([
  ['a few', 20],
  ['very many', 30_000],
])('finds rows in sight again when %s came above them', async (_, count) => {
  const { holder, cache } = await showing(5000, 1000)
  holder.rows = [...numbered(count, 90_000), ...holder.rows]
  holder.version = 2
  cache.want(wanted(holder, 1000))
  await holder.answer()
  expect(cache.moved()).toBe(count)
  expect(cache.get(2, 1000 + count)?.line).toBe(1000)
})

test('finds rows in sight again when lines above were let go', async () => {
  const { holder, cache } = await showing(5000, 1000)
  holder.rows = holder.rows.slice(700)
  holder.version = 2
  cache.want(wanted(holder, 1000))
  await holder.answer()
  expect(cache.moved()).toBe(-700)
  expect(cache.get(2, 300)?.line).toBe(1000)
})

test('whoever follows the end is not held', async () => {
  const { holder, cache } = await showing(5000, 4970)
  holder.rows = [...numbered(20, 90_000), ...holder.rows]
  holder.version = 2
  cache.want(wanted(holder, 4990, false))
  await holder.answer()
  expect(cache.moved()).toBe(0)
  expect(cache.get(2, 5019)?.line).toBe(4999)
})

test('more rows at the end are asked for', async () => {
  const { holder, cache } = await showing(100, 70)
  expect(cache.get(1, 100)).toBeUndefined()
  holder.rows = numbered(200)
  cache.want(wanted(holder, 170, false))
  await holder.answer()
  expect(cache.get(1, 199)?.line).toBe(199)
})

test('copies whole lines: parts joined, and those that are not drawn as they are taken whole', async () => {
  const holder = new RowsHolder([
    rowOf(0),
    rowOf(1, { text: 'long ' }),
    rowOf(1, { part: 1, text: 'line' }),
    rowOf(2, { cut: 7 }),
    rowOf(3, { text: 'a ␀' }),
    rowOf(4),
  ])
  const cache = createLogRowsCache(holder.client)
  const text = cache.text(0, 6, false)
  for (let turn = 0; turn < 10; turn++) await holder.answer()
  expect(await text).toBe('whole 0\nlong line\nwhole 2\nwhole 3\nwhole 4\n')
})
