import type { Steps } from '../../../lib/inSlices.ts'
import type { ImageWhy } from '../../../k8s/resources/pruneWhys.ts'
import type { PreviewPlan, PreviewReading } from './previewProtocol.ts'
import { imageWhyOf } from './previewWords.ts'

/** An image with what a run would do to it. A row object stays the same as long as all in it does. */
export interface PrunedImageRow {
  /** Its position in the reading. */
  image: number
  digest: string
  /** In ms; NaN when the API does not say. */
  created: number
  managed: boolean
  /** Known bytes; NaN when nothing is known. */
  size: number
  why: ImageWhy
  /** Bytes of its blobs that go with it. */
  bytes: number
}

const yieldEvery = 500

/** The rows of all images, made step by step; rows that are as before are the same objects. */
export function* imageRows(reading: PreviewReading, plan: PreviewPlan): Steps<readonly PrunedImageRow[]> {
  let known = knownOf.get(reading)
  if (!known) knownOf.set(reading, (known = []))
  const rows: PrunedImageRow[] = []
  for (const [image, digest] of reading.images.entries()) {
    if (image % yieldEvery === 0) yield
    const why = imageWhyOf(plan.imageWhy[image])
    const bytes = plan.imageBytes[image] ?? Number.NaN
    const before = known[image]
    const row: PrunedImageRow =
      before?.why === why && Object.is(before.bytes, bytes)
        ? before
        : {
            image,
            digest,
            created: reading.imageCreated[image] ?? Number.NaN,
            managed: reading.imageManaged[image] === 1,
            size: reading.imageSize[image] ?? Number.NaN,
            why,
            bytes,
          }
    known[image] = row
    rows.push(row)
  }
  return rows
}

const knownOf = new WeakMap<PreviewReading, (PrunedImageRow | undefined)[]>()
