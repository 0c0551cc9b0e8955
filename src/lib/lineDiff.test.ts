import { describe, expect, it } from 'vitest'
import { hunksOf, lineDiff } from './lineDiff.ts'

const marks = { same: ' ', removed: '-', added: '+' }
const shown = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${marks[kind]}${text}`)

describe('lineDiff', () => {
  it.each([
    ['equal texts', 'a\nb', 'a\nb', [' a', ' b']],
    ['nothing at all', '', '', []],
    ['from nothing', '', 'a', ['+a']],
    ['to nothing', 'a', '', ['-a']],
    ['a changed line', 'a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['an added line', 'a\nc', 'a\nb\nc', [' a', '+b', ' c']],
    ['a removed line', 'a\nb\nc', 'a\nc', [' a', '-b', ' c']],
    ['two places', 'a\nb\nc\nd', 'x\nb\nc\ny', ['-a', '+x', ' b', ' c', '-d', '+y']],
    ['a line end at the end', 'a\n', 'a', [' a']],
    ['repeated lines', 'a\na\nb', 'a\nb\na', [' a', '-a', ' b', '+a']],
  ])('shows %s', (_name, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected)
  })

  it('gives back both texts, whatever they are', () => {
    let seed = 7
    const random = (most: number) => (seed = (seed * 16807) % 2147483647) % most
    for (let round = 0; round < 200; round++) {
      const text = () => Array.from({ length: random(12) }, () => 'abcd'[random(4)] ?? '')
      const [before, after] = [text(), text()]
      const lines = lineDiff(before.join('\n'), after.join('\n'))
      expect(lines.filter(({ kind }) => kind !== 'added').map((line) => line.text)).toEqual(before)
      expect(lines.filter(({ kind }) => kind !== 'removed').map((line) => line.text)).toEqual(after)
    }
  })

  it('numbers the lines of both texts', () => {
    expect(lineDiff('a\nb', 'b\nc')).toEqual([
      { kind: 'removed', text: 'a', before: 1 },
      { kind: 'same', text: 'b', before: 2, after: 1 },
      { kind: 'added', text: 'c', after: 2 },
    ])
  })
})

describe('hunksOf', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`)

  it('leaves out what did not change', () => {
    const before = lines(40)
    const after = before.with(10, 'x').with(30, 'y')
    const hunks = hunksOf(lineDiff(before.join('\n'), after.join('\n')), 2)
    expect(hunks.map(({ skipped, lines: within }) => [skipped, within.length])).toEqual([
      [8, 6],
      [15, 6],
    ])
    expect(hunks[0]?.lines.map(({ text }) => text)).toEqual(['line 8', 'line 9', 'line 10', 'x', 'line 11', 'line 12'])
  })

  it('joins changes that are close', () => {
    const before = lines(20)
    const after = before.with(5, 'x').with(8, 'y')
    expect(hunksOf(lineDiff(before.join('\n'), after.join('\n')), 2)).toHaveLength(1)
  })

  it('has nothing to show for equal texts', () => {
    expect(hunksOf(lineDiff('a', 'a'))).toEqual([])
  })
})
