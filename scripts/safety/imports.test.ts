import { describe, expect, it } from 'vitest'
import { importsOf, parse, sourcesIn, type Source } from './sources.ts'

// Each layer may import from itself and from those after it.
const layers = ['app', 'features', 'ui', 'logs', 'k8s', 'prometheus', 'lib']
// The mock cluster's pruner runs the console's own algorithm, whose truth is recorded runs of the real one.
const PRUNING = /^src\/k8s\/resources\/prune[^/]*\.ts$/
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** Why a source must not import what it imports; empty when all is well. */
function wrongImports(source: Source): string[] {
  const { path } = source
  return importsOf(source)
    .filter(({ target, dynamic }) => reasonAgainst(path, target, dynamic))
    .map(({ target }) => `${path} imports ${target}`)
}

function reasonAgainst(path: string, target: string, dynamic: boolean): boolean {
  const [from, to] = [path.split('/'), target.split('/')]
  if (from[0] === 'src' && to[0] === 'mocks') return !(isTest(path) || (path === 'src/main.tsx' && dynamic))
  // The version, for people to read: one file hands it on.
  if (path === 'src/lib/version.ts' && target === 'package.json') return false
  if (from[0] === 'src' && to[0] !== 'src') return true
  if (from[0] === 'mocks' && to[0] === 'src')
    return !(
      to[1] === 'lib' ||
      target === 'src/k8s/types.ts' ||
      PRUNING.test(target) ||
      path === 'mocks/renderPage.tsx' ||
      isTest(path)
    )
  if (from[0] !== 'src') return false
  if (to[1] === 'locales') return false
  const [high, low] = [layers.indexOf(from[1] ?? ''), layers.indexOf(to[1] ?? '')]
  if (low === -1) return true
  // main.tsx starts everything; a test mounts what it needs.
  if (high === -1 || isTest(path)) return false
  if (from[1] === 'features' && to[1] === 'features') return from[2] !== to[2]
  return low < high
}

describe('import direction', () => {
  it('is kept by every file', () => {
    const sources = sourcesIn('{src,mocks}/**/*.{ts,tsx}')
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap(wrongImports)).toEqual([])
  })

  it.each([
    ['src/lib/bytes.ts', "import { x } from '../k8s/list.ts'"],
    ['src/ui/Page.tsx', "import type { X } from '../features/image-streams/X.tsx'"],
    ['src/features/images/A.tsx', "import { B } from '../image-streams/B.tsx'"],
    ['src/k8s/list.ts', "export { x } from '../ui/Page.tsx'"],
    ['src/app/App.tsx', "const x = await import('../../mocks/msw.ts')"],
    ['src/main.tsx', "import { startBrowserMock } from '../mocks/msw.ts'"],
    ['src/lib/bytes.ts', "import x from '../../package.json'"],
    ['src/app/AboutDialog.tsx', "import { version } from '../../package.json'"],
    ['mocks/server/api.ts', "import { listChunk } from '../../src/k8s/list.ts'"],
  ])('refuses in %s: %s', (path, text) => {
    expect(wrongImports(parse(path, text))).toHaveLength(1)
  })

  it.each([
    ['src/main.tsx', "const { startBrowserMock } = await import('../mocks/msw.ts')"],
    ['src/app/routes.tsx', "import { t } from '../lib/t.ts'"],
    ['src/features/images/A.tsx', "import { B } from './B.tsx'"],
    ['src/features/images/A.test.tsx', "import { renderPage } from '../../../mocks/renderPage.tsx'"],
    ['src/lib/t.ts', "import en from '../locales/en.json'"],
    ['src/lib/version.ts', "import { version } from '../../package.json'"],
  ])('allows in %s: %s', (path, text) => {
    expect(wrongImports(parse(path, text))).toEqual([])
  })
})
