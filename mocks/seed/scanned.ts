import type { K8sObject } from '../../src/k8s/types.ts'
import type { State } from '../server/cluster.ts'
import { at, withObjects, type Objects } from './base.ts'
import { digestFor } from './builders.ts'
import { healthy } from './healthy.ts'
import { metadataOf } from './podBuilders.ts'

const severities = ['Unknown', 'Negligible', 'Low', 'Medium', 'High', 'Critical', 'Defcon1'] as const
type Severity = (typeof severities)[number]

/** `CVE package version fixedBy severity`; a dash where nobody has fixed it. */
type Line = `${string} ${string} ${string} ${string} ${Severity}`

interface Scan {
  namespace: string
  repository: string
  seed: string
  pods: string[]
  found: Line[]
}

const scans: Scan[] = [
  {
    namespace: 'analytics',
    repository: 'quay.io/acme/etl',
    seed: 'stable',
    pods: ['analytics/etl-nightly-29920320'],
    found: [
      'CVE-2026-0778 openssl 3.0.7-27.el9 1:3.0.7-28.el9_4 Critical',
      'CVE-2026-1141 openssl 3.0.7-27.el9 1:3.0.7-28.el9_4 High',
      'CVE-2025-6965 sqlite-libs 3.34.1-7.el9 3.34.1-8.el9 High',
      'CVE-2025-4802 glibc 2.34-100.el9 2.34-168.el9_6.19 High',
      'CVE-2026-2203 libxml2 2.9.13-6.el9 - Medium',
      'CVE-2025-8058 glibc 2.34-100.el9 - Medium',
      'CVE-2024-56433 shadow-utils 4.9-8.el9 - Low',
      'CVE-2023-4156 gawk 5.1.0-6.el9 - Negligible',
      'GHSA-j8xg-fqg3-53r7 word-wrap 1.2.3 1.2.4 Unknown',
    ],
  },
  {
    namespace: 'mobile',
    repository: 'quay.io/acme/android-sdk',
    seed: '35',
    pods: ['mobile/sdk-build-1', 'mobile/sdk-build-2'],
    found: ['CVE-2024-56433 shadow-utils 4.9-8.el9 - Low', 'CVE-2025-8058 glibc 2.34-100.el9 - Medium'],
  },
  // Pods run one image of a list; the scan is of that one.
  {
    namespace: 'payments',
    repository: 'quay.io/acme/gateway',
    seed: '2.4 amd64',
    pods: ['payments/gateway-6c9f7d5b8-k2m4p'],
    found: ['CVE-2026-0778 openssl 3.0.7-27.el9 1:3.0.7-28.el9_4 Defcon1'],
  },
  {
    namespace: 'platform-tools',
    repository: 'quay.io/acme/oauth-proxy',
    seed: '4.17',
    pods: ['platform-tools/oauth-proxy-5d8c6b7f9-x8v2z'],
    found: [],
  },
]

/** The definition that the container security operator brings along. */
const definition: K8sObject & { spec: object } = {
  metadata: { name: 'imagemanifestvulns.secscan.quay.redhat.com' },
  spec: {
    group: 'secscan.quay.redhat.com',
    scope: 'Namespaced',
    names: {
      plural: 'imagemanifestvulns',
      singular: 'imagemanifestvuln',
      kind: 'ImageManifestVuln',
      listKind: 'ImageManifestVulnList',
      shortNames: ['vuln'],
    },
    versions: [{ name: 'v1alpha1', served: true }],
  },
}

/** The healthy cluster with Quay's container security operator, which knows the vulnerabilities of images from Quay that pods run. */
export function scanned(now: Date = new Date()): State {
  const scannedAt = new Date(now.getTime() - 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
  const more: Objects = {
    customResourceDefinitions: [definition],
    imageManifestVulns: scans.map((scan) => imageManifestVuln(scan, scannedAt)),
  }
  const state = withObjects(healthy(now), more)
  return { ...state, [at.customResourceDefinitions]: sorted(state[at.customResourceDefinitions]?.items ?? []) }
}

const sorted = (items: K8sObject[]) => ({
  items: items.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
})

function imageManifestVuln({ namespace, repository, seed, pods, found }: Scan, created: string): K8sObject {
  const manifest = digestFor(repository, seed)
  const lines = found.map((line) => {
    const [cve = '', name = '', version = '', fixedby = '', severity = ''] = line.split(' ')
    return { cve, name, version, fixedby: fixedby === '-' ? '' : fixedby, severity }
  })
  const packages = [...new Set(lines.map(({ name }) => name))]
  const features = [...packages, 'bash'].map((name) => {
    const own = lines.filter((line) => line.name === name)
    return {
      name,
      versionformat: '',
      namespaceName: '',
      version: own[0]?.version ?? '5.1.8-9.el9',
      ...(own.length && {
        vulnerabilities: own.map(({ cve, severity, fixedby }) => ({
          name: cve,
          namespaceName: 'RHEL9-rhel-9-including-unpatched',
          description: `A flaw was found in ${name}.`,
          link: `https://access.redhat.com/security/cve/${cve}`,
          ...(fixedby && { fixedby }),
          severity,
          metadata:
            '{"UpdatedBy":"RHEL9-rhel-9-including-unpatched","RepoName":"cpe:/o:redhat:enterprise_linux:9::baseos"}',
        })),
      }),
    }
  })
  const counts = severities.flatMap((severity) => {
    const count = lines.filter((line) => line.severity === severity).length
    return count ? [[`${severity.toLowerCase()}Count`, count] as const] : []
  })
  const fixable = lines.filter(({ fixedby }) => fixedby).length
  const object = {
    metadata: {
      ...metadataOf({
        kind: 'ImageManifestVuln',
        namespace,
        name: manifest.replace(':', '.'),
        created,
        generation: 1,
        labels: Object.fromEntries(pods.map((pod) => [pod.replace('/', '.'), 'true'])),
      }),
    },
    spec: { image: repository, manifest, namespaceName: '', features },
    status: {
      lastUpdate: `${created.replace('T', ' ').replace('Z', '')} +0000 UTC`,
      ...(lines.length && { highestSeverity: severities.findLast((each) => lines.some((l) => l.severity === each)) }),
      ...Object.fromEntries(counts),
      ...(fixable && { fixableCount: fixable }),
      affectedPods: Object.fromEntries(pods.map((pod) => [pod, [`cri-o://${manifest.slice(7)}`]])),
    },
  }
  return object
}
