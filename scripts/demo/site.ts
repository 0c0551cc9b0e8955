import { createHash } from 'node:crypto'
import { securityHeaders } from '../dev/securityHeaders.ts'

/** Static hosts let nobody choose headers: a page says the policy itself, without what only headers may say. */
function pagePolicy(): string {
  const policy = securityHeaders()['Content-Security-Policy'] ?? ''
  return policy
    .split('; ')
    .filter((directive) => !directive.startsWith('frame-ancestors'))
    .join('; ')
}

/** Whoever searches the web for consoles wants none with a cluster that does not exist. */
const robots = '<meta name="robots" content="noindex" />'

/** The page of a build for an address so many folders below the site. Where the site itself lies is the browser's to know. */
export function pageOf(index: string, depth: number): string {
  const said = [
    `<meta http-equiv="Content-Security-Policy" content="${pagePolicy()}" />`,
    '<meta name="referrer" content="same-origin" />',
    robots,
  ]
  const page = index
    .replace('<base href="/" />', `<base href="${'../'.repeat(depth) || './'}" />`)
    .replace(/<meta charset="[^"]+" \/>/, (charset) => [charset, ...said].join('\n    '))
  if (!page.includes('<base href=".') || !page.includes(said[0] ?? '')) throw new Error('index.html is not as it was')
  return page
}

/**
 * What hosts answer where there is no file, if they look for a 404.html. It does not know how deep it lies: it looks for the site in the
 * folders above, the nearest first, and goes there with the path, which mocks/demoAddress.ts puts back.
 */
export function notFoundPage(): string {
  const script = `
const parts = location.pathname.split('/')
const folders = parts.slice(1).map((_, i) => parts.slice(0, parts.length - i - 1).join('/') + '/')
const isSite = async (folder) => {
  const { ok, headers } = await fetch(folder + 'mockServiceWorker.js', { method: 'HEAD' })
  return ok && /javascript/.test(headers.get('content-type'))
}
Promise.all(folders.map((folder) => isSite(folder).catch(() => false))).then((found) => {
  const folder = folders[found.indexOf(true)]
  const path = folder && location.pathname.slice(folder.length) + location.search
  if (path) location.replace(folder + '?' + new URLSearchParams({ 'demo-path': path }))
  else document.querySelector('p').hidden = false
})
`
  const hash = createHash('sha256').update(script).digest('base64')
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-${hash}'; connect-src 'self'; base-uri 'none'; form-action 'none'" />
    ${robots}
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Registry Console</title>
  </head>
  <body>
    <p hidden>Nothing is at this address.</p>
    <script>${script}</script>
  </body>
</html>
`
}

/**
 * The service worker of the mock, which also answers pages that the host has no file for, so that any page can be loaded again on a host
 * that knows no 404.html. It stays when the last page is left: it is needed before the next one.
 */
export function workerOf(mockServiceWorker: string): string {
  return `self.registration.unregister = async () => false

addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return
  event.stopImmediatePropagation()
  event.respondWith(pageFor(event.request))
})

async function pageFor(request) {
  const response = await fetch(request)
  if (response.status < 400) return response
  const { scope } = self.registration
  const index = await fetch(scope)
  if (!index.ok) return response
  const page = (await index.text()).replace('<base href="./"', () => '<base href="' + scope + '"')
  return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
}

${mockServiceWorker}`
}

/** What lies beside the site for whoever puts it somewhere. */
export function readme(version: string, pages: readonly string[]): string {
  return `# Registry Console ${version}, a demonstration

A site of files alone: the console, and a mock cluster that lives in the page. It needs no server of its own and asks no other host
for anything. Any static host serves it under any path; nothing in it has to be set:

    python3 -m http.server            # in this folder, or in one above it: http://localhost:8000/

GitHub Pages, GitLab Pages, S3: copy this folder, .nojekyll included. S3 takes index.html as its index document and 404.html as its
error document.

## Addresses

- Each page of the navigation and each of its tabs is a folder with an index.html (${pages.length}).
- Pages of single objects, such as imagestreams/payments/api, have no file. On hosts that answer 404.html they open from anywhere.
  Where a host has no such page they open by a click within the console and can be loaded again there, since its service worker
  answers them; as the first page of a visit they are the host's own error.
- A host that answers everything with index.html has to answer 404.html instead.
- Redirecting /imagestreams to /imagestreams/ is the host's part; each of those above does it.

## What it needs

- A browser with JavaScript, over https or from localhost. Over plain http from elsewhere, and where a browser refuses service
  workers, the mock answers in the page: then pages of single objects cannot be loaded again without a 404.html, and what runs in
  workers of the page runs in the page itself, more slowly.
- Opened as files (file:) it does not run: browsers load no modules from there.

## What is not real

- The cluster: each tab has its own, made anew whenever the page is loaded. Nothing that is changed is kept.
- Hosts, digests and people. Commands can be copied, and find no cluster. What is downloaded is what the mock made up.
- The menu "Demo cluster" changes the scenario and the user; ?scenario=NAME in the address chooses a scenario, too. Both are kept in
  cookies, mock-scenario and mock-user, of this site alone.

## Headers

A static host sets none, so each page names the console's content security policy itself; what only headers can say (who may show the
site in a frame) is left to the host. Pages ask search engines to leave them out. Files below assets/ never change under their names and may be kept for a
year; everything else should be asked for anew (Cache-Control: no-cache), where a host lets one say so.
`
}
