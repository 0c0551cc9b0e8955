import type { K8sObject } from '../../src/k8s/types.ts'
import { imageGoes } from '../../src/k8s/resources/pruneImageRules.ts'
import { pruneGraphOf, type PruneLists } from '../../src/k8s/resources/pruneLists.ts'
import { parsePruneArgs } from '../../src/k8s/resources/pruneOptions.ts'
import { planPrune, type PrunePlan } from '../../src/k8s/resources/prunePlan.ts'
import type { PruneGraph } from '../../src/k8s/resources/pruneGraph.ts'
import { blobsOfImage } from '../../src/k8s/resources/pruneReasons.ts'
import { pruneErrors } from '../../src/k8s/resources/pruneResult.ts'
import { itemsOfStream } from '../../src/k8s/resources/pruneRevisionRules.ts'
import { itemGoes } from '../../src/k8s/resources/pruneWhys.ts'
import { STREAMS, type ImageStream } from '../kinds/imageTypes.ts'
import type { ResourceName, Store } from '../server/store.ts'
import type { Program, Surroundings } from './programs.ts'

const READ: ResourceName[] = [
  '/pods',
  '/replicationcontrollers',
  'build.openshift.io/buildconfigs',
  'build.openshift.io/builds',
  'apps/daemonsets',
  'apps/deployments',
  'apps.openshift.io/deploymentconfigs',
  'apps/replicasets',
  'apps/statefulsets',
  'batch/jobs',
  'batch/cronjobs',
  '/limitranges',
  STREAMS,
]
const IMAGES = 'image.openshift.io/images'

/** A line that is written, and what is true of the cluster from then on. */
interface Deed {
  line: string
  act?: () => void
}

