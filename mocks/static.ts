import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { securityHeaders } from '../scripts/dev/securityHeaders.ts'

export type StaticFiles = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg'])

interface File {
  type: string
  content: Buffer
  /** Begun at start-up, so that the first visitor waits for no more than is left of it. */
  brotli: Promise<Buffer> | undefined
  cache: string
}

const compress = promisify(brotliCompress)
const best = (content: Buffer) =>
  compress(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  })

/** The built console from memory: every file of a folder, and index.html for pages. */
export async function staticFiles(
  dist: string,
  { basePath, frameAncestors }: { basePath: string; frameAncestors?: string | undefined },
): Promise<StaticFiles> {
  const files = new Map<string, File>()
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  const names = new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
  for (const file of names) {
    // What the build keeps beside a file is no file of its own.
    if (/\.(br|gz)$/.test(file) && names.has(file.replace(/\.\w+$/, ''))) continue
    const path = `/${file.slice(join(dist, '/').length).replaceAll('\\', '/')}`
    let content: Buffer = await readFile(file)
    if (path === '/index.html')
      content = Buffer.from(content.toString().replace('<base href="/"', `<base href="${basePath}"`))
    const extension = extname(path)
    const brotli = names.has(`${file}.br`)
      ? readFile(`${file}.br`)
      : COMPRESSED.has(extension)
        ? best(content)
        : undefined
    const cache = path.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : path === '/config.json'
        ? 'no-store'
        : 'no-cache'
    files.set(path, { type: TYPES[extension] ?? 'application/octet-stream', content, brotli, cache })
  }
  const headers = securityHeaders(frameAncestors)

  return async (request, response, target) => {
    const path = decoded(target.split(/[?#]/)[0] ?? '/')
    // Only a page a person goes to falls back to the console: a missing script or image stays missing.
    const isPage = (request.headers.accept ?? '').includes('text/html')
    const file =
      files.get(path === '/' ? '/index.html' : path) ??
      (isPage && !path.startsWith('/assets/') ? files.get('/index.html') : undefined)
    if (!file) return void response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('not found\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void response.writeHead(405, headers).end()
    const encoded = /\bbr\b/.test(request.headers['accept-encoding'] ?? '') ? await file.brotli : undefined
    const body = encoded ?? file.content
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': body.length,
      'Cache-Control': file.cache,
      ...(file.brotli && { Vary: 'Accept-Encoding' }),
      ...(encoded && { 'Content-Encoding': 'br' }),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

/** A path as files are named; one that is not valid names none. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
