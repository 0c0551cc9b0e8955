import { describe, expect, it } from 'vitest'
import type { LockFile } from './lockFile.ts'
import { dependencyGraph, packageFolderOf } from './shippedPackages.ts'

describe('packageFolderOf', () => {
  it.each<[string, string | undefined]>([
    ['/work/console/src/main.tsx', undefined],
    ['/work/console/package.json', undefined],
    ['src/ui/charts/plot.ts', undefined],
    ['\0/work/console/src/x.ts?commonjs', undefined],
    ['/work/console/node_modules/react/index.js', 'node_modules/react'],
    ['/work/console/node_modules/@a/b/dist/esm/c.js?url', 'node_modules/@a/b'],
    ['/work/console/node_modules/@a/b/node_modules/c/d.js', 'node_modules/@a/b/node_modules/c'],
    ['\0/work/console/node_modules/react/index.js?commonjs-es-import', 'node_modules/react'],
    ['node_modules/@a/b/fonts/C.woff2', 'node_modules/@a/b'],
    ['C:\\console\\node_modules\\react\\index.js', 'node_modules/react'],
    ['\0vite/preload-helper.js', 'node_modules/vite'],
    ['\0rolldown/runtime.js', 'node_modules/rolldown'],
  ])('%s', (id, folder) => {
    expect(packageFolderOf(id)).toBe(folder)
  })

  it('does not let lines of somebody unknown pass', () => {
    expect(() => packageFolderOf('\0@somebody/helpers.js')).toThrow(/somebody/)
  })
})

describe('dependencyGraph', () => {
  const lock: LockFile = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { page: '1', chart: '1' }, devDependencies: { vite: '8', mock: '1' } },
      'node_modules/page': { dependencies: { glue: '1' }, peerDependencies: { core: '1' } },
      'node_modules/glue': { dependencies: { core: '1', deep: '1', page: '1' } },
      'node_modules/core': {},
      'node_modules/deep': {},
      'node_modules/glue/node_modules/deep': {},
      'node_modules/chart': { dependencies: { deep: '1' } },
      'node_modules/vite': { dependencies: { core: '1' } },
      'node_modules/mock': {},
    },
  }
  const folders = (...names: string[]) => new Set(names.map((name) => `node_modules/${name}`))

  it.each<[string, Set<string>, Record<string, string[]>]>([
    ['nothing', folders(), { '': [] }],
    [
      'through what is not in the build, each with its own version',
      folders('page', 'core', 'deep', 'glue/node_modules/deep', 'chart'),
      {
        '': ['node_modules/chart', 'node_modules/page'],
        'node_modules/page': ['node_modules/core', 'node_modules/glue/node_modules/deep'],
        'node_modules/chart': ['node_modules/deep'],
        'node_modules/core': [],
        'node_modules/deep': [],
        'node_modules/glue/node_modules/deep': [],
      },
    ],
    [
      'tools of which some lines ship are the console’s, without what they need to run',
      folders('vite', 'core', 'mock'),
      {
        '': ['node_modules/core', 'node_modules/mock', 'node_modules/vite'],
        'node_modules/core': [],
        'node_modules/mock': [],
        'node_modules/vite': [],
      },
    ],
  ])('%s', (_, shipped, graph) => {
    expect(Object.fromEntries(dependencyGraph(lock, shipped))).toEqual(graph)
  })
})
