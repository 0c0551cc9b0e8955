import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MirrorSet } from './mirrorSet.ts'
import { mergedSources } from './mirrorSetMerge.ts'
import { mirrorSetFor } from './mirrorSetTesting.ts'

const lists = (sets: readonly MirrorSet[]) =>
  mergedSources(sets).map(({ source, mirrors }) => [source, ...mirrors.map(({ location }) => location)])
const idms = mirrorSetFor.bind(undefined, 'ImageDigestMirrorSet')

// The cases of openshift/runtime-utils@7bdb5b9 pkg/registries/registries_test.go#L100.
describe('mirror sets are merged as the machine config operator merges them', () => {
  test('none', () => expect(lists([])).toEqual([]))

  test('entries without mirrors, and with the source alone', () => {
    expect(lists([idms('a', ['s.example'], ['t.example', 't.example', 't.example'])])).toEqual([])
  })

  test('separate sources, by name', () => {
    expect(
      lists([idms('a', ['source.net', 'z1.net', 'y2.net', 'x3.net']), idms('b', ['source.com', 'z1.com', 'y2.com'])]),
    ).toEqual([
      ['source.com', 'z1.com', 'y2.com'],
      ['source.net', 'z1.net', 'y2.net', 'x3.net'],
    ])
  })

  test('a shared mirror puts two lists in a row', () => {
    const [merged, ...more] = mergedSources([idms('a', ['s', 'y2', 'x3']), idms('b', ['s', 'z1', 'y2'])])
    expect(more).toEqual([])
    expect(merged?.mirrors.map(({ location, sets }) => [location, sets.map(({ name }) => name)])).toEqual([
      ['z1', ['b']],
      ['y2', ['a', 'b']],
      ['x3', ['a']],
    ])
    expect(merged?.contradictory).toBe(false)
  })

  test('the source among the mirrors', () => {
    expect(lists([idms('a', ['s', 'z1', 's', 'y2'], ['s', 's', 'y2', 'x3'])])).toEqual([['s', 'z1', 's', 'y2', 'x3']])
  })

  test('orders that contradict each other', () => {
    const [merged] = mergedSources([
      idms('vendor', ['s', 'registry1', 'registry2']),
      idms('own', ['s', 'local', 'registry2', 'registry1']),
    ])
    expect(merged?.mirrors.map(({ location }) => location)).toEqual(['local', 'registry1', 'registry2'])
    expect(merged?.contradictory).toBe(true)
  })

  // pkg/registries/topo_test.go: the graph A→B, B→C, C→D, D→B, D→E.
  test('a ring with a way in and a way out', () => {
    expect(lists([idms('a', ['z', 'A', 'B', 'C', 'D', 'E'], ['z', 'D', 'B'])])).toEqual([
      ['z', 'A', 'B', 'C', 'D', 'E'],
    ])
  })

  test('never to contact the source, if there is a mirror', () => {
    const never = { mirrorSourcePolicy: 'NeverContactSource' } as const
    const found = mergedSources([
      idms('a', { source: 's', mirrors: ['m'], ...never }),
      idms('b', ['s', 'n']),
      idms('c', { source: 't', mirrors: [], ...never }),
    ])
    expect(found.map(({ source, never: sets }) => [source, sets.map(({ name }) => name)])).toEqual([['s', ['a']]])
  })
})

const mirror = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const source = fc.constantFrom('s', 't', 'u')
const entry = fc.tuple(source, fc.uniqueArray(mirror, { maxLength: 5 }))
const anySets = fc
  .array(fc.array(entry, { maxLength: 3 }), { maxLength: 5 })
  .map((all) => all.map((entries, index) => idms(`set-${index}`, ...entries.map(([s, m]) => [s, ...m] as const))))

test('each source once, each of its mirrors once, and none besides', () => {
  fc.assert(
    fc.property(anySets, (sets) => {
      const merged = mergedSources(sets)
      const sources = merged.map((each) => each.source)
      expect(sources).toEqual([...new Set(sources)].toSorted())
      const rules = sets.flatMap(({ entries }) => entries)
      for (const { source: name, mirrors, contradictory } of merged) {
        const wanted = rules.filter((rule) => rule.source === name).flatMap((rule) => rule.mirrors)
        const all = mirrors.map(({ location }) => location)
        // A ring may put mirrors behind the source, as upstream: then it is in the list.
        const got = contradictory ? all.filter((location) => location !== name) : all
        expect(got.toSorted()).toEqual([...new Set(wanted)].toSorted())
      }
      expect(rules.filter(({ source: name, mirrors }) => mirrors.length > 0 && !sources.includes(name))).toEqual([])
    }),
  )
})

test('the order of sets and entries makes no difference', () => {
  fc.assert(
    fc.property(
      anySets.chain((sets) => fc.tuple(fc.constant(sets), fc.shuffledSubarray(sets, { minLength: sets.length }))),
      ([sets, shuffled]) => {
        const turned = shuffled.map((set) => ({ ...set, entries: set.entries.toReversed() }))
        expect(lists(turned)).toEqual(lists(sets))
      },
    ),
  )
})

test('lists that agree keep their order', () => {
  const agreeing = fc.array(fc.subarray(['f', 'd', 'b', 'a', 'c', 'e']), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(agreeing, (all) => {
      const sets = all.map((mirrors, index) => idms(`set-${index}`, ['s', ...mirrors]))
      const [merged] = mergedSources(sets)
      expect(merged?.contradictory ?? false).toBe(false)
      const got = merged?.mirrors.map(({ location }) => location) ?? []
      for (const mirrors of all) {
        const places = mirrors.map((location) => got.indexOf(location))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }
    }),
  )
})
