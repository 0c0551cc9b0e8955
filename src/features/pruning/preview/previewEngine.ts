import { sleep } from '../../../lib/sleep.ts'
import type { PruneGraph } from '../../../k8s/resources/pruneGraph.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { planPrune, planTotals, type PrunePlan, type PruneTotals } from '../../../k8s/resources/prunePlan.ts'
import { imageWhys, itemGoes, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import { bytesByYoungest, goingBytesByImage, goingBytesByTag } from '../../../k8s/resources/pruneReasons.ts'
import { pruneErrors } from '../../../k8s/resources/pruneResult.ts'
import type { Call } from '../../../k8s/remote.ts'
import { describeImage, describeItem, describeTag, type Planned } from './previewDetails.ts'
import { ageBands, choiceAges, choiceRevisions } from './previewProtocol.ts'
import type {
  AgeBand,
  ExportedRevision,
  ImageDetail,
  KindReading,
  PreviewChoices,
  PreviewPlan,
  PreviewReading,
  PreviewScope,
  RevisionWhy,
} from './previewProtocol.ts'
import { readGraph } from './previewReader.ts'
import { tagPlaces } from './tagPlaces.ts'

const progressMs = 100
const exportedAtOnce = 2000

/** What a preview can be asked. It answers from inside a worker, or from the page where there are none. */
export interface PreviewMethods {
  read: { argument: PreviewScope; progress: readonly KindReading[]; result: PreviewReading }
  plan: { argument: PruneOptions; progress: never; result: PreviewPlan }
  /** Of the plan made last, as all that follow. */
  revisions: { argument: number; progress: never; result: readonly RevisionWhy[] }
  image: { argument: number; progress: never; result: ImageDetail }
  choices: { argument: PruneOptions; progress: PreviewChoices; result: PreviewChoices }
  exportRevisions: { argument: undefined; progress: readonly ExportedRevision[]; result: void }
}

/** Reads what pruning looks at, and says what a run would do. */
export class PreviewEngine {
  #latest: Latest | undefined
  /** Of the reading before, until the first plan of the new one. */
  #planned: Planned | undefined

  async read(scope: PreviewScope, { signal, report }: Call): Promise<PreviewReading> {
    let told = -Infinity
    const onProgress = (kinds: readonly KindReading[]) => {
      if (performance.now() - told < progressMs) return
      told = performance.now()
      report(kinds)
    }
    const { graph, kinds, at } = await readGraph(scope, { signal, onProgress })
    this.#latest = { graph, at, bytes: bytesByYoungest(graph) }
    const images = Array.from({ length: graph.imageCount }, (_, image) => image)
    const tags = Array.from({ length: graph.tagCount }, (_, tag) => tag)
    const placed = {
      streams: graph.streams.map(({ namespace, name }) => ({ namespace, name })),
      tags: tags.map((tag) => graph.tagName(tag)),
      tagStream: Uint32Array.from(tags, (tag) => graph.tagStream(tag)),
    }
    return {
      scope,
      at,
      kinds,
      ...placed,
      ...tagPlaces(placed),
      revisions: graph.itemCount,
      workloads: graph.workloadCount,
      imagesListed: graph.imagesListed,
      images: images.map((image) => graph.imageDigest(image)),
      imageCreated: Float64Array.from(images, (image) => graph.imageCreated(image)),
      imageManaged: Uint8Array.from(images, (image) => Number(graph.imageManaged(image))),
      imageSize: Float64Array.from(images, (image) => graph.imageBytes(image)),
      invalid: graph.invalid,
    }
  }

  plan(options: PruneOptions): PreviewPlan {
    const { graph, at, bytes } = this.#read()
    const plan = planPrune(graph, options, at)
    this.#planned = { graph, plan }
    const tagGoes = new Uint32Array(graph.tagCount)
    const tagStays = new Uint32Array(graph.tagCount)
    const tagWhys = new Uint16Array(graph.tagCount)
    const itemCounts = new Uint32Array(itemWhys.length)
    for (let tag = 0; tag < graph.tagCount; tag++) {
      const first = graph.firstItem(tag)
      const end = first + graph.itemCountOf(tag)
      let [going, whys] = [0, 0]
      for (let item = first; item < end; item++) {
        const why = plan.itemWhy[item] ?? 0
        whys |= 1 << why
        itemCounts[why] = (itemCounts[why] ?? 0) + 1
        if (itemGoes(why)) going++
      }
      tagGoes[tag] = going
      tagStays[tag] = end - first - going
      tagWhys[tag] = whys
    }
    const imageCounts = new Uint32Array(imageWhys.length)
    for (const why of plan.imageWhy) imageCounts[why] = (imageCounts[why] ?? 0) + 1
    return {
      options,
      stopped: plan.stopped,
      invalid: plan.invalid,
      errors: plan.stopped ? pruneErrors(graph, plan) : plan.failure === undefined ? [] : [plan.failure],
      totals: plan.totals,
      tagGoes,
      tagStays,
      tagWhys,
      tagBytes: goingBytesByTag(graph, plan),
      imageWhy: plan.imageWhy,
      imageBytes: goingBytesByImage(graph, plan),
      itemCounts: byWhy(itemWhys, itemCounts),
      imageCounts: byWhy(imageWhys, imageCounts),
      byAge: countByAge(graph, plan, bytes, at),
    }
  }

  revisions(tag: number): readonly RevisionWhy[] {
    return describeTag(this.#plan(), tag)
  }

  image(image: number): ImageDetail {
    return describeImage(this.#plan(), image)
  }

  /** Tells row by row; other questions come first. */
  async choices(options: PruneOptions, { signal, report }: Call): Promise<PreviewChoices> {
    const { graph, at } = this.#read()
    const totals: PruneTotals[][] = []
    for (const keepYoungerThan of choiceAges) {
      const cells: PruneTotals[] = []
      for (const keepTagRevisions of choiceRevisions) {
        await giveWay(signal)
        const choice = { ...options, overSizeLimit: undefined, keepYoungerThan, keepTagRevisions }
        cells.push(planTotals(graph, choice, at))
      }
      totals.push(cells)
      report({ totals })
    }
    return { totals }
  }

  async exportRevisions(_: undefined, { signal, report }: Call): Promise<void> {
    const planned = this.#plan()
    const { graph } = planned
    let rows: ExportedRevision[] = []
    for (let item = 0; item < graph.itemCount; item++) {
      const tag = graph.itemTag(item)
      const stream = graph.streams[graph.tagStream(tag)]
      const { users: _users, ...revision } = describeItem(planned, item)
      rows.push({
        namespace: stream?.namespace ?? '',
        stream: stream?.name ?? '',
        tag: graph.tagName(tag),
        ...revision,
      })
      if (rows.length < exportedAtOnce) continue
      report(rows)
      rows = []
      await giveWay(signal)
    }
    report(rows)
  }

  #read(): Latest {
    if (!this.#latest) throw new Error('nothing was read')
    return this.#latest
  }

  #plan(): Planned {
    if (!this.#planned) throw new Error('nothing was planned')
    return this.#planned
  }
}

interface Latest {
  graph: PruneGraph
  /** The server's clock when the reading began, in ms. */
  at: number
  /** By image: what counts with it by age. */
  bytes: Float64Array
}

function byWhy<W extends string>(whys: readonly W[], counts: Uint32Array): Record<W, number> {
  // Its entries are those of the list.
  return Object.fromEntries(whys.map((why, code) => [why, counts[code] ?? 0])) as Record<W, number>
}

/** Lets messages in: a task of the scheduler would go on before them. */
const giveWay = (signal: AbortSignal) => sleep(0, signal)

/** The images by age. */
function countByAge(graph: PruneGraph, plan: PrunePlan, bytes: Float64Array, now: number): AgeBand[] {
  const bands = ageBands.map((upTo) => ({ upTo, images: 0, bytes: 0, going: 0 }))
  const going = imageWhys.indexOf('goes')
  for (let image = 0; image < graph.imageCount; image++) {
    const age = now - graph.imageCreated(image)
    // An image without an age is as old as can be.
    const band = bands.find(({ upTo }) => age <= upTo) ?? bands.at(-1)
    if (!band) continue
    band.images++
    band.bytes += bytes[image] ?? 0
    if (plan.imageWhy[image] === going) band.going++
  }
  return bands
}
