import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { serve } from '../../mocks/node.ts'
import { frameAncestors } from './frameAncestors.ts'
import { notOrigins } from './frameAncestorsTesting.ts'

test.each([
  [undefined, "'self'"],
  ['', "'self'"],
  ['none', "'none'"],
  ["'none'", "'none'"],
  ['*', '*'],
  ['https://console.example.com', "'self' https://console.example.com"],
  [' https://A.example.com/  http://b:8080 self ', "'self' https://a.example.com http://b:8080"],
  ['https://*.apps.example.com https://*.apps.example.com', "'self' https://*.apps.example.com"],
])('%j: frame-ancestors %s', (configured, directive) => expect(frameAncestors(configured)).toBe(directive))

test.each(notOrigins)('%j is refused', (configured) => expect(() => frameAncestors(configured)).toThrow(/is no origin/))

test('the server sends it with every file', async () => {
  const dist = await mkdtemp(join(tmpdir(), 'frames-'))
  onTestFinished(() => rm(dist, { recursive: true }))
  await writeFile(join(dist, 'index.html'), '<base href="/">')
  const policyOf = async (options: { frameAncestors?: string }) => {
    const server = await serve({ port: 0, host: '127.0.0.1', dist, clusterFor: noCluster, ...options })
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { headers } = await fetch(`http://127.0.0.1:${port}/catalog?embed=1`, { headers: { Accept: 'text/html' } })
    // It would forbid what the policy allows.
    expect(headers.get('X-Frame-Options')).toBeNull()
    return headers.get('Content-Security-Policy')?.split('; ')
  }
  expect(await policyOf({})).toContain("frame-ancestors 'self'")
  const configured = frameAncestors('https://console.example.com')
  expect(await policyOf({ frameAncestors: configured })).toContain("frame-ancestors 'self' https://console.example.com")
})

const noCluster = (): never => {
  throw new Error('no cluster is asked')
}
