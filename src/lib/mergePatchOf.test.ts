import { expect, it } from 'vitest'
import { mergePatchOf } from './mergePatchOf.ts'

it.each<[string, object, object, object]>([
  ['nothing', { a: 1, b: { c: [1, { d: 2 }] } }, { b: { c: [1, { d: 2 }] }, a: 1 }, {}],
  ['what is set', { a: 1 }, { a: 1, b: 2 }, { b: 2 }],
  ['what is gone', { a: 1, b: 2 }, { a: 1 }, { b: null }],
  ['what is undefined as gone', { a: 1 }, { a: undefined }, { a: null }],
  ['no value that stays none', { a: null }, {}, {}],
  ['only what differs inside', { a: { b: 1, c: 2 } }, { a: { b: 1, d: 3 } }, { a: { c: null, d: 3 } }],
  ['lists whole', { a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
  ['another kind of value', { a: { b: 1 } }, { a: [1] }, { a: [1] }],
  ['an object where none was', {}, { a: { b: 1 } }, { a: { b: 1 } }],
  ['an empty object in place of none', {}, { a: {} }, { a: {} }],
  ['all digits', { a: 9_007_199_254_740_993n }, { a: 9_007_199_254_740_995n }, { a: 9_007_199_254_740_995n }],
])('says %s', (_, before, after, patch) => {
  expect(mergePatchOf({ ...before }, { ...after })).toEqual(patch)
})
