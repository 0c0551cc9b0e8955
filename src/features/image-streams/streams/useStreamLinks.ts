import { ImageStreamOnce, streamLinks, type StreamLinks } from '../../../k8s/resources/imageStreamLinks.ts'
import { useNamespacedList, type NamespacedList } from '../../../k8s/useNamespacedList.ts'

/** What all streams that the person may list hold and take from each other, read once for a dialog. */
export function useStreamLinks(): NamespacedList<StreamLinks> {
  return useNamespacedList(ImageStreamOnce, undefined, streamLinks)
}
