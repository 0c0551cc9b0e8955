// Small clusters written by hand, and what is planned for them.
import type { K8sObject } from '../types.ts'
import { pruneGraphOf } from './pruneLists.ts'
import { parsePruneArgs } from './pruneOptions.ts'
import { planPrune } from './prunePlan.ts'
import { pruneErrors, pruneResult } from './pruneResult.ts'
import { imageWhys, itemWhys } from './pruneWhys.ts'

export const now = Date.parse('2026-11-20T12:00:00Z')
export const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
export const [old, young] = [ago(600), ago(30)]
/** A digest of one letter. */
export const digest = (letter: string) => `sha256:${letter.repeat(64)}`
export const [a = '', b = '', c = '', d = ''] = ['a', 'b', 'c', 'd'].map(digest)

type Items = [image: string | undefined, created?: string | null][] | null
export const stream = (tags: Record<string, Items> | null | undefined, created: string | null = old, name = 'app') => ({
  metadata: { namespace: 'ns', name, creationTimestamp: created },
  status: {
    tags:
      tags &&
      Object.entries(tags).map(([tag, items]) => ({
        tag,
        items: items?.map(([image, at = old]) => ({ image, created: at })) ?? null,
      })),
  },
})

const DOCKER = 'application/vnd.docker.distribution.manifest.v2+json'
interface Picture {
  created?: string | null
  managed?: string
  type?: string
  layers?: string[] | null
  config?: string
  size?: number
  children?: string[]
  metadata?: unknown
}
export const image = (
  name = '',
  { created = old, managed, type = DOCKER, layers = [], config, size, children, ...rest }: Picture = {},
) => ({
  metadata: {
    name,
    creationTimestamp: created,
    ...(managed && { annotations: { 'openshift.io/image.managed': managed } }),
  },
  dockerImageManifestMediaType: type,
  dockerImageMetadata: 'metadata' in rest ? rest.metadata : { Id: config, Size: size },
  dockerImageLayers: layers?.map((layer) => ({ name: layer, size: 10 })) ?? null,
  ...(children && { dockerImageManifests: children.map((child) => ({ digest: child })) }),
})

export const spec = (...images: string[]) => ({ containers: images.map((one, i) => ({ name: `c${i}`, image: one })) })
export const pod = (reference: string, phase: string, created: string | null = old) => ({
  metadata: { namespace: 'other', name: 'pod', creationTimestamp: created },
  spec: spec(reference),
  status: { phase },
})
export const named = (rest: object) => ({ metadata: { namespace: 'other', name: 'x' }, ...rest })
export const limits = (...max: string[]) => ({
  metadata: { namespace: 'ns', name: 'limits' },
  spec: { limits: max.map((storage) => ({ type: 'openshift.io/Image', max: { storage } })) },
})

const groups: Record<string, string | undefined> = {
  imagestreams: 'image.openshift.io/',
  images: 'image.openshift.io/',
  deploymentconfigs: 'apps.openshift.io/',
  deployments: 'apps/',
  builds: 'build.openshift.io/',
  buildconfigs: 'build.openshift.io/',
  jobs: 'batch/',
  cronjobs: 'batch/',
}
export interface Cluster {
  streams?: object[]
  images?: object[]
  [plural: string]: object[] | undefined
}
/** What a run would do. */
export function run(args: string, { streams, ...cluster }: Cluster) {
  const parsed = parsePruneArgs(args ? args.split(' ') : [])
  if ('error' in parsed) throw new Error(parsed.error)
  const lists = Object.entries({ imagestreams: streams, ...cluster })
  const keyOf = (plural: string) => `${groups[plural] ?? ''}v1/${plural}`
  // The objects of a test are those of its kinds.
  const graph = pruneGraphOf(
    Object.fromEntries(lists.map(([plural, items]) => [keyOf(plural), { items: items as K8sObject[] }])),
  )
  const plan = planPrune(graph, parsed.options, now)
  return {
    graph,
    plan,
    ...pruneResult(graph, plan),
    items: Array.from(plan.itemWhy, (code) => itemWhys[code]),
    kept: Object.fromEntries(Array.from(plan.imageWhy, (code, i) => [graph.imageDigest(i), imageWhys[code]])),
    errors: pruneErrors(graph, plan),
  }
}
