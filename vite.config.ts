import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { msw } from 'msw/vite'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { precompress } from './scripts/deploy/precompress.ts'
import { apiProxy } from './scripts/dev/apiProxy.ts'
import { commitOf } from './scripts/dev/commit.ts'
import { frameAncestors } from './scripts/dev/frameAncestors.ts'
import { securityHeaders } from './scripts/dev/securityHeaders.ts'
import { targetsFrom } from './scripts/dev/targets.ts'
import { supply } from './scripts/supply/plugin.ts'

const basePath = `/${process.env['BASE_PATH'] ?? ''}/`.replace(/\/+/g, '/')

const roots: [root: string, chunk: string][] = [
  ['src/main.tsx', 'entry'],
  ['src/app/start.tsx', 'shell'],
  ['src/features/image-streams/streams/ImageStreamListPage.tsx', 'page'],
  ['src/features/image-streams/streams/ImageStreamPage.tsx', 'stream'],
  ['src/features/image-streams/tags/ImageStreamTagPage.tsx', 'stream'],
]

/** What only dialogs use, though PatternFly's index of helpers names it to everything that imports any helper. */
const ofDialogs = /\/helpers\/(Popper|FocusTrap)\/|\/node_modules\/(focus-trap|tabbable)\//

/**
 * Puts what the entry, the shell, the first list and the pages of streams and tags need into one file each: a browser opens six connections, and dozens of
 * small files keep them busy longer than their bytes.
 */
function createChunkNames() {
  const chunks = new Map<string, string>()
  return (id: string, modules: { getModuleInfo(id: string): { importedIds: string[] } | null }) => {
    if (chunks.size === 0) {
      for (const [root, chunk] of roots) {
        const start = fileURLToPath(new URL(root, import.meta.url))
        const visit = (module: string) => {
          for (const imported of modules.getModuleInfo(module)?.importedIds ?? []) {
            if (chunks.has(imported) || ofDialogs.test(imported)) continue
            chunks.set(imported, chunk)
            visit(imported)
          }
        }
        visit(start)
      }
    }
    return chunks.get(id) ?? null
  }
}

export default defineConfig(({ command }) => {
  const targets = command === 'serve' && !process.env['VITEST'] ? targetsFrom(process.env) : []
  const hasCluster = targets.some(({ prefixes }) => prefixes.includes('/apis'))
  // A build holds no mock code unless it is a demonstration: npm run build:demo.
  const mock = command === 'serve' ? !hasCluster : process.env['VITE_MOCK'] === '1'

  const ancestors = frameAncestors(process.env['FRAME_ANCESTORS'])
  const headers = securityHeaders(ancestors)

  const served: Plugin = {
    name: 'registry-console',
    configureServer: (server) => {
      if (targets.length) server.middlewares.use(apiProxy(targets, basePath))
    },
    transformIndexHtml: (html) =>
      command === 'serve' ? html.replace('<base href="/"', `<base href="${basePath}"`) : html,
  }

  // In the page, which browsers ask for anew with every visit: scripts that did not change keep their names.
  const named: Plugin = {
    name: 'registry-console-commit',
    transformIndexHtml: () => {
      const content = commitOf(import.meta.dirname)
      return content ? [{ tag: 'meta', attrs: { name: 'registry-console-commit', content }, injectTo: 'head' }] : []
    },
  }

  // What all pages share is asked for at once, not when the entry has run.
  const preloaded: Plugin = {
    name: 'registry-console-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = new Map(
          Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
        )
        const shared = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith('/src/app/start.tsx'))
        if (!shared) throw new Error('src/app/start.tsx is no chunk of its own')
        const files = [shared.fileName, ...shared.imports]
        const styles = new Set(files.flatMap((file) => [...(chunks.get(file)?.viteMetadata?.importedCss ?? [])]))
        const link = (rel: string, file: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${file}` },
          injectTo: 'head' as const,
        })
        return [
          ...files.filter((file) => !html.includes(file)).map((file) => link('modulepreload', file)),
          ...[...styles].map((file) => link('stylesheet', file)),
        ]
      },
    },
  }

  // Licenses and parts of what ships, from what is in the build.
  const supplied = supply()

  // A demonstration lies on servers that do not look for compressed files.
  const precompressed: Plugin = {
    name: 'registry-console-precompress',
    apply: 'build',
    writeBundle: async ({ dir }) => {
      if (dir !== undefined && !mock) await precompress(dir)
    },
  }

  return {
    // Built pages find their files relative to <base>, which whoever serves them sets.
    base: command === 'serve' ? basePath : './',
    plugins: [
      react(),
      served,
      named,
      preloaded,
      supplied.page,
      precompressed,
      ...(mock ? [msw({ mode: 'worker-only' })] : []),
    ],
    worker: { plugins: () => [supplied.workers] },
    // Hot reload needs inline scripts, so that the directive for frames is all of the policy that holds here.
    server: { headers: { ...headers, 'Content-Security-Policy': `frame-ancestors ${ancestors}` } },
    preview: { headers },
    define: { 'import.meta.env.VITE_MOCK': JSON.stringify(mock) },
    build: {
      // data: addresses are not allowed by the content security policy.
      assetsInlineLimit: 0,
      // Preloading is by header or not at all: the polyfill would be inline.
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // scripts/checkBuild.ts bounds files by what is sent.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { output: { codeSplitting: { groups: [{ name: createChunkNames() }] } } },
    },
    test: {
      // Left to itself one core of two stays idle.
      maxWorkers: '100%',
      // A machine that is busy with other things is slow, and not wrong.
      testTimeout: 20_000,
      expect: { poll: { timeout: 15_000 } },
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['{src,mocks,scripts}/**/*.test.ts'],
            // Files share what they import: loading it anew for each took half the time.
            isolate: false,
          },
        },
        {
          extends: true,
          test: {
            name: 'component',
            environment: 'jsdom',
            isolate: false,
            include: ['{src,mocks}/**/*.test.tsx'],
            setupFiles: ['mocks/setupTests.ts'],
            // PatternFly's components import their style sheets, which Node cannot.
            server: { deps: { inline: [/@patternfly\/react-(core|styles)/] } },
          },
        },
      ],
    },
  }
})
