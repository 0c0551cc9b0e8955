import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressible = new Set(['.js', '.css', '.svg', '.txt', '.json', '.webmanifest'])
/** Whoever serves the console writes these anew, for its base path and its cluster. */
const rewritten = new Set(['index.html', 'config.json'])
/** Bytes that fit the first packets anyway. */
const worthIt = 1000

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Puts `.br` and `.gz` beside each file of a build that gets smaller by it: the same bytes for the same file, as small as they get. */
export async function precompress(dist: string): Promise<void> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  await Promise.all(
    entries.map(async (entry) => {
      const file = join(entry.parentPath, entry.name)
      if (!entry.isFile() || !compressible.has(extname(entry.name)) || rewritten.has(entry.name)) return
      const content = await readFile(file)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
      const variants = content.length < worthIt ? [] : [brotli(content, { params }), zip(content, { level: 9 })]
      const [br, gz] = await Promise.all(variants)
      for (const [name, compressed] of [[`${file}.br`, br] as const, [`${file}.gz`, gz] as const])
        // An earlier build may have left one.
        if (compressed && compressed.length < content.length) await writeFile(name, compressed)
        else await rm(name, { force: true })
    }),
  )
}
