import { describe, expect, it } from 'vitest'
import {
  applyFilters,
  applySort,
  changeTableState,
  keepPlaces,
  paginate,
  parseTableState,
  type Column,
  type Filter,
} from './table.ts'

interface Row {
  name: string
  size?: number
  source: string
  failing: number
}

const columns: Column<Row>[] = [
  { key: 'name', title: () => 'Name', render: ({ name }) => name, sort: ({ name }) => name, isRowHeader: true },
  { key: 'size', title: () => 'Size', render: ({ size }) => size, sort: ({ size }) => size },
  { key: 'source', title: () => 'Source', render: ({ source }) => source },
]

const filters: Filter<Row>[] = [
  { kind: 'text', key: 'name', label: () => 'Name', text: ({ name }) => name },
  {
    kind: 'select',
    key: 'source',
    label: () => 'Source',
    matches: ({ source }, value) => source === value,
    options: () => [],
  },
  { kind: 'toggle', key: 'failing', label: () => 'Failing', matches: ({ failing }) => failing > 0 },
]

const rows: Row[] = [
  { name: 'Web', size: 10, source: 'pushed', failing: 0 },
  { name: 'web-api', source: 'imported', failing: 1 },
  { name: 'v1.10', size: 3, source: 'pushed', failing: 2 },
  { name: 'v1.9', size: 0, source: 'imported', failing: 0 },
]

const names = (some: readonly Row[]) => some.map(({ name }) => name)

describe('parseTableState', () => {
  const parse = (query: string) => parseTableState(new URLSearchParams(query), columns, filters)

  it.each([
    ['', { filters: {}, sort: undefined, page: 1, perPage: 50 }],
    ['name=web&source=pushed&failing=true', { filters: { name: 'web', source: 'pushed', failing: 'true' } }],
    ['name=%20%20&failing=yes&other=1', { filters: {} }],
    ['sort=-size', { sort: { key: 'size', descending: true } }],
    ['sort=source', { sort: undefined }],
    ['sort=-', { sort: undefined }],
    ['sort=__proto__', { sort: undefined }],
    ['page=3&perPage=20', { page: 3, perPage: 20 }],
    ['page=-1&perPage=7', { page: 1, perPage: 50 }],
    ['page=1e400&perPage=Infinity', { page: 1, perPage: 50 }],
    ['page=2.5', { page: 1 }],
    ['page=abc', { page: 1 }],
  ])('of "%s"', (query, expected) => {
    expect(parse(query)).toMatchObject(expected)
  })

  it('takes the default order when the address names none', () => {
    const byName = { key: 'name', descending: false }
    expect(parseTableState(new URLSearchParams('sort=nonsense'), columns, filters, byName).sort).toEqual(byName)
  })
})

describe('changeTableState', () => {
  const byName = { key: 'name', descending: false }

  it.each([
    ['project=demo&page=4', { filters: { name: 'web' } }, 'project=demo&name=web'],
    ['name=web&project=demo', { filters: { name: undefined } }, 'project=demo'],
    ['page=2', { sort: { key: 'size', descending: true } }, 'sort=-size'],
    ['sort=-size', { sort: byName }, ''],
    ['perPage=20&page=2', { perPage: 50 }, ''],
    ['page=2', { perPage: 100 }, 'perPage=100'],
    ['name=a', { page: 3 }, 'name=a&page=3'],
    ['name=a&page=3', { page: 1 }, 'name=a'],
  ])('turns "%s" with %o into "%s"', (query, change, expected) => {
    expect(changeTableState(new URLSearchParams(query), change, byName).toString()).toBe(expected)
  })
})

describe('applyFilters', () => {
  it.each([
    [{}, ['Web', 'web-api', 'v1.10', 'v1.9']],
    [{ name: 'WEB' }, ['Web', 'web-api']],
    [{ name: 'api web' }, ['web-api']],
    [{ source: 'pushed' }, ['Web', 'v1.10']],
    [{ failing: 'true', source: 'pushed' }, ['v1.10']],
    [{ name: 'nothing' }, []],
  ])('keeps of %o', (values, expected) => {
    expect(names(applyFilters(rows, filters, values))).toEqual(expected)
  })

  it('gives back the same array when nothing is set, so that nothing renders again', () => {
    expect(applyFilters(rows, filters, {})).toBe(rows)
  })

  it('makes the text of a row once', () => {
    let made = 0
    const counting: Filter<Row>[] = [
      { kind: 'text', key: 'name', label: () => 'Name', text: ({ name }) => (made++, name) },
    ]
    applyFilters(rows, counting, { name: 'w' })
    applyFilters(rows, counting, { name: 'we' })
    expect(made).toBe(rows.length)
  })
})

describe('applySort', () => {
  it.each([
    ['name', false, ['v1.9', 'v1.10', 'Web', 'web-api']],
    ['name', true, ['web-api', 'Web', 'v1.10', 'v1.9']],
    ['size', false, ['v1.9', 'v1.10', 'Web', 'web-api']],
    ['size', true, ['Web', 'v1.10', 'v1.9', 'web-api']],
  ])('by %s, descending %s', (key, descending, expected) => {
    expect(names(applySort(rows, columns, { key, descending }))).toEqual(expected)
  })

  it('leaves rows alone without an order, and never changes what it was given', () => {
    expect(applySort(rows, columns, undefined)).toBe(rows)
    expect(names(rows)).toEqual(['Web', 'web-api', 'v1.10', 'v1.9'])
  })
})

describe('keepPlaces', () => {
  const key = (name: string) => name

  it('leaves rows where they were, puts new ones after them, and those that went leave no gap', () => {
    const places = new Map<string, number>()
    expect(keepPlaces(['c', 'd'], key, places)).toEqual(['c', 'd'])
    expect(keepPlaces(['a', 'c', 'b', 'd'], key, places)).toEqual(['c', 'd', 'a', 'b'])
    expect(keepPlaces(['a', 'b', 'e', 'd'], key, places)).toEqual(['d', 'a', 'b', 'e'])
  })
})

describe('paginate', () => {
  const numbers = Array.from({ length: 45 }, (_, index) => index + 1)

  it.each([
    [1, 20, { page: 1, pages: 3, from: 1, to: 20 }],
    [3, 20, { page: 3, pages: 3, from: 41, to: 45 }],
    [99, 20, { page: 3, pages: 3, from: 41, to: 45 }],
    [1, 50, { page: 1, pages: 1, from: 1, to: 45 }],
  ])('page %i of %i each', (page, perPage, expected) => {
    const { rows: shown, ...rest } = paginate(numbers, page, perPage)
    expect(rest).toEqual(expected)
    expect([shown[0], shown.at(-1)]).toEqual([expected.from, expected.to])
  })

  it('has one empty page when there is nothing', () => {
    expect(paginate([], 5, 20)).toEqual({ rows: [], page: 1, pages: 1, from: 0, to: 0 })
  })
})
