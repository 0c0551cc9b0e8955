import type { ReactNode } from 'react'
import { naturalCompare } from '../lib/naturalCompare.ts'

/** One column of a table. Columns are module constants: their texts are functions. */
export interface Column<R> {
  key: string
  title: () => string
  render(row: R): ReactNode
  /** What the column sorts by. Rows without a value come last in both directions. */
  sort?(row: R): string | number | undefined
  /** Sorts from high to low at the first choice: sizes, times. */
  descendingFirst?: boolean
  /** What the export says. Columns without it are left out there. */
  text?(row: R): string | number | undefined
  defaultHidden?: boolean
  /** Share of the table's width in percent. */
  width?: number
  align?: 'end'
  /** The name of the row. Cannot be hidden. */
  isRowHeader?: boolean
}

export interface Option {
  value: string
  label: string
}

interface FilterBase {
  key: string
  label: () => string
}

/** Rows that hold every word typed. */
export interface TextFilter<R> extends FilterBase {
  kind: 'text'
  /** Without it whoever gathers the rows has filtered them already. */
  text?(row: R): string
}

/** Rows that match one chosen value. */
export interface SelectFilter<R> extends FilterBase {
  kind: 'select'
  matches(row: R, value: string): boolean
  options(rows: readonly R[]): readonly Option[]
}

/** Rows of one sort only. */
export interface ToggleFilter<R> extends FilterBase {
  kind: 'toggle'
  matches(row: R): boolean
}

export type Filter<R> = TextFilter<R> | SelectFilter<R> | ToggleFilter<R>

export interface Sort {
  key: string
  descending: boolean
}

/** What the address says about a table. */
export interface TableState {
  /** Values by filter key. Filters that are not set are left out. */
  filters: Readonly<Record<string, string>>
  sort: Sort | undefined
  /** From 1. */
  page: number
  perPage: number
}

export const pageSizes = [20, 50, 100, 200] as const
const defaultPerPage = 50

/** The state of a table from the address. What it does not know is dropped. */
export function parseTableState<R>(
  params: URLSearchParams,
  columns: readonly Column<R>[],
  filters: readonly Filter<R>[],
  defaultSort?: Sort,
): TableState {
  const values: Record<string, string> = {}
  for (const filter of filters) {
    const value = params.get(filter.key)?.trim()
    if (value && (filter.kind !== 'toggle' || value === 'true')) values[filter.key] = value
  }
  const perPage = Number(params.get('perPage'))
  const page = Number(params.get('page'))
  return {
    filters: values,
    sort: parseSort(params.get('sort'), columns) ?? defaultSort,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    perPage: pageSizes.some((size) => size === perPage) ? perPage : defaultPerPage,
  }
}

function parseSort<R>(value: string | null, columns: readonly Column<R>[]): Sort | undefined {
  if (!value) return undefined
  const descending = value.startsWith('-')
  const key = descending ? value.slice(1) : value
  return columns.some((column) => column.key === key && column.sort) ? { key, descending } : undefined
}

/** The address with other table state; defaults are left out. Another filter, sort or page size begins at page 1. */
export function changeTableState(
  params: URLSearchParams,
  change: { filters?: Record<string, string | undefined>; sort?: Sort | undefined; page?: number; perPage?: number },
  defaultSort?: Sort,
): URLSearchParams {
  const next = new URLSearchParams(params)
  next.delete('page')
  for (const [key, value] of Object.entries(change.filters ?? {})) set(next, key, value)
  if (change.sort) {
    const { key, descending } = change.sort
    const isDefault = key === defaultSort?.key && descending === defaultSort.descending
    set(next, 'sort', isDefault ? undefined : `${descending ? '-' : ''}${key}`)
  }
  if (change.perPage) set(next, 'perPage', change.perPage === defaultPerPage ? undefined : String(change.perPage))
  if (change.page && change.page > 1) next.set('page', String(change.page))
  return next
}

