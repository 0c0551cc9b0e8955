import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import type { ExportedRevision, ImageDetail, PreviewScope, RevisionWhy } from './previewProtocol.ts'
import { previewOf, type PreviewSnapshot } from './previewStore.ts'

/** A preview: what was read, what a run with the wanted options would do, and what can be asked about that. */
export interface PreviewState extends PreviewSnapshot {
  /** Stops reading; what was read before stays. */
  stop(): void
  readAgain(): void
  /** Why each revision of a tag goes or stays, by the plan on screen; the current one first. */
  revisionsOf(tag: number): Promise<readonly RevisionWhy[]>
  imageDetail(image: number): Promise<ImageDetail>
  /** Every revision with its reason, in pieces. */
  exportRevisions(onRows: (rows: readonly ExportedRevision[]) => void, signal?: AbortSignal): Promise<void>
}

/** The preview of a cluster or of one project. Without options it is only read; nothing is planned yet. */
export function usePreview({ namespace }: PreviewScope, options: PruneOptions | undefined): PreviewState {
  const store = previewOf(useQueryClient())
  const snapshot = useSyncExternalStore(store.subscribe, store.get)
  // The worker that reads and plans lives outside React.
  useEffect(() => store.hold(), [store])
  // The same: what it is to read and to plan.
  useEffect(() => store.want(namespace === undefined ? {} : { namespace }, options), [store, namespace, options])
  return {
    ...snapshot,
    stop: store.stop,
    readAgain: store.readAgain,
    revisionsOf: (tag) => store.call('revisions', tag),
    imageDetail: (image) => store.call('image', image),
    exportRevisions: (onRows, signal) =>
      store.call('exportRevisions', undefined, { onProgress: onRows, ...(signal && { signal }) }),
  }
}
