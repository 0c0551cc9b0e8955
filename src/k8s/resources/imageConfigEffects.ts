import { isSame } from '../../lib/differences.ts'
import type { Steps } from '../../lib/inSlices.ts'
import { t } from '../../lib/t.ts'
import type { ImageConfigSpec, ImageRegistrySources } from './imageConfig.ts'
import { blockedForImport, importVerdict, runtimeVerdict, type RuntimeVerdict } from './imagePolicy.ts'
import { importHost, type StreamImports } from './importSource.ts'
import type { WorkloadImages } from './imageConsumerWorkload.ts'

/**
 * What a change does to every node. `reload`: CRI-O reads its configuration again. `drain`: the same, after all pods have moved
 * away. `reboot`: the node starts anew, drained before.
 */
export type NodeChange = 'none' | 'reload' | 'drain' | 'reboot'

/**
 * What the machine config daemon does with the files that a change ends up in: policy.json, registries.conf, and a file of its own
 * for the search list. openshift/machine-config-operator@7ff337a pkg/daemon/update.go#L600, pkg/daemon/drain.go#L148
 */
export function nodeChangeOf(
  before: ImageRegistrySources | null | undefined,
  after: ImageRegistrySources | null | undefined,
): NodeChange {
  const differs = (list: keyof ImageRegistrySources) => !isSame(before?.[list] ?? [], after?.[list] ?? [])
  if (differs('containerRuntimeSearchRegistries')) return 'reboot'
  if (differs('blockedRegistries') || differs('insecureRegistries')) return 'drain'
  return differs('allowedRegistries') ? 'reload' : 'none'
}

/** What the cluster itself pulls, and what keeps it from there. */
export interface RefusedNeed {
  /** `registry`: its own registry. `release`: OpenShift. `redhat`: operators and samples. */
  why: 'registry' | 'release' | 'redhat'
  name: string
  by: NonNullable<RuntimeVerdict['by']>
  /** The entry of blockedRegistries. */
  entry?: string
}

/** What is known of the images that the cluster itself needs. */
export interface ClusterNeeds {
  /** "" without one. */
  internalRegistry: string
  /** The pull spec of the cluster's release. Undefined where there is none: no OpenShift, or one that others run. */
  releaseImage: string | undefined
}

/** What of the cluster's own the sources would refuse. The names as they are asked for count, whatever mirrors there are. */
export function refusedNeeds(
  sources: ImageRegistrySources | null | undefined,
  { internalRegistry, releaseImage }: ClusterNeeds,
): RefusedNeed[] {
  const needs: [RefusedNeed['why'], string][] = []
  if (internalRegistry) needs.push(['registry', internalRegistry])
  if (releaseImage) needs.push(['release', releaseImage.replace(/@.*$/, '')], ['redhat', 'registry.redhat.io'])
  return needs.flatMap(([why, name]) => {
    const { allowed, by, entry } = runtimeVerdict(sources, name)
    return allowed || !by ? [] : [{ why, name, by, ...(entry !== undefined && { entry }) }]
  })
}

/** Whether nodes cannot do without what is refused. Operators and samples may come from elsewhere. */
export function isVital({ why, by }: RefusedNeed): boolean {
  // Entries that block the release are left out by the machine config operator.
  return why === 'registry' || (why === 'release' && by === 'allowedRegistries')
}

/** A registry that is allowed now and would not be. */
export interface NewlyRefused {
  host: string
  /** `project/stream:tag` of tags that come from there, in no order. */
  tags: string[]
  /** `project/name` of pods that run or start now. */
  pods: string[]
}

/** What would no longer be pulled by nodes, and what nobody could import any more. */
export interface Refusals {
  nodes: NewlyRefused[]
  imports: NewlyRefused[]
}