function listsOf(store: Store, namespace: string | undefined): PruneLists {
  const lists: Record<string, { items: readonly K8sObject[] }> = {}
  // All of them are of version 1.
  const keyOf = (resource: ResourceName) => resource.replace('/', '/v1/').replace(/^\//, '')
  for (const resource of READ) lists[keyOf(resource)] = { items: store.list(resource, namespace) }
  return { ...lists, [keyOf(IMAGES)]: { items: store.list(IMAGES) } }
}

/** `oc adm prune images` with these words after it: reads the cluster, and with --confirm changes it, as it writes its log. */
export function* pruneImages(args: readonly string[], { store, now }: Surroundings): Program {
  yield { wait: 400 }
  const parsed = parsePruneArgs(args)
  if ('error' in parsed) {
    yield { lines: [`error: ${parsed.error}`], wait: 100 }
    return 1
  }
  const { options } = parsed
  const confirmed = args.some((word) => /^--confirm(=(1|t|T|true|TRUE|True))?$/.test(word))
  const opening = [
    ...(confirmed ? [] : ['Dry run enabled - no modifications will be made. Add --confirm to remove images']),
    ...(options.pruneRegistry
      ? []
      : ['Only API objects will be removed.  No modifications to the image registry will be made.']),
  ]
  yield { lines: opening, wait: 300 }
  const graph = pruneGraphOf(listsOf(store, options.namespace))
  const plan = planPrune(graph, options, now().getTime())
  if (plan.stopped) {
    yield { lines: [...pruneErrors(graph, plan), 'error: failed to build graph - no changes made'], wait: 100 }
    return 1
  }
  yield* written([...trimStreams(graph, plan, store), ...deleteImages(graph, plan, store)], confirmed)
  yield { lines: [summary(plan), ...(plan.failure ? [`error: ${plan.failure}`] : [])], wait: 100 }
  return plan.failure ? 1 : 0
}

/** A long log is written faster, and in heaps. */
const WHOLE = 4000
const SLOWEST = 120
const HEAPS = 300

function* written(deeds: Deed[], confirmed: boolean): Generator<{ wait: number; lines: string[] }, void> {
  const size = Math.ceil(deeds.length / HEAPS)
  const wait = Math.min(SLOWEST, WHOLE / Math.min(deeds.length || 1, HEAPS))
  for (let at = 0; at < deeds.length; at += size) {
    const heap = deeds.slice(at, at + size)
    if (confirmed) for (const { act } of heap) act?.()
    yield { lines: heap.map(({ line }) => line), wait }
  }
}

const WORKERS = 5

/** What workers do side by side: the lines of each in order, those of all mixed, the same way each time. */
function mixed(tasks: Deed[][]): Deed[] {
  const waiting = [...tasks]
  const working = waiting.splice(0, WORKERS).map((deeds) => deeds.values())
  const all: Deed[] = []
  for (let turn = 0; working.length; turn++) {
    const at = (turn * 7 + all.length) % working.length
    const { value, done } = working[at]?.next() ?? { done: true }
    if (!done) all.push(value)
    else {
      const next = waiting.shift()
      if (next) working[at] = next.values()
      else working.splice(at, 1)
    }
  }
  return all
}

function byStream(links: [stream: number, blob: number][]): Map<number, [number, number][]> {
  const found = new Map<number, [number, number][]>()
  for (const link of links) {
    const known = found.get(link[0])
    if (known) known.push(link)
    else found.set(link[0], [link])
  }
  return found
}

function trimStreams(graph: PruneGraph, plan: PrunePlan, store: Store): Deed[] {
  const layers = byStream(plan.layerLinks())
  const manifests = byStream(plan.manifestLinks())
  const tasks = graph.streams.flatMap((stream, number): Deed[][] => {
    const [first, end] = itemsOfStream(graph, stream)
    const going: number[] = []
    for (let item = first; item < end; item++) if (itemGoes(plan.itemWhy[item])) going.push(item)
    if (!going.length) return []
    const path = `${stream.namespace}/${stream.name}`
    const links = (kind: string, found: [number, number][] = []) =>
      found.map(([, blob]) => ({ line: `Deleting ${kind} link ${graph.blobDigest(blob)} in repository ${path}` }))
    const act = () => dropItems(store, graph, stream.namespace, stream.name, going)
    const trim = { line: `Deleting ${going.length} items from image stream ${path}`, act }
    return [[...links('layer', layers.get(number)), trim, ...links('manifest', manifests.get(number))]]
  })
  return mixed(tasks)
}

/** Writes a stream's status without some of its history. Tags without any left go too. */
function dropItems(store: Store, graph: PruneGraph, namespace: string, name: string, going: number[]): void {
  const stored = store.get(STREAMS, namespace, name)
  if (!stored || !('status' in stored)) return
  // Image streams in the store have the shape of their kind.
  const stream = stored as ImageStream
  const keys = new Set(
    going.map((item) => `${graph.tagName(graph.itemTag(item))} ${graph.itemCreated(item)} ${graph.itemDigest(item)}`),
  )
  const tags = (stream.status.tags ?? []).flatMap((history) => {
    const items = (history.items ?? []).filter(
      ({ created, image }) => !keys.has(`${history.tag} ${Date.parse(created ?? '')} ${image}`),
    )
    return items.length ? [{ ...history, items }] : []
  })
  const { tags: _old, ...status } = stream.status
  store.put(STREAMS, { ...stream, status: { ...status, ...(tags.length && { tags }) } } as K8sObject)
}

function deleteImages(graph: PruneGraph, plan: PrunePlan, store: Store): Deed[] {
  const going = [...plan.imageWhy.keys()].filter((image) => imageGoes(plan.imageWhy[image]))
  // A blob goes with the last image that has it; its manifest is what an image lets go last.
  const last = new Map<number, number>()
  const blobsOf = (image: number) =>
    plan.options.pruneRegistry ? blobsOfImage(graph, image, plan).filter(({ goes }) => goes) : []
  const blobs = going.map((image) => blobsOf(image))
  blobs.forEach((fates, at) => {
    for (const { blob } of fates) last.set(blob, at)
  })
  return mixed(
    going.map((image, at) => {
      const digest = graph.imageDigest(image)
      const own = (blobs[at] ?? []).filter(({ blob }) => last.get(blob) === at)
      const [manifest, others] = [own.filter(isManifest), own.filter((fate) => !isManifest(fate))]
      return [
        ...[...others, ...manifest].map(({ blob }) => ({ line: `Deleting blob ${graph.blobDigest(blob)}` })),
        { line: `Deleting image ${digest}`, act: () => void store.remove(IMAGES, undefined, digest) },
      ]
    }),
  )
}

const isManifest = ({ kind }: { kind: string }) => kind === 'manifest'

/** The last line of a run. */
export function summary({ totals }: Pick<PrunePlan, 'totals'>): string {
  const { images, streamItems, streams, layerLinks, manifestLinks, blobs } = totals
  const parts = [
    images && `deleted ${images} image object(s)`,
    streamItems && `deleted ${streamItems} image stream tag item(s)`,
    streams && `updated ${streams} image stream(s)`,
    layerLinks && `deleted ${layerLinks} layer link(s)`,
    manifestLinks && `deleted ${manifestLinks} manifest link(s)`,
    blobs && `deleted ${blobs} blob(s)`,
  ].filter(Boolean)
  return `Summary: ${parts.join(', ') || 'deleted 0 objects'}`
}
