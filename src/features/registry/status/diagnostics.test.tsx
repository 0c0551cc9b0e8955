// Loaded with the tests, not by the first of them: that takes seconds.
import '../RegistryPage.tsx'
import './DiagnosticsDialog.tsx'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { renderPage } from '../../../../mocks/renderPage.tsx'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import type { Secret } from '../../../k8s/resources/pullSecret.ts'
import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { unzip } from '../../../lib/zipTesting.ts'

const namespace = registryNamespace

/** Catches what the browser would save. */
function catchDownloads() {
  const files: Blob[] = []
  const names: string[] = []
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    if (file instanceof Blob) files.push(file)
    return 'blob:x'
  })
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => {})
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })
  onTestFinished(() => [create, revoke, click].forEach((spy) => spy.mockRestore()))
  return { files, names }
}

async function openDiagnostics(options: Parameters<typeof renderPage>[1] = {}) {
  const downloads = catchDownloads()
  const page = await renderPage('/registry?action=diagnostics', { scenario: 'healthy', ...options })
  const dialog = within(await screen.findByRole('dialog', { name: 'Download diagnostics' }, { timeout: 10_000 }))
  const collect = () => page.user.click(dialog.getByRole('button', { name: 'Collect and download' }))
  const archive = async () => {
    await waitFor(() => expect(downloads.files).toHaveLength(1), { timeout: 8000 })
    const entries = unzip(Buffer.from((await downloads.files[0]?.arrayBuffer()) ?? new ArrayBuffer()))
    return new Map(entries.map(({ name, content }) => [name.replace(/^[^/]*\//, ''), content]))
  }
  return { ...page, ...downloads, dialog, collect, archive }
}

/** All texts that an object holds. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsOf)

describe('the archive', () => {
  test('has objects and logs, each readable, and no secret of the cluster', async () => {
    const token = 'sha256~Jc0pQ7vZ5xYw2mN8bK4dL1sT6rU3aE9h'
    let httpSecret = ''
    const page = await openDiagnostics({
      answer: async (request, cluster) => {
        const config: RegistryConfig | undefined = cluster.store.get(
          'imageregistry.operator.openshift.io/configs',
          undefined,
          'cluster',
        )
        if (config && httpSecret === '') {
          httpSecret = 'f00dcafe'.repeat(16)
          cluster.store.put('imageregistry.operator.openshift.io/configs', {
            ...config,
            spec: { ...config.spec, httpSecret },
          } as K8sObject)
        }
        if (!/\/pods\/image-registry-[^/]+\/log/.test(request.url)) return cluster.handle(request)
        return new Response(
          `level=info msg="Authorization: Bearer ${token}" secret ${httpSecret}\nGET https://dev:hunter22@host/v2/\n`,
        )
      },
    })
    await page.collect()
    const files = await page.archive()
    expect(page.names[0]).toMatch(/^registry-diagnostics-demo-abc12-\d{8}T\d{6}Z\.zip$/)
    for (const file of [
      'config',
      'imagepruner',
      'clusteroperator',
      'deployments',
      'pods',
      'routes',
      'events',
      'nodes',
      'poddisruptionbudgets',
    ])
      expect(JSON.parse(files.get(`objects/${file}.json`) ?? '')).toBeTypeOf('object')
    const objects = [...files].filter(([name]) => name.endsWith('.json'))
    for (const [, content] of objects) expect(() => void JSON.parse(content)).not.toThrow()
    const logs = [...files].filter(([name]) => /^logs\/image-registry-.*_registry\.log$/.test(name))
    expect(logs).toHaveLength(2)
    expect(logs[0]?.[1]).toBe(
      'level=info msg="Authorization: Bearer REDACTED" secret REDACTED\nGET https://REDACTED@host/v2/\n',
    )
    expect(files.get('README.md')).toContain('Nothing is missing.')
    const all = [...files.values()].join('\n')
    const secrets = page.cluster.store.list('/secrets').flatMap((secret) => textsOf((secret as Secret).data))
    expect(secrets.length).toBeGreaterThan(3)
    const values = [httpSecret, token, 'hunter22', ...secrets.flatMap((value) => [value, atob(value)])]
    expect(values.filter((secret) => secret.length >= 8 && all.includes(secret))).toEqual([])
    expect(all).not.toContain('managedFields')
  }, 20_000)

  test('what may not be read is left out and listed, on the page and in the archive', async () => {
    const page = await openDiagnostics({ as: 'sre' })
    await page.collect()
    const files = await page.archive()
    expect(files.has('objects/config.json')).toBe(false)
    expect(files.has('objects/pods.json')).toBe(true)
    const left = within(await page.dialog.findByRole('list', { name: 'Left out' }))
    expect(left.getByText('objects/config.json')).toBeInTheDocument()
    expect(files.get('README.md')).toContain('- objects/config.json: configs.imageregistry.operator.openshift.io')
    const manifest: { user: string; parts: { file: string; error?: { code: number } }[] } = JSON.parse(
      files.get('manifest.json') ?? '',
    )
    expect(manifest.user).toBe('sre')
    expect(manifest.parts.find(({ file }) => file === 'objects/config.json')?.error?.code).toBe(403)
  }, 20_000)

  test('who may read nothing gets the list of it', async () => {
    const page = await openDiagnostics({ as: 'dev' })
    await page.collect()
    const files = await page.archive()
    expect([...files.keys()].filter((name) => name.startsWith('logs/'))).toEqual([])
    expect(files.get('README.md')).toContain(`in the namespace "${namespace}"`)
  }, 20_000)

  test('collecting can be stopped: nothing is saved', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const page = await openDiagnostics({
      answer: async (request, cluster) => {
        if (request.url.includes('/replicasets')) await held
        return cluster.handle(request)
      },
    })
    await page.collect()
    await waitFor(() => expect(page.dialog.getByRole('status')).toHaveTextContent(/Collected 17 of 18 files/))
    await page.user.click(page.dialog.getByRole('button', { name: 'Stop' }))
    expect(await page.dialog.findByRole('button', { name: 'Collect and download' })).toBeEnabled()
    release()
    expect(page.files).toEqual([])
  })
})
