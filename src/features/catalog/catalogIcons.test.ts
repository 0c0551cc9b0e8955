import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import known from 'simple-icons/icons.json' with { type: 'json' }
import { iconOf, plainIconOf } from './catalogIcons.ts'

test.each([
  ['icon-nodejs', 'nodedotjs.svg'],
  ['font-icon icon-nodejs', 'nodedotjs.svg'],
  ['icon-rh-openjdk', 'openjdk.svg'],
  ['icon-go-gopher', 'go.svg'],
  ['icon-mysql-database', 'mysql.svg'],
  ['fa fa-git', 'git.svg'],
  ['icon-wildfly', undefined],
  ['fa fa-cube', undefined],
  ['nodejs', undefined],
  ['icon-constructor', undefined],
  ['https://evil.example/icon-nodejs', undefined],
  ['data:image/svg+xml,<svg onload=alert(1)>', undefined],
  ['', undefined],
  [undefined, undefined],
])('%j: %s', (iconClass, file) => {
  expect(iconOf(iconClass)?.split('/').at(-1)).toBe(file)
})

test('without a picture it is told what it is', () => {
  expect(plainIconOf({ words: ['database'], builder: false })).toBe('database')
  expect(plainIconOf({ words: [], builder: true })).toBe('builder')
  expect(plainIconOf({ words: [], builder: false })).toBe('image')
})

test('every drawing with a license of its own is named where the console is served', () => {
  const notice = readFileSync('public/icons.txt', 'utf8')
  const source = readFileSync('src/features/catalog/catalogIcons.ts', 'utf8')
  const used = new Set([...source.matchAll(/simple-icons\/icons\/([a-z0-9]+)\.svg/g)].map(([, slug]) => slug))
  expect(used.size).toBeGreaterThan(60)
  const slugOf = (title: string) =>
    title
      .toLowerCase()
      .replaceAll('.', 'dot')
      .replaceAll(/[^a-z0-9]/g, '')
  const free = new Set(['CC0-1.0', 'MIT', 'Apache-2.0', 'BSD-3-Clause'])
  for (const icon of known) {
    const license = icon.license?.type
    if (!used.has(slugOf(icon.title)) || license === undefined || free.has(license)) continue
    expect(notice).toMatch(new RegExp(`^${icon.title} `, 'm'))
    expect(license).not.toContain('-NC-')
  }
})
