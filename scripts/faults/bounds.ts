import { queryOf, type Asked } from './asked.ts'
import type { Write } from './faultProxy.ts'

const REPEATABLE = /\/imagestreamimports$/

/** The writes that were sent more than once although somebody pressed a button once. */
export function sentTwice(writes: readonly Write[]): string[] {
  const ids = new Map<string, Set<string>>()
  for (const { asked, body } of writes) {
    const { tab, attempt, method, path, write } = asked
    // To look what an import would bring is asked as often as one likes.
    if (REPEATABLE.test(path) && !/"import":\s*true/.test(body)) continue
    const key = `${tab} attempt ${attempt}: ${method} ${path} ${body.slice(0, 300)}`
    const known = ids.get(key) ?? new Set()
    ids.set(key, known.add(write))
  }
  return [...ids].flatMap(([key, sent]) => (sent.size > 1 ? [`sent ${sent.size} times by ${key}`] : []))
}

export interface RateLimits {
  /** Requests of one query of one page within ten seconds, and of one page altogether. */
  perQuery: number
  perPage: number
}

const windowMs = 10_000

/** The queries and pages that asked more often than that in any ten seconds. Times are those of the fast time. */
export function storms(asked: readonly Asked[], limits: RateLimits): string[] {
  const found: string[] = []
  const pages = groups(
    asked.filter(({ verb, tab }) => verb !== 'write' && tab !== ''),
    ({ tab }) => tab,
  )
  for (const [tab, all] of pages) {
    const most = densest(all)
    if (most > limits.perPage) found.push(`page ${tab}: ${most} requests in ten seconds, more than ${limits.perPage}`)
    for (const [query, same] of groups(
      all.filter(({ verb }) => verb !== 'review'),
      queryOf,
    )) {
      const often = densest(same)
      if (often > limits.perQuery) found.push(`${query}: ${often} times in ten seconds, more than ${limits.perQuery}`)
    }
  }
  return found
}

/** The most requests in any ten seconds of one page, and of one query of one page. */
export function rates(asked: readonly Asked[]): { perPage: number; perQuery: number } {
  let [perPage, perQuery] = [0, 0]
  const pages = groups(
    asked.filter(({ verb, tab }) => verb !== 'write' && tab !== ''),
    ({ tab }) => tab,
  )
  for (const all of pages.values()) {
    perPage = Math.max(perPage, densest(all))
    const queries = groups(
      all.filter(({ verb }) => verb !== 'review'),
      queryOf,
    )
    for (const same of queries.values()) perQuery = Math.max(perQuery, densest(same))
  }
  return { perPage, perQuery }
}

function groups(asked: readonly Asked[], keyOf: (asked: Asked) => string): Map<string, Asked[]> {
  return Map.groupBy(asked, keyOf)
}

function densest(asked: readonly Asked[]): number {
  let most = 0
  let first = 0
  for (const [index, { at }] of asked.entries()) {
    while (at - (asked[first]?.at ?? at) > windowMs) first++
    most = Math.max(most, index - first + 1)
  }
  return most
}
