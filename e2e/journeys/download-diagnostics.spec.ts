import { readFile } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import { act, expect, expectAccessible, test } from '../fixtures.ts'

interface Secret {
  metadata: { name: string; namespace: string }
  data?: Record<string, string>
}

/** The files of an archive, by its directory at the end. */
function filesIn(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf('PK\u0005\u0006')
  const files = new Map<string, string>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)))
    files.set(name.replace(/^[^/]*\//, ''), content.toString())
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}

test('diagnostics are one archive that a support case can have: no secret of the cluster is in it', async ({
  page,
  cluster,
}) => {
  const httpSecret = 'f00dcafe'.repeat(8)
  const token = 'sha256~Jc0pQ7vZ5xYw2mN8bK4dL1sT6rU3aE9h'
  await cluster.patchRegistryConfig({ httpSecret, proxy: { http: 'http://proxy-user:hunter22@proxy.example.com' } })
  await cluster.createSecret('image-registry-private-configuration-user', {
    REGISTRY_STORAGE_S3_ACCESSKEY: 'AKIANOTTOBESEEN',
    REGISTRY_STORAGE_S3_SECRETKEY: 'not/to+be/seen=at-all',
  })
  await cluster.advance(60)
  const [pod] = await cluster.registryPods()
  const line = `level=info msg="Authorization: Bearer ${token}" http.secret=${httpSecret} secretkey=not/to+be/seen=at-all`
  await cluster.setLog(pod?.metadata.name ?? '', `${line}\n`, 'registry')

  await page.goto('/registry')
  await act(page, 'the registry', 'Download diagnostics')
  const dialog = page.getByRole('dialog', { name: 'Download diagnostics' })
  await expect(dialog).toContainText('Secrets are taken out, names are not')
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Collect and download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/^registry-diagnostics-.*\.zip$/)
  await expect(dialog).toContainText('files are in it.')

  const files = filesIn(await readFile(await download.path()))
  for (const name of ['config', 'clusteroperator', 'deployments', 'pods', 'routes', 'events', 'imagepruner'])
    expect(JSON.parse(files.get(`objects/${name}.json`) ?? '')).toBeInstanceOf(Object)
  expect(files.get(`logs/${pod?.metadata.name}_registry.log`)).toContain(
    'level=info msg="Authorization: Bearer REDACTED',
  )
  expect(files.get('README.md')).toContain('Nothing is missing.')

  const all = [...files.values()].join('\n')
  const { items } = await cluster.get<{ items: Secret[] }>('/api/v1/secrets')
  const values = items.flatMap(({ data = {} }) => Object.values(data))
  expect(values.length).toBeGreaterThan(5)
  const plain = values.map((value) => Buffer.from(value, 'base64').toString())
  const secrets = [...values, ...plain, httpSecret, token, 'hunter22'].filter((value) => value.length >= 8)
  expect(secrets.filter((value) => all.includes(value))).toEqual([])
})
