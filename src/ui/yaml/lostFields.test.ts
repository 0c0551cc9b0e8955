import { expect, it } from 'vitest'
import { lostFields } from './lostFields.ts'

it.each<[what: string, before: unknown, sent: unknown, answer: unknown, lost: string[]]>([
  ['nothing', { a: 1 }, { a: 2, b: 'x' }, { a: 2, b: 'x', c: 1 }, []],
  ['a field', { a: 1 }, { a: 1, b: { c: 'x' } }, { a: 1 }, ['b']],
  ['a field within one that is known', {}, { a: { b: 1, c: 2 } }, { a: { b: 1 } }, ['a.c']],
  ['null is not there', {}, { a: 1 }, { a: null }, ['a']],
  ['what is empty', {}, { a: '', b: [], c: {}, d: null, e: false, f: 0, g: { h: [] } }, {}, []],
  ['a value that the server writes otherwise', {}, { a: '1000m', b: { c: 1 } }, { a: '1', b: '{}' }, []],
  ['what was not typed', { a: 1, b: 1 }, { a: 1, b: 2 }, { b: 2 }, []],
  [
    'of entries with names',
    { tags: [{ name: 'v1' }] },
    { tags: [{ name: 'v1', x: 1 }, { name: 'v2' }] },
    { tags: [{ name: 'v2' }, { name: 'v1' }] },
    ['tags[v1].x'],
  ],
  ['a whole entry with a name', {}, { tags: [{ name: 'v1' }] }, { tags: [] }, ['tags[v1]']],
  ['of entries without names', {}, { a: [{ b: 1, c: 1 }] }, { a: [{ b: 1 }] }, ['a[0].c']],
  ['of words', { a: ['x'] }, { a: ['x', 'y', 'z'] }, { a: ['x', 'z'] }, ['a[1]']],
  ['of words that are put in order', {}, { a: ['x', 'y'] }, { a: ['y', 'x'] }, []],
  ['of words that are written otherwise', {}, { a: ['X'] }, { a: ['x'] }, []],
])('names what an answer does not have: %s', (_what, before, sent, answer, lost) => {
  expect(lostFields(before, sent, answer)).toEqual(lost)
})
