import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { Problem } from '../../ui/Failed.tsx'

/** Why there are no image streams to tell of. */
export function NoStreams({ streams }: { streams: NamespacedList<ImageStreamRow> }) {
  const error = streams.forbidden ?? streams.errors[0]
  return error ? <Problem error={error} onRetry={streams.retry} /> : null
}
