// npm run build:demo [-- --out DIR]: the console with a mock cluster in it, as a site for any static host under any path.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { staticPages } from './pages.ts'
import { notFoundPage, pageOf, readme, workerOf } from './site.ts'

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist-demo' } } })
const root = join(import.meta.dirname, '../..')
const out = resolve(values.out)

process.env['VITE_MOCK'] = '1'
await build({ root, logLevel: 'error', build: { outDir: out, emptyOutDir: true } })

const index = await readFile(join(out, 'index.html'), 'utf8')
const worker = await readFile(join(out, 'mockServiceWorker.js'), 'utf8')
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string } // npm's own format
const pages = staticPages(root)
await Promise.all(
  pages.map(async (page) => {
    await mkdir(join(out, page), { recursive: true })
    await writeFile(join(out, page, 'index.html'), pageOf(index, page.split('/').length))
  }),
)
await Promise.all(
  Object.entries({
    'index.html': pageOf(index, 0),
    '404.html': notFoundPage(),
    'mockServiceWorker.js': workerOf(worker),
    'README.md': readme(version, pages),
    // GitHub Pages would leave out what begins with an underscore.
    '.nojekyll': '',
  }).map(([name, content]) => writeFile(join(out, name), content)),
)
