// node e2e/staticHost.ts --dist DIR --port N: a folder as static hosts serve it. Below /demo/ there is nothing where no file is, below
// /pages/ a 404.html, and a folder's index.html only at its address with a slash. No headers but the type.
import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { dist: { type: 'string' }, port: { type: 'string' } } })
const dist = resolve(values.dist ?? 'dist-demo')

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const server = createServer((request, response) => {
  const answer = async () => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://host')
    const [, folder = '', ...rest] = decodeURIComponent(pathname).split('/')
    const file = resolve(dist, join('.', ...rest))
    const found =
      ['demo', 'pages'].includes(folder) && file.startsWith(dist) && (await stat(file).catch(() => undefined))
    if (found && found.isDirectory()) {
      if (!pathname.endsWith('/')) return response.writeHead(301, { Location: `${pathname}/${search}` }).end()
      return send(200, join(file, 'index.html'))
    }
    if (found) return send(200, file)
    return folder === 'pages' ? send(404, join(dist, '404.html')) : response.writeHead(404).end('not found\n')
  }
  const send = async (status: number, file: string) => {
    const content = await readFile(file)
    response.writeHead(status, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' })
    return response.end(request.method === 'HEAD' ? undefined : content)
  }
  answer().catch(() => response.writeHead(404).end('not found\n'))
})
server.listen(Number(values.port), '127.0.0.1')
