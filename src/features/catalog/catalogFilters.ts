import type { CatalogCard, CatalogRow } from '../../k8s/resources/catalogItem.ts'
import { naturalCompare } from '../../lib/naturalCompare.ts'

/** A stream that is offered. */
export interface OfferedRow extends CatalogRow {
  card: CatalogCard
}

export const catalogTypes = ['builders', 'mine'] as const
export type CatalogType = (typeof catalogTypes)[number]

/** What of the catalog is wanted, as the address says it. Absent: all. */
export interface CatalogFilters {
  type?: CatalogType
  /** The project that an image is in. */
  from?: string
  provider?: string
  tag?: string
  /** Words that a card must have. */
  q?: string
  descending: boolean
}

/** The filters in the address; what is not known is dropped. */
export function parseFilters(params: URLSearchParams): CatalogFilters {
  const type = catalogTypes.find((known) => known === params.get('type'))
  const filters: CatalogFilters = { descending: params.get('sort') === '-name' }
  if (type) filters.type = type
  for (const key of ['from', 'provider', 'tag', 'q'] as const) {
    const value = params.get(key)?.trim()
    if (value) filters[key] = value
  }
  return filters
}

/** The address with other filters; those that are empty are left out. */
export function changeFilters(params: URLSearchParams, change: Record<string, string>): URLSearchParams {
  const next = new URLSearchParams(params)
  for (const [key, value] of Object.entries(change)) {
    if (value) next.set(key, value)
    else next.delete(key)
  }
  return next
}

/** What "Clear filters" changes. */
export const noFilters = { type: '', from: '', provider: '', tag: '', q: '' }

/** Whether anything but the order is chosen. */
export function isFiltered({ type, from, provider, tag, q }: CatalogFilters): boolean {
  return [type, from, provider, tag, q].some(Boolean)
}

export interface Facet {
  value: string
  hits: number
}

/** What may be chosen, with how many there would be, all other filters being as they are. */
export interface Facets {
  all: number
  builders: number
  mine: number
  from: Facet[]
  provider: Facet[]
  tag: Facet[]
}

export interface FoundRows {
  rows: readonly OfferedRow[]
  facets: Facets
}

type Test = (row: OfferedRow) => boolean
type Part = 'type' | 'from' | 'provider' | 'tag'

/** Of sorted rows those that are wanted, and what else might be. `isMine`: whether a project is the person's own. */
export function findRows(
  rows: readonly OfferedRow[],
  filters: CatalogFilters,
  isMine: (namespace: string) => boolean,
): FoundRows {
  const { type, from, provider, tag } = filters
  const mine: Test = ({ metadata }) => isMine(metadata.namespace ?? '')
  const tests: Record<Part, Test> = {
    type: type === 'builders' ? isBuilder : type === 'mine' ? mine : always,
    from: from ? ({ metadata }) => metadata.namespace === from : always,
    provider: provider ? ({ card }) => card.provider === provider : always,
    tag: tag ? ({ card }) => card.words.includes(tag) : always,
  }
  const words = wordsOf(filters.q)
  const found: OfferedRow[] = []
  const counts = {
    from: new Map<string, number>(),
    provider: new Map<string, number>(),
    tag: new Map<string, number>(),
  }
  const facets: Facets = { all: 0, builders: 0, mine: 0, from: [], provider: [], tag: [] }
  for (const row of rows) {
    if (!hasWords(row, words)) continue
    const failed = parts.filter((part) => !tests[part](row))
    if (failed.length === 0) found.push(row)
    // A row counts where only that choice itself keeps it out.
    const isCounted = (part: Part) => failed.length === 0 || (failed.length === 1 && failed[0] === part)
    if (isCounted('type')) {
      facets.all++
      if (isBuilder(row)) facets.builders++
      if (mine(row)) facets.mine++
    }
    if (isCounted('from')) add(counts.from, row.metadata.namespace ?? '')
    if (isCounted('provider') && row.card.provider) add(counts.provider, row.card.provider)
    if (isCounted('tag')) for (const word of row.card.words) add(counts.tag, word)
  }
  for (const part of ['from', 'provider', 'tag'] as const) facets[part] = sorted(counts[part])
  return { rows: filters.descending ? found.toReversed() : found, facets }
}

const parts = ['type', 'from', 'provider', 'tag'] as const
const always: Test = () => true
const isBuilder: Test = ({ card }) => card.builder

function wordsOf(q: string | undefined): string[] {
  return (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
}

const searchTexts = new WeakMap<OfferedRow, string>()

function hasWords(row: OfferedRow, words: readonly string[]): boolean {
  if (words.length === 0) return true
  let text = searchTexts.get(row)
  if (text === undefined) {
    const { card, metadata } = row
    const { displayName, provider = '', description = '' } = card
    const place = `${metadata.namespace ?? ''}/${metadata.name}`
    text = [displayName, place, provider, description, ...card.words, ...card.versions].join(' ').toLowerCase()
    searchTexts.set(row, text)
  }
  return words.every((word) => text.includes(word))
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

function sorted(counts: ReadonlyMap<string, number>): Facet[] {
  return [...counts]
    .map(([value, hits]) => ({ value, hits }))
    .toSorted((a, b) => naturalCompare(a.value.toLowerCase(), b.value.toLowerCase()))
}

const sortKeys = new WeakMap<OfferedRow, string>()

/** Rows by display name; of equal ones by project. */
export function sortRows(rows: readonly OfferedRow[]): OfferedRow[] {
  const keyOf = (row: OfferedRow) => {
    let key = sortKeys.get(row)
    if (key === undefined) {
      const { namespace = '', name } = row.metadata
      sortKeys.set(row, (key = `${row.card.displayName.toLowerCase()}\0${namespace}/${name}`))
    }
    return key
  }
  return rows.toSorted((a, b) => naturalCompare(keyOf(a), keyOf(b)))
}
