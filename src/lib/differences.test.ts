import { describe, expect, it } from 'vitest'
import { differences, isSame } from './differences.ts'

describe('differences', () => {
  it.each([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['a value', { spec: { a: 1 } }, { spec: { a: 2 } }, [{ path: 'spec.a', before: '1', after: '2' }]],
    ['a new field', { labels: {} }, { labels: { app: 'web' } }, [{ path: 'labels.app', after: 'web' }]],
    ['a field that is gone', { a: 'x' }, {}, [{ path: 'a', before: 'x' }]],
    ['null and nothing', { a: null }, {}, []],
    [
      'an entry by its name, wherever it stands',
      { tags: [{ name: 'v1', from: 'a' }, { name: 'v2' }] },
      { tags: [{ name: 'v2' }, { name: 'v1', from: 'b' }] },
      [{ path: 'tags[v1].from', before: 'a', after: 'b' }],
    ],
    ['an entry without a name', { args: ['a', 'b'] }, { args: ['a'] }, [{ path: 'args[1]', before: 'b' }]],
    [
      'names that occur twice',
      { l: [{ name: 'a' }, { name: 'a' }] },
      { l: [{ name: 'a' }] },
      [{ path: 'l[1]', before: '{"name":"a"}' }],
    ],
    ['a whole object', {}, { a: { b: 1 } }, [{ path: 'a', after: '{"b":1}' }]],
  ])('names %s', (_, before, after, expected) => expect(differences(before, after)).toEqual(expected))
})

it('takes no notice of the order of fields', () => {
  expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true)
  expect(isSame([1, 2], [2, 1])).toBe(false)
})
