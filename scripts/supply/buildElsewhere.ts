// Builds the project that this lies in, in memory, and prints the digests of all files: for reproduce.ts.
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { digestOf, type Digests } from './reproduce.ts'

const built = await build({
  logLevel: 'error',
  build: { write: false },
  // Packages are a link to those of the project proper: seen through it, they have other paths.
  resolve: { preserveSymlinks: true },
})
if (!('output' in built)) throw new Error('the build gave more than one bundle, or a watcher')
const digests: Digests = {}
for (const file of built.output)
  digests[file.fileName] = digestOf(file.fileName, file.type === 'chunk' ? file.code : file.source)
for (const entry of await readdir('public', { recursive: true, withFileTypes: true }))
  if (entry.isFile()) {
    const name = relative('public', join(entry.parentPath, entry.name)).replaceAll('\\', '/')
    digests[name] = digestOf(name, await readFile(join('public', name)))
  }
process.stdout.write(JSON.stringify(digests))
