import type { Projection } from '../queries.ts'
import type { K8sObject, ObjectMeta, ResourceType } from '../types.ts'

/** One known weakness of a package. */
export interface Vulnerability {
  name?: string
  description?: string
  link?: string
  /** The version of the package that mends it. */
  fixedby?: string
  severity?: string
}

/** A package of an image, with its weaknesses. */
export interface VulnerableFeature {
  name?: string
  version?: string
  versionformat?: string
  vulnerabilities?: Vulnerability[] | null
}

/** What a scanner found in an image that runs on the cluster. */
export interface ImageManifestVuln extends K8sObject {
  spec?: { image?: string; manifest?: string; features?: VulnerableFeature[] | null } | null
  status?: {
    lastUpdate?: string
    highestSeverity?: string
    fixableCount?: number
    affectedPods?: Record<string, string[] | null> | null
  } | null
}

/** What Quay's container security operator writes. Its objects are large and change rarely: they are read, not watched. */
export const ImageManifestVuln: ResourceType<ImageManifestVuln> = {
  group: 'secscan.quay.redhat.com',
  version: 'v1alpha1',
  plural: 'imagemanifestvulns',
  kind: 'ImageManifestVuln',
  namespaced: true,
  watchable: false,
}

/** The severities of Quay's scanner, the worst first. */
export const severities = ['Defcon1', 'Critical', 'High', 'Medium', 'Low', 'Negligible', 'Unknown'] as const

export type Severity = (typeof severities)[number]

/** One weakness of one package, as tables show it. */
export interface Weakness {
  name: string
  severity: Severity
  package: string
  version: string
  fixedBy?: string
  link?: string
}

/** What lists keep of a scan. */
export interface ScanRow {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'resourceVersion'>
  manifest: string
  updated?: string
  pods: string[]
  weaknesses: Weakness[]
}

const severityOf = (text: string | undefined): Severity =>
  severities.find((severity) => severity.toLowerCase() === text?.toLowerCase()) ?? 'Unknown'

/** What a scan found, the worst first. */
export function projectScan({ metadata, spec, status }: ImageManifestVuln): ScanRow {
  const { name, namespace, resourceVersion } = metadata
  const weaknesses = (spec?.features ?? []).flatMap((feature) =>
    (feature.vulnerabilities ?? []).map((found): Weakness => ({
      name: found.name ?? '',
      severity: severityOf(found.severity),
      package: feature.name ?? '',
      version: feature.version ?? '',
      ...(found.fixedby && { fixedBy: found.fixedby }),
      ...(found.link && { link: found.link }),
    })),
  )
  return {
    metadata: { name, ...(namespace && { namespace }), ...(resourceVersion && { resourceVersion }) },
    manifest: spec?.manifest ?? '',
    ...(status?.lastUpdate && { updated: status.lastUpdate }),
    pods: Object.keys(status?.affectedPods ?? {}),
    weaknesses: weaknesses.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
  }
}

/** What lists of scans keep. */
export const scanRow: Projection<ImageManifestVuln, ScanRow> = { name: 'scan', project: projectScan }

/** What was found in an image: the same in every project that runs it, with the pods of all of them. */
export function scanOf(scans: readonly ScanRow[], digest: string): ScanRow | undefined {
  const found = scans.filter(({ manifest }) => manifest === digest)
  const [newest] = found.toSorted((a, b) => ((a.updated ?? '') < (b.updated ?? '') ? 1 : -1))
  return newest && { ...newest, pods: found.flatMap(({ pods }) => pods) }
}

/** How many weaknesses there are of each severity, the worst first; severities without any are left out. */
export function countBySeverity(weaknesses: readonly Weakness[]): { severity: Severity; count: number }[] {
  return severities
    .map((severity) => ({ severity, count: weaknesses.filter((found) => found.severity === severity).length }))
    .filter(({ count }) => count > 0)
}
