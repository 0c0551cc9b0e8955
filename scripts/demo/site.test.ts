import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { staticPages } from './pages.ts'
import { notFoundPage, pageOf } from './site.ts'

const root = join(import.meta.dirname, '../..')
const index = readFileSync(join(root, 'index.html'), 'utf8')

describe('the pages with a file of their own', () => {
  const pages = staticPages(root)

  it('are those that need no name of an object, and their tabs', () => {
    expect(pages).toEqual(
      expect.arrayContaining(['imagestreams', 'imagestreams/create', 'import/registries', 'compare']),
    )
    expect(pages).toEqual(expect.arrayContaining(['registry', 'registry/storage', 'access/pull-secrets']))
    expect(pages.filter((page) => /[:*?]|^\/|\/$/.test(page))).toEqual([])
  })
})

describe('a page of the site', () => {
  it.each([
    [0, './'],
    [1, '../'],
    [2, '../../'],
  ])('%i folders below finds the site at %s', (depth, base) => {
    expect(pageOf(index, depth)).toContain(`<base href="${base}" />`)
  })

  it('says the policy itself, but for what pages may not say', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(pageOf(index, 0))?.[1]
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).not.toContain('frame-ancestors')
  })

  it('is not made of a page that has changed', () => {
    expect(() => pageOf(index.replace('<base href="/"', '<base href="/console/"'), 1)).toThrow('index.html')
  })
})

it('the page for what is not there may run its own script and nothing else', () => {
  const page = notFoundPage()
  const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(script).digest('base64')
  expect(page).toContain(`script-src 'sha256-${hash}';`)
})
