import { describe, expect, it } from 'vitest'
import { isLicenseFile, licenseProblem, licensesText, ownText, type Notice } from './licenses.ts'

const texts = [{ file: 'LICENSE', text: 'Copyright A' }]

describe('licenseProblem', () => {
  it.each<[Notice['kind'], string | undefined, RegExp]>([
    ['package', 'MIT', /may ship/],
    ['package', '(MIT OR GPL-3.0-only)', /may ship/],
    ['package', '(MIT AND CC-BY-4.0)', /may ship/],
    ['work', 'CC-BY-4.0 AND CC-BY-SA-3.0', /may ship/],
    ['package', 'CC-BY-SA-3.0', /not among/],
    ['package', '(MIT AND GPL-3.0-only)', /not among/],
    ['package', 'GPL-2.0-only WITH Classpath-exception-2.0', /not among/],
    ['package', 'Apache-2.0+', /not among/],
    ['package', 'UNLICENSED', /no license of SPDX/],
    ['package', 'SEE LICENSE IN LICENSE', /no license of SPDX/],
    ['package', '', /does not say/],
    ['package', undefined, /does not say/],
  ])('a %s under %s', (kind, license, problem) => {
    const found = licenseProblem({ kind, name: 'a', license, texts })
    expect(found ?? 'may ship').toMatch(problem)
  })

  it.each([[[]], [[{ file: 'LICENSE', text: ' \n' }]]])('wants a text', (none) => {
    expect(licenseProblem({ kind: 'package', name: 'a', license: 'MIT', texts: none })).toMatch(/without the text/)
  })
})

it.each([
  ['LICENSE', true],
  ['licence.md', true],
  ['LICENSE-MIT.txt', true],
  ['UNLICENSE', true],
  ['NOTICE', true],
  ['NOTICE.txt', true],
  ['CopyrightNotice.txt', true],
  ['COPYING', true],
  ['THIRD-PARTY-LICENSE', false],
  ['README.md', false],
])('%s ships with its package: %s', (file, ships) => {
  expect(isLicenseFile(file)).toBe(ships)
})

it('leaves out what bundlers hold themselves', () => {
  expect(ownText('# Vite\r\nMIT\r\n\r\n# Licenses of bundled dependencies\r\n## acorn\r\nMIT')).toBe('# Vite\nMIT')
})

describe('licensesText', () => {
  const own: Notice = { kind: 'package', name: 'Console', version: '1.0.0', license: 'Apache-2.0', texts }
  const notices: Notice[] = [
    {
      kind: 'work',
      name: 'Fonts',
      license: 'OFL-1.1',
      note: 'In b.',
      texts: [{ file: 'fonts.txt', text: 'Copyright F' }],
    },
    {
      kind: 'package',
      name: 'b',
      version: '2.0.0',
      license: 'MIT',
      texts: [...texts, { file: 'NOTICE', text: 'By B' }],
    },
    { kind: 'package', name: '@a/a', version: '3.0.0', license: 'ISC', homepage: 'https://a.example', texts },
  ]
  const text = licensesText(own, notices)

  it('names each with its license, then all texts whole', () => {
    const [head = '', ...sections] = text.split('='.repeat(80))
    expect(head.split('\n').filter((line) => / {2}\S/.test(line))).toEqual([
      'Console 1.0.0  Apache-2.0',
      '@a/a 3.0.0     ISC',
      'Fonts          OFL-1.1',
      'b 2.0.0        MIT',
    ])
    expect(sections).toHaveLength(4)
    expect(sections[1]).toContain('https://a.example')
    expect(sections[2]).toMatch(/In b\.[^]*Copyright F/)
    expect(sections[3]).toMatch(/── LICENSE ──[^]*Copyright A[^]*── NOTICE ──[^]*By B/)
  })

  it('is the same in any order', () => {
    expect(licensesText(own, notices.toReversed())).toBe(text)
  })
})
