import { describe, expect, it } from 'vitest'
import type { LockFile, Manifest } from './lockFile.ts'
import { sbomProblem, sbomText, type WorkInside } from './sbom.ts'

const manifest: Manifest = { name: 'console', version: '1.0.0', license: 'Apache-2.0' }
const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const lock: LockFile = {
  lockfileVersion: 3,
  packages: {
    '': { ...manifest, dependencies: { '@a/a': '1.0.0', b: '1.0.0' } },
    'node_modules/@a/a': { version: '1.0.0', integrity, license: '(MIT OR Apache-2.0)', dependencies: { c: '1' } },
    'node_modules/@a/a/node_modules/c': { version: '1.0.0', integrity, license: 'ISC' },
    'node_modules/b': { version: '1.0.0', integrity, license: 'MIT', dependencies: { c: '2' } },
    'node_modules/c': { version: '2.0.0', integrity, license: 'ISC' },
    'node_modules/vite': { version: '8.0.0' },
  },
}
const folders = ['node_modules/b', 'node_modules/@a/a/node_modules/c', 'node_modules/c', 'node_modules/@a/a']
const works: WorkInside[] = [
  { folder: 'node_modules/b', notice: { kind: 'work', name: 'Fonts', version: '1', license: 'OFL-1.1', texts: [] } },
  { folder: '', notice: { kind: 'work', name: 'Words', license: 'Apache-2.0', texts: [] } },
]
const text = sbomText(manifest, lock, new Set(folders), works)

interface Component {
  'bom-ref': string
  group?: string
  name: string
  version?: string
  purl?: string
  hashes?: { alg: string; content: string }[]
  licenses?: unknown[]
  components?: Component[]
}
interface Bom {
  serialNumber: string
  metadata: { timestamp?: string; component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}
// Its shape is what the schema says, which is tested below.
const bom = JSON.parse(text) as Bom

describe('sbomText', () => {
  it('names what ships, with checksums and licenses', () => {
    expect(bom.metadata.component).toMatchObject({ name: 'console', version: '1.0.0', purl: 'pkg:npm/console@1.0.0' })
    expect(bom.components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/%40a/a@1.0.0',
      'pkg:npm/b@1.0.0',
      'pkg:npm/c@1.0.0',
      'pkg:npm/c@2.0.0',
    ])
    expect(bom.components[0]).toMatchObject({
      group: '@a',
      name: 'a',
      hashes: [{ alg: 'SHA-512', content: '01'.repeat(64) }],
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
    })
    expect(bom.components[1]).toMatchObject({
      licenses: [{ license: { id: 'MIT' } }],
      components: [{ name: 'Fonts', version: '1', licenses: [{ license: { id: 'OFL-1.1' } }] }],
    })
    expect(bom.metadata.component.components).toMatchObject([{ name: 'Words' }])
  })

  it('says what needs what', () => {
    const needs = Object.fromEntries(bom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
    expect(needs).toMatchObject({
      'pkg:npm/console@1.0.0': ['pkg:npm/%40a/a@1.0.0', 'pkg:npm/b@1.0.0'],
      'pkg:npm/b@1.0.0': ['pkg:npm/c@2.0.0'],
    })
    // Of two versions each has its own reference.
    const [inner] = needs['pkg:npm/%40a/a@1.0.0'] ?? []
    expect(bom.components.find((component) => component['bom-ref'] === inner)?.version).toBe('1.0.0')
  })

  it('is the same in any order, and has no time', () => {
    expect(sbomText(manifest, lock, new Set(folders.toReversed()), works.toReversed())).toBe(text)
    expect(bom.metadata.timestamp).toBeUndefined()
  })

  it('has another serial number when something else ships', () => {
    const other = JSON.parse(sbomText(manifest, lock, new Set(folders.slice(1)), works)) as Bom
    expect(bom.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/)
    expect(other.serialNumber).not.toBe(bom.serialNumber)
  })
})

describe('sbomProblem', () => {
  it('takes what is written', async () => {
    expect(await sbomProblem(text)).toBeUndefined()
  })
  it.each([
    ['a field that nobody knows', text.replace('"components"', '"parts": [], "components"')],
    ['a license that nobody knows', text.replace('"id": "MIT"', '"id": "MYT"')],
  ])('refuses %s', async (_, wrong) => {
    expect(wrong).not.toBe(text)
    expect(await sbomProblem(wrong)).toBeDefined()
  })
})
