import { expect, it } from 'vitest'
import { mergeChanges } from './mergeChanges.ts'

const tag = (name: string, from: string) => ({ name, from })

it.each([
  ['nothing changed', { a: 1 }, { a: 1 }, { a: 1 }, { a: 1 }, []],
  ['only I changed', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 1 }, { a: 2, b: 1 }, []],
  ['only others changed', { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1, b: 2 }, []],
  ['both changed other fields', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }, []],
  ['both changed alike', { a: 1 }, { a: 2 }, { a: 2 }, { a: 2 }, []],
  ['both changed one field', { a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } }, { a: { b: 2 } }, ['a.b']],
  ['I removed what they left', { a: 1, b: 1 }, { a: 1 }, { a: 1, b: 1, c: 1 }, { a: 1, c: 1 }, []],
  ['I removed what they changed', { a: 1 }, {}, { a: 2 }, {}, ['a']],
  ['they removed what I left', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1 }, { a: 2 }, []],
  ['they removed what I changed', { a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }, ['b']],
  ['both added a map', {}, { m: { x: '1' } }, { m: { y: '2' } }, { m: { y: '2', x: '1' } }, []],
  ['null is nothing', { m: null }, { m: { x: '1' } }, { m: { y: '2' } }, { m: { y: '2', x: '1' } }, []],
  ['plain lists are one value', { l: [1] }, { l: [1, 2] }, { l: [0, 1] }, { l: [1, 2] }, ['l']],
] as const)('%s', (_name, base, mine, latest, merged, overridden) => {
  expect(mergeChanges(base, mine, latest)).toEqual({ merged, overridden })
})

it('merges lists by the names of their entries', () => {
  const base = { tags: [tag('a', '1'), tag('b', '1'), tag('c', '1')] }
  const mine = { tags: [tag('a', '2'), tag('c', '1'), tag('mine', '1')] }
  const latest = { tags: [tag('a', '1'), tag('b', '1'), tag('c', '3'), tag('theirs', '1')] }
  expect(mergeChanges(base, mine, latest)).toEqual({
    merged: { tags: [tag('a', '2'), tag('c', '3'), tag('theirs', '1'), tag('mine', '1')] },
    overridden: [],
  })
})

it('names the entry that both changed', () => {
  const base = { tags: [tag('a', '1')] }
  expect(mergeChanges(base, { tags: [tag('a', '2')] }, { tags: [tag('a', '3')] })).toEqual({
    merged: { tags: [tag('a', '2')] },
    overridden: ['tags[a].from'],
  })
})
