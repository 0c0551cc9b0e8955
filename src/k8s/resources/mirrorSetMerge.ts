import type { MirrorRule, MirrorSet } from './mirrorSet.ts'

/** What all sets of one sort (by digest, by tag) together say of one source. */
export interface MergedSource {
  source: string
  /** In the order they are tried. The source itself stands among them only where a mirror comes after it. */
  mirrors: readonly MergedMirror[]
  /** The sets that forbid to ask the source. */
  never: readonly MirrorSet[]
  /** The sets want orders that contradict each other: the one here is that of the machine config operator. */
  contradictory: boolean
}

export interface MergedMirror {
  location: string
  /** The sets that name it. */
  sets: readonly MirrorSet[]
}

/**
 * The sets merged by source, as the machine config operator does: the sources by name, the mirrors in the order of the sets as far
 * as those agree. Entries without a mirror besides the source count for nothing, their policy neither.
 * openshift/runtime-utils@7bdb5b9 pkg/registries/registries.go#L58
 */
export function mergedSources(sets: readonly MirrorSet[]): MergedSource[] {
  const bySource = new Map<string, { rule: MirrorRule; set: MirrorSet }[]>()
  for (const set of sets) {
    for (const rule of set.entries) {
      if (!rule.mirrors.some((mirror) => mirror !== rule.source)) continue
      const rules = bySource.get(rule.source)
      if (rules) rules.push({ rule, set })
      else bySource.set(rule.source, [{ rule, set }])
    }
  }
  return [...bySource].toSorted(([a], [b]) => byBytes(a, b)).map(([source, rules]) => merged(source, rules))
}

function merged(source: string, rules: readonly { rule: MirrorRule; set: MirrorSet }[]): MergedSource {
  const order = new MirrorOrder()
  const named = new Map<string, Set<MirrorSet>>()
  for (const { rule, set } of rules) {
    const path = rule.mirrors.includes(source) ? rule.mirrors : [...rule.mirrors, source]
    for (const [index, mirror] of path.entries()) {
      const next = path[index + 1]
      if (next !== undefined) order.add(mirror, next)
    }
    for (const mirror of rule.mirrors) {
      const known = named.get(mirror)
      if (known) known.add(set)
      else named.set(mirror, new Set([set]))
    }
  }
  const sorted = order.sorted()
  // The source comes last by itself.
  if (sorted.at(-1) === source) sorted.pop()
  return {
    source,
    mirrors: sorted.map((location) => ({ location, sets: [...(named.get(location) ?? [])] })),
    never: [
      ...new Set(rules.flatMap(({ rule, set }) => (rule.mirrorSourcePolicy === 'NeverContactSource' ? [set] : []))),
    ],
    contradictory: order.contradictory,
  }
}

/** Orders by bytes, as Go does. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

interface Place {
  before: Set<string>
  after: Set<string>
}

/** A deterministic order that respects who stands before whom, as far as that is possible: pkg/registries/topo.go. */
class MirrorOrder {
  contradictory = false
  readonly #places = new Map<string, Place>()

  add(first: string, then: string): void {
    this.#place(first).after.add(then)
    this.#place(then).before.add(first)
  }

  /** Takes the graph apart. */
  sorted(): string[] {
    const all = [...this.#places.keys()].toSorted(byBytes)
    const ready = all.filter((name) => this.#place(name).before.size === 0)
    const used = new Set<string>()
    let next = 0
    while (ready.length > 0 || next < all.length) {
      let name = ready.shift()
      if (name === undefined) {
        name = all[next++]
        if (name === undefined || used.has(name)) continue
        // Everything left waits for something else: a ring, broken at its first name.
        this.contradictory = true
      }
      used.add(name)
      const freed: string[] = []
      for (const follower of this.#place(name).after) {
        const { before } = this.#place(follower)
        before.delete(name)
        if (before.size === 0 && !used.has(follower)) freed.push(follower)
      }
      ready.push(...freed.toSorted(byBytes))
    }
    return [...used]
  }

  #place(name: string): Place {
    let place = this.#places.get(name)
    if (!place) this.#places.set(name, (place = { before: new Set(), after: new Set() }))
    return place
  }
}
