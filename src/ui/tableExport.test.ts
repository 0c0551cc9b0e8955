import { describe, expect, it } from 'vitest'
import type { Column } from './table.ts'
import { toCsv, toJson } from './tableExport.ts'

interface Row {
  name: string
  size?: number
}

const columns: Column<Row>[] = [
  { key: 'name', title: () => 'Name', render: ({ name }) => name, text: ({ name }) => name },
  { key: 'size', title: () => 'Size, bytes', render: () => '', text: ({ size }) => size, defaultHidden: true },
  { key: 'menu', title: () => 'Menu', render: () => '…' },
]

describe('toCsv', () => {
  it.each([
    ['web', 'web'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=HYPERLINK("http://evil")', '"\'=HYPERLINK(""http://evil"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['1.9', '1.9'],
  ])('writes the cell %j as %j', (name, cell) => {
    expect(toCsv([{ name, size: -3 }], columns)).toBe(`Name,"Size, bytes"\r\n${cell},-3\r\n`)
  })

  it('leaves unknown values empty', () => {
    expect(toCsv([{ name: 'web' }], columns)).toBe('Name,"Size, bytes"\r\nweb,\r\n')
  })
})

describe('toJson', () => {
  it('names values by column key and keeps numbers', () => {
    const parsed: unknown = JSON.parse(toJson([{ name: '=web', size: 3 }, { name: 'b' }], columns))
    expect(parsed).toEqual([
      { name: '=web', size: 3 },
      { name: 'b', size: null },
    ])
  })
})
