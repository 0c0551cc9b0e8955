import { useMemo, useState } from 'react'
import type { ListedImage } from '../../../k8s/resources/imageInventory.ts'
import { usesOf } from '../../../k8s/resources/imageConsumerIndex.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import type { ImageTableRow } from './imageTableRow.ts'

/** The same images, with those marked that workloads have. What uses images is read once they are all there. */
export function useImagesInUse(images: readonly ListedImage[], complete: boolean): readonly ImageTableRow[] {
  const { consumers, state } = useImageConsumers({ enabled: complete })
  const [marked] = useState(() => new WeakMap<ListedImage, ImageTableRow>())
  return useMemo(() => {
    if (state !== 'ready') return images
    const { digests } = usesOf(consumers)
    return images.map((image) => {
      if (!digests.has(image.digest)) return image
      // Rows that are the same are not searched anew.
      let row = marked.get(image)
      if (!row) marked.set(image, (row = { ...image, inUse: true }))
      return row
    })
  }, [images, consumers, state, marked])
}
