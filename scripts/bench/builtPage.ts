import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Rolldown } from 'vite'
import { staticFiles } from '../../mocks/static.ts'

/** Builds pages of a folder beside this file, and serves them as the console is served while they are measured. */
export async function withBuiltPages<T>(
  folder: string,
  pages: readonly string[],
  measure: (origin: string, built: Rolldown.RolldownOutput) => Promise<T>,
): Promise<T> {
  const output = await mkdtemp(join(tmpdir(), 'bench-'))
  const root = fileURLToPath(new URL(folder, import.meta.url))
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir: output,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: pages.map((page) => join(root, page)) },
    },
  })
  if (!('output' in built)) throw new Error('the build gave more than one bundle, or a watcher')
  const files = await staticFiles(output, { basePath: '/' })
  const server = createServer((request, response) => void files(request, response, request.url ?? '/'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port to serve a page on')
  try {
    return await measure(`http://127.0.0.1:${address.port}`, built)
  } finally {
    server.close()
    await rm(output, { recursive: true })
  }
}