/** Which tags and pods have something that one spec allows and another refuses, by registry. */
export function* newlyRefused(
  before: ImageConfigSpec,
  after: ImageConfigSpec,
  { streams, workloads }: { streams: readonly StreamImports[]; workloads: readonly WorkloadImages[] },
  internalRegistry: string,
): Steps<Refusals> {
  const nodes = new Map<string, NewlyRefused>()
  const imports = new Map<string, NewlyRefused>()
  const known = new Map<string, boolean>()
  const nodesLose = (pullSpec: string) => {
    let lost = known.get(pullSpec)
    if (lost === undefined) {
      const may = (spec: ImageConfigSpec) => runtimeVerdict(spec.registrySources, pullSpec).allowed
      known.set(pullSpec, (lost = may(before) && !may(after)))
    }
    return lost
  }
  const mayImport = (spec: ImageConfigSpec, from: string, insecure: boolean) =>
    blockedForImport(spec.registrySources, from) === undefined &&
    importVerdict(spec.allowedRegistriesForImport, from, insecure, internalRegistry).allowed
  for (const { metadata, imports: tags } of streams) {
    yield
    for (const { tag, from, host, kind, insecure = false } of tags) {
      const name = `${metadata.namespace ?? ''}/${metadata.name}:${tag}`
      if (nodesLose(from)) refusedAt(nodes, host).tags.push(name)
      const asks = kind === 'asked' || kind === 'repository'
      if (asks && mayImport(before, from, insecure) && !mayImport(after, from, insecure))
        refusedAt(imports, host).tags.push(name)
    }
  }
  for (const { kind, metadata, images, idle } of workloads) {
    yield
    if (kind !== 'Pod' || idle) continue
    const name = `${metadata.namespace ?? ''}/${metadata.name}`
    const hosts = images.filter(({ image }) => nodesLose(image)).map(({ image }) => importHost(image))
    for (const host of new Set(hosts)) refusedAt(nodes, host).pods.push(name)
  }
  const sorted = (found: Map<string, NewlyRefused>) =>
    [...found.values()].toSorted((a, b) => (a.host < b.host ? -1 : 1))
  return { nodes: sorted(nodes), imports: sorted(imports) }
}

function refusedAt(found: Map<string, NewlyRefused>, host: string): NewlyRefused {
  let there = found.get(host)
  if (!there) found.set(host, (there = { host, tags: [], pods: [] }))
  return there
}

/** The policy in one sentence. */
export function policySummary(spec: ImageConfigSpec | null | undefined): string {
  const { allowedRegistries, blockedRegistries } = spec?.registrySources ?? {}
  const [allowed, blocked] = [allowedRegistries?.length ?? 0, blockedRegistries?.length ?? 0]
  const count = spec?.allowedRegistriesForImport?.length ?? 0
  const imports =
    count > 0
      ? t('imports from {{count}} registries', { count })
      : blocked > 0
        ? t('imports from everywhere else')
        : t('imports from everywhere')
  return `${nodesMay(allowed, blocked)}; ${imports}.`
}

function nodesMay(allowed: number, blocked: number): string {
  if (allowed > 0 && blocked > 0)
    return t('Allowed and blocked registries are both set, so nodes take no new configuration')
  if (allowed > 0) return t('Nodes may pull from {{count}} registries only', { count: allowed })
  if (blocked > 0) return t('Nodes may pull from everywhere except {{count}} blocked registries', { count: blocked })
  return t('Nodes may pull from everywhere')
}

/** What a change does to nodes, in a sentence. Undefined when nothing. */
export function nodeChangeWords(change: NodeChange): string | undefined {
  switch (change) {
    case 'none':
      return undefined
    case 'reload':
      return t(
        'Every node gets the new policy, one after the other in each pool. CRI-O reads it anew; no pod moves and nothing restarts.',
      )
    case 'drain':
      return t(
        'Every node is changed, one after the other in each pool: its pods are drained to other nodes, and CRI-O reads the new configuration. This takes minutes for each node.',
      )
    case 'reboot':
      return t(
        'Every node is drained and started anew, one after the other in each pool, because the search list is a file of its own. This takes long on large clusters.',
      )
  }
}
