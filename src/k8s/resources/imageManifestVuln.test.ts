import { expect, it } from 'vitest'
import { countBySeverity, projectScan, scanOf, type ImageManifestVuln } from './imageManifestVuln.ts'

const scan = (namespace: string, manifest: string, lastUpdate: string): ImageManifestVuln => ({
  metadata: { name: manifest, namespace },
  spec: {
    manifest,
    features: [
      { name: 'zlib', version: '1.2', vulnerabilities: [{ name: 'CVE-1', severity: 'Low', fixedby: '1.3' }] },
      { name: 'bash', vulnerabilities: null },
      {
        name: 'openssl',
        version: '3.0',
        vulnerabilities: [
          { name: 'CVE-2', severity: 'critical', link: 'https://cve.example/2' },
          { name: 'CVE-3', severity: 'of another scanner' },
        ],
      },
    ],
  },
  status: { lastUpdate, affectedPods: { [`${namespace}/pod`]: ['c1'] } },
})

it('is said with the worst first', () => {
  const { weaknesses } = projectScan(scan('demo', 'sha256:1', '2026-01-01'))
  expect(weaknesses.map(({ name, severity }) => [name, severity])).toEqual([
    ['CVE-2', 'Critical'],
    ['CVE-1', 'Low'],
    ['CVE-3', 'Unknown'],
  ])
  expect(countBySeverity(weaknesses)).toEqual([
    { severity: 'Critical', count: 1 },
    { severity: 'Low', count: 1 },
    { severity: 'Unknown', count: 1 },
  ])
})

it('is the newest of all projects, with the pods of all', () => {
  const scans = [
    scan('a', 'sha256:1', '2026-01-01'),
    scan('b', 'sha256:1', '2026-02-01'),
    scan('c', 'sha256:2', '2026-03-01'),
  ].map(projectScan)
  expect(scanOf(scans, 'sha256:1')).toMatchObject({ updated: '2026-02-01', pods: ['a/pod', 'b/pod'] })
  expect(scanOf(scans, 'sha256:3')).toBeUndefined()
})

it('of an object without anything is empty', () => {
  expect(projectScan({ metadata: { name: 'x' } })).toEqual({
    metadata: { name: 'x' },
    manifest: '',
    pods: [],
    weaknesses: [],
  })
})
