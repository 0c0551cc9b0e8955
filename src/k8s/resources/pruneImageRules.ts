import type { PruneGraph } from './pruneGraph.ts'
import type { PruneOptions } from './pruneOptions.ts'
import { imageCode, itemGoes } from './pruneWhys.ts'

const HELD = imageCode('held')
const CHILD_OF_HELD = imageCode('child-of-held')
const NOT_MANAGED = imageCode('not-managed')
const YOUNGER = imageCode('younger')
const GOES = imageCode('goes')
const NOT_CONSIDERED = imageCode('not-considered')

/** No image goes, as the run does not come to them. */
export function noImages(graph: PruneGraph): Uint8Array {
  return new Uint8Array(graph.imageCount).fill(NOT_CONSIDERED)
}

/** Why each image goes or stays, in codes, when these revisions stay. */
export function judgeImages(graph: PruneGraph, options: PruneOptions, cutoff: number, itemWhy: Uint8Array): Uint8Array {
  const { imageOf } = graph.index()
  const whys = noImages(graph)
  const digests = graph.history.digest.values
  for (let item = 0; item < digests.length; item++) {
    const image = imageOf[digests[item] ?? 0] ?? -1
    if (image >= 0 && !itemGoes(itemWhy[item])) whys[image] = HELD
  }
  keepChildren(graph, whys)
  const byAge = options.overSizeLimit !== true
  const created = graph.images.created.values
  const managed = graph.images.managed.values
  for (let image = 0; image < whys.length; image++) {
    if (whys[image] !== NOT_CONSIDERED) continue
    if (!options.all && managed[image] === 0) whys[image] = NOT_MANAGED
    else if (byAge && (created[image] ?? 0) > cutoff) whys[image] = YOUNGER
    else whys[image] = GOES
  }
  return whys
}

/** What held lists list is held too. */
function keepChildren({ images }: PruneGraph, whys: Uint8Array): void {
  // A list within a list is kept as well: whether oc does depends on chance.
  const lists = [...whys.keys()].filter(
    (image) => whys[image] === HELD && images.firstChild.at(image + 1) > images.firstChild.at(image),
  )
  for (const list of lists) {
    const end = images.firstChild.at(list + 1)
    for (let i = images.firstChild.at(list); i < end; i++) {
      const child = images.imageOf.at(images.children.at(i))
      if (child < 0 || whys[child] !== NOT_CONSIDERED) continue
      whys[child] = CHILD_OF_HELD
      lists.push(child)
    }
  }
}

/** Whether an image goes, by the code of its reason. */
export function imageGoes(code: number | undefined): boolean {
  return code === GOES
}

/** By number: 1 for blobs of images that go which no other image has. */
export function judgeBlobs({ images, blobCount }: PruneGraph, imageWhy: Uint8Array): Uint8Array {
  const goes = new Uint8Array(blobCount)
  const goWith = (blob: number) => (goes[blob] = 1)
  const stayWith = (blob: number) => (goes[blob] = 0)
  for (let image = 0; image < imageWhy.length; image++) if (imageGoes(imageWhy[image])) images.eachBlob(image, goWith)
  for (let image = 0; image < imageWhy.length; image++)
    if (!imageGoes(imageWhy[image])) images.eachBlob(image, stayWith)
  return goes
}
