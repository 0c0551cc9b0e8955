import { describe, expect, it } from 'vitest'
import {
  changeOf,
  changeWords,
  entryProblems,
  isChanged,
  keyValuesOf,
  rebaseEntries,
  type Entries,
} from './keyValues.ts'

describe('a change of labels', () => {
  it.each<[string, Record<string, string>, Entries, Record<string, string | null>]>([
    ['nothing', { a: '1' }, [['a', '1']], {}],
    [
      'added',
      { a: '1' },
      [
        ['a', '1'],
        ['b', ''],
      ],
      { b: '' },
    ],
    ['another value', { a: '1' }, [['a', '2']], { a: '2' }],
    ['taken away', { a: '1', b: '2' }, [['b', '2']], { a: null }],
    ['another key', { a: '1' }, [['b', '1']], { b: '1', a: null }],
    [
      'an entry left empty',
      { a: '1' },
      [
        ['a', '1'],
        ['', ''],
      ],
      {},
    ],
    [
      'another order',
      { a: '1', b: '2' },
      [
        ['b', '2'],
        ['a', '1'],
      ],
      {},
    ],
  ])('%s', (_, before, entries, change) => {
    expect(changeOf(before, entries)).toEqual(change)
    expect(isChanged(keyValuesOf(entries), change)).toBe(true)
    expect(isChanged(before, change)).toBe(Object.keys(change).length === 0)
  })

  it('is told in the words of oc', () => {
    expect(changeWords({ team: 'a=b', old: null, empty: '' })).toEqual(['team=a=b', 'old-', 'empty='])
  })

  it.each<[string, Entries, Record<string, string>, Record<string, string>]>([
    ['keeps what others added', [['a', '2']], { a: '1', theirs: 'x' }, { a: '2', theirs: 'x' }],
    [
      'keeps what others took away',
      [
        ['a', '2'],
        ['b', '1'],
      ],
      { a: '1' },
      { a: '2' },
    ],
    [
      'wins over another value',
      [
        ['a', '2'],
        ['b', '1'],
      ],
      { a: '3', b: '1' },
      { a: '2', b: '1' },
    ],
    ['takes away what others left', [['b', '1']], { a: '1', b: '9' }, { b: '9' }],
  ])('over a newer object %s', (_, entries, latest, result) => {
    expect(Object.fromEntries(rebaseEntries({ a: '1', b: '1' }, entries, latest))).toEqual(result)
  })
})

describe('problems of entries', () => {
  it.each<[string, Entries, 'labels' | 'annotations', Record<string, RegExp>]>([
    [
      'none',
      [
        ['a', '1'],
        ['', ''],
      ],
      'labels',
      {},
    ],
    ['a value without a key', [['', '1']], 'labels', { 'labels.0': /Enter a key/ }],
    [
      'twice',
      [
        ['a', '1'],
        ['a', '2'],
      ],
      'labels',
      { 'labels.1': /twice/ },
    ],
    ['a value that a label may not have', [['a', 'b c']], 'labels', { 'labels.0': /letters/ }],
    ['a value that an annotation may have', [['a', 'b c\n<d>']], 'annotations', {}],
    ['an upper-case prefix of a label', [['Example.com/a', '1']], 'labels', { 'labels.0': /DNS name/ }],
    ['an upper-case prefix of an annotation', [['Example.com/a', '1']], 'annotations', {}],
    ['too much', [['a', 'x'.repeat(256 * 1024)]], 'annotations', { labels: /256 KiB/ }],
    ['just not too much', [['a', 'x'.repeat(256 * 1024 - 1)]], 'annotations', {}],
  ])('%s', (_, entries, kind, problems) => {
    const found = entryProblems('labels', entries, kind)
    expect(Object.keys(found)).toEqual(Object.keys(problems))
    for (const [field, why] of Object.entries(problems)) expect(found[field]).toMatch(why)
  })
})
