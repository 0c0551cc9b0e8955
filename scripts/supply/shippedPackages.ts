import type { LockFile } from './lockFile.ts'
import { folderOf } from './lockFile.ts'

/** Bundlers put a few lines of their own into what they make. */
const OF_BUNDLERS: readonly [start: string, folder: string][] = [
  ['vite/', 'node_modules/vite'],
  ['rolldown/', 'node_modules/rolldown'],
]

/**
 * The folder, as the lock file names it, of the package that a module or a file is of; undefined for the console's own.
 * Throws for modules that are made by somebody unknown.
 */
export function packageFolderOf(id: string): string | undefined {
  const path = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/')
  const start = path.search(/(^|\/)node_modules\//)
  if (start === -1) {
    if (!id.startsWith('\0') || path.startsWith('/')) return undefined
    const folder = OF_BUNDLERS.find(([prefix]) => path.startsWith(prefix))?.[1]
    if (!folder) throw new Error(`${path} is in the build: nobody knows which package it is of`)
    return folder
  }
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.slice(path[start] === '/' ? start + 1 : start)) ?? []
  if (!folder) throw new Error(`${path} is of no package`)
  return folder
}

/**
 * What each package that ships needs of the others that ship, and what the console itself does (''): directly, or through
 * packages of which nothing is in the build. Folders and their lists are sorted.
 */
export function dependencyGraph(lock: LockFile, folders: ReadonlySet<string>): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const folder of ['', ...[...folders].toSorted()]) {
    const found = new Set<string>()
    const seen = new Set([folder])
    const visit = (from: string) => {
      const entry = lock.packages[from]
      // What a person installs beside a package for it is what it needs, too. Of the console's own tools only some lines ship.
      const needs = { ...entry?.dependencies, ...entry?.optionalDependencies, ...entry?.peerDependencies }
      for (const name of Object.keys(needs)) {
        const next = folderOf(lock, from, name)
        if (next === undefined || seen.has(next)) continue
        seen.add(next)
        if (folders.has(next)) found.add(next)
        else visit(next)
      }
    }
    // What bundlers need to run is not in the build, or not because of them.
    if (!OF_BUNDLERS.some(([, bundler]) => bundler === folder)) visit(folder)
    graph.set(folder, [...found].toSorted())
  }
  // The bundler's own lines are in the build because the console is built by it.
  const needed = new Set([...graph.values()].flat())
  graph.set(
    '',
    [...new Set([...(graph.get('') ?? []), ...[...folders].filter((folder) => !needed.has(folder))])].toSorted(),
  )
  return graph
}
