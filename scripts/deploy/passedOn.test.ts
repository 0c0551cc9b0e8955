import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { ResourceType } from '../../src/k8s/types.ts'
import { sourcesIn } from '../safety/sources.ts'

// What nginx passes on is what the source asks for: with less a page would fail, more is nobody's business.
const template = readFileSync(new URL('../../deploy/nginx/nginx.conf.template', import.meta.url), 'utf8')
const rules = /map \$raw \$served \{(.*?)\n {2}\}/s.exec(template)?.[1] ?? ''
const source = sourcesIn('src/**/*.{ts,tsx}').filter(({ path }) => !/\.test\.tsx?$|[a-z]Testing\.tsx?$/.test(path))

const found = (expression: RegExp, among = source) =>
  among.flatMap(({ text }) => [...text.matchAll(expression)].map((match) => match.slice(1)))
const set = (names: (string | undefined)[]) => [...new Set(names)].toSorted((a = '', b = '') => (a < b ? -1 : 1))
const alternatives = (expression: RegExp) => set((expression.exec(rules)?.[1] ?? '').replaceAll('\\', '').split('|'))

const modules = import.meta.glob<Record<string, unknown>>(
  ['../../src/k8s/resources/*.ts', '!../../src/k8s/resources/*{.test,Testing}.ts'],
  { eager: true },
)
const kinds = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((value): value is ResourceType => typeof value === 'object' && value !== null && 'plural' in value)
  .map(({ group, version, plural }) => [group, version, plural] as const)

/** What nginx makes of a path: the first of its expressions that matches says it. */
function served(path: string): string {
  for (const [, insensitive, expression = '', result = ''] of rules.matchAll(/"~(\*?)(.*)" (?:""|(\w+));/g))
    if (new RegExp(expression.replaceAll('\\\\\\\\', '\\\\'), insensitive ? 'i' : '').test(path)) return result
  return ''
}

it('are the groups that kinds and paths name', () => {
  expect(kinds.length).toBeGreaterThan(30)
  const reviews = source.filter(({ path }) => path.endsWith('/accessReviews.ts'))
  const named = [
    ...kinds.map(([group]) => group).filter(Boolean),
    ...found(/['"`]\/apis\/([a-z0-9.]+)\//g).map(([group]) => group),
    ...found(/'(authorization\.[a-z0-9]+\.io)/g, reviews).map(([group]) => group),
  ]
  expect(alternatives(/"~\^\/apis\/\(([^)]*)\)/)).toEqual(set(named))
})

it.each(kinds)('reach %s %s %s: all, those of a project, and one', (group, version, plural) => {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`
  for (const path of [
    root,
    `${root}/${plural}`,
    `${root}/namespaces/a/${plural}`,
    `${root}/namespaces/a/${plural}/b%3Ac`,
  ])
    expect([path, served(path)]).toEqual([path, 'api'])
  expect(served(`${root}/namespaces/a/${plural}/b/exec`)).toBe('')
})

it('are the subresources that are asked for', () => {
  const asked = [
    ...found(/resourcePath\([^()]*(?:\([^()]*\))?[^()]*,\s*'([a-z]+)'\)/g),
    ...found(/\$\{[^`]*\}\/(log)`/g),
  ]
  const known = alternatives(/\(\/\((eviction[^)]*)\)\)/)
  expect(set(asked.map(([name]) => name).filter((name) => name !== undefined))).toEqual(known)
})

it('are the questions that Prometheus is asked', () => {
  const asked = found(/\bask\('([a-z_]+)'/g).map(([name]) => name)
  expect(alternatives(/prometheus\/api\/v1\/\(([^)]*)\)/)).toEqual(set(asked))
})

it('are the other addresses that are asked for', () => {
  for (const [path = ''] of found(/(?:getJson|request)(?:<[^(]*>)?\(\s*'(\/(?!apis?\/)[^']*)'/g))
    expect([path, served(path)]).toEqual([path, 'api'])
})