function set(params: URLSearchParams, key: string, value: string | undefined): void {
  if (value) params.set(key, value)
  else params.delete(key)
}

/** The rows that match all filters, in their order. */
export function applyFilters<R extends object>(
  rows: readonly R[],
  filters: readonly Filter<R>[],
  values: Readonly<Record<string, string>>,
): readonly R[] {
  const tests = filters.flatMap((filter) => {
    const value = values[filter.key]
    return value ? [testOf(filter, value)] : []
  })
  const [only] = tests
  if (!only) return rows
  return rows.filter(tests.length === 1 ? only : (row) => tests.every((test) => test(row)))
}

function testOf<R extends object>(filter: Filter<R>, value: string): (row: R) => boolean {
  if (filter.kind === 'select') return (row) => filter.matches(row, value)
  if (filter.kind === 'toggle') return (row) => filter.matches(row)
  const { text: textOf } = filter
  if (!textOf) return () => true
  const words = value.toLowerCase().split(/\s+/).filter(Boolean)
  const [first, ...others] = words
  if (first === undefined) return () => true
  const cache = searchTextsOf(filter)
  return (row) => {
    let text = cache.get(row)
    if (text === undefined) cache.set(row, (text = textOf(row).toLowerCase()))
    return text.includes(first) && others.every((word) => text.includes(word))
  }
}

const searchTexts = new WeakMap<object, WeakMap<object, string>>()

/** The texts of rows in small letters: kept as long as the rows, or each keystroke would make thousands anew. */
function searchTextsOf(filter: object): WeakMap<object, string> {
  let texts = searchTexts.get(filter)
  if (!texts) searchTexts.set(filter, (texts = new WeakMap()))
  return texts
}

/** The rows in order. Equal ones keep theirs; those without a value come last. */
export function applySort<R>(rows: readonly R[], columns: readonly Column<R>[], sort: Sort | undefined): readonly R[] {
  const column = sort && columns.find(({ key }) => key === sort.key)
  if (!sort || !column?.sort) return rows
  const sign = sort.descending ? -1 : 1
  const keyed = rows.map((row) => ({ row, value: keyOf(column.sort?.(row)) }))
  keyed.sort((a, b) => {
    if (isAbsent(a.value) || isAbsent(b.value)) return Number(isAbsent(a.value)) - Number(isAbsent(b.value))
    return sign * compare(a.value, b.value)
  })
  return keyed.map(({ row }) => row)
}

// People do not sort capitals before all else.
function keyOf(value: string | number | undefined): string | number | undefined {
  return typeof value === 'string' ? value.toLowerCase() : value
}

function isAbsent(value: string | number | undefined): value is undefined {
  return value === undefined || value === '' || Number.isNaN(value)
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : naturalCompare(String(a), String(b))
}

/**
 * Rows in the places that they had, new ones after them: whoever is about to press one while others still come finds it where it
 * was. `places` holds the place of each key and takes in the new ones.
 */
export function keepPlaces<R>(
  rows: readonly R[],
  rowKey: (row: R) => string,
  places: Map<string, number>,
): readonly R[] {
  const placed = rows.map((row) => {
    const key = rowKey(row)
    const place = places.get(key) ?? places.size
    places.set(key, place)
    return { row, place }
  })
  return placed.toSorted((a, b) => a.place - b.place).map(({ row }) => row)
}

export interface TablePage<R> {
  rows: readonly R[]
  /** From 1. The last one, when the address asks for one that is not there. */
  page: number
  pages: number
  /** Position of the first and last row shown, from 1; 0 when there is none. */
  from: number
  to: number
}

/** The rows of one page. */
export function paginate<R>(rows: readonly R[], wanted: number, perPage: number): TablePage<R> {
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  const page = Math.min(wanted, pages)
  const start = (page - 1) * perPage
  const shown = rows.slice(start, start + perPage)
  return { rows: shown, page, pages, from: shown.length > 0 ? start + 1 : 0, to: start + shown.length }
}
