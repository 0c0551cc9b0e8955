import type { PruneGraph } from '../../../k8s/resources/pruneGraph.ts'
import { usersOfItem, type PrunePlan } from '../../../k8s/resources/prunePlan.ts'
import { imageWhys, itemGoes, itemWhys } from '../../../k8s/resources/pruneWhys.ts'
import { blobsOfImage, holdersOfImage, listsOfImage, platformsOfImage } from '../../../k8s/resources/pruneReasons.ts'
import type { ImageDetail, RevisionWhy } from './previewProtocol.ts'

const mostUsers = 20
const mostHolders = 50

/** A plan, and what it was made of. */
export interface Planned {
  graph: PruneGraph
  plan: PrunePlan
}

/** Why each revision of a tag goes or stays, the current one first. */
export function describeTag(planned: Planned, tag: number): RevisionWhy[] {
  const { graph } = planned
  const first = graph.firstItem(tag)
  return Array.from({ length: graph.itemCountOf(tag) }, (_, revision) => describeItem(planned, first + revision))
}

/** Why one revision goes or stays. */
export function describeItem({ graph, plan }: Planned, item: number): RevisionWhy {
  const code = plan.itemWhy[item] ?? 0
  const created = graph.itemCreated(item)
  const users = usersOfItem(graph, item, plan)
  const image = graph.itemImage(item)
  return {
    revision: item - graph.firstItem(graph.itemTag(item)),
    digest: graph.itemDigest(item),
    ...(!Number.isNaN(created) && { created }),
    why: itemWhyOf(code),
    goes: itemGoes(code),
    users: users.slice(0, mostUsers),
    userCount: users.length,
    ...(image !== undefined && describeBlobs({ graph, plan }, image)),
  }
}

/** What becomes of the blobs of a revision's image; of a manifest list, with those of its platforms. */
function describeBlobs({ graph, plan }: Planned, image: number): Partial<RevisionWhy> {
  const blobs = new Map(
    [image, ...platformsOfImage(graph, image)]
      .flatMap((each) => blobsOfImage(graph, each, plan))
      .map((fate) => [fate.blob, fate]),
  )
  let [size, frees, sharedBlobs] = [Number.NaN, 0, 0]
  for (const { blob, goes, others } of blobs.values()) {
    const bytes = graph.blobBytes(blob)
    if (!Number.isNaN(bytes)) size = (size || 0) + bytes
    if (goes) frees += bytes || 0
    else if (others > 0) sharedBlobs++
  }
  return {
    ...(!Number.isNaN(size) && { size }),
    imageWhy: imageWhyOf(plan, image),
    frees,
    sharedBlobs,
  }
}

/** Why an image goes, or what keeps it. */
export function describeImage({ graph, plan }: Planned, image: number): ImageDetail {
  const items = holdersOfImage(graph, image, plan)
  const blobs = blobsOfImage(graph, image, plan)
  const going = blobs.filter((blob) => blob.goes).length
  const goesCode = imageWhys.indexOf('goes')
  return {
    digest: graph.imageDigest(image),
    why: imageWhyOf(plan, image),
    holders: items.slice(0, mostHolders).map((item) => {
      const tag = graph.itemTag(item)
      return {
        stream: graph.tagStream(tag),
        tag,
        revision: item - graph.firstItem(tag),
        why: itemWhyOf(plan.itemWhy[item] ?? 0),
        users: usersOfItem(graph, item, plan).slice(0, mostUsers),
      }
    }),
    holderCount: items.length,
    lists: listsOfImage(graph, image).map((list) => ({
      digest: graph.imageDigest(list),
      stays: plan.imageWhy[list] !== goesCode,
    })),
    blobs: { going, staying: blobs.length - going },
  }
}

const itemWhyOf = (code: number) => itemWhys[code] ?? 'not-considered'
const imageWhyOf = (plan: PrunePlan, image: number) => imageWhys[plan.imageWhy[image] ?? 0] ?? 'not-considered'
