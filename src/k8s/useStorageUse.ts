import { useCallback, useState } from 'react'
import type { ApiError } from './ApiError.ts'
import type { StreamImages } from './resources/imageHolders.ts'
import type { Storage } from './resources/imageStorage.ts'
import { storageShares, type ProjectShare, type StorageShares, type StreamShare } from './resources/storageUse.ts'
import { useInSlices } from './useInSlices.ts'
import { useInventory } from './useInventory.ts'

export interface StorageUse {
  /** Stopped: by the person; nothing is counted before all images have come. */
  state: 'reading' | 'stopped' | 'done' | 'failed'
  /** How many images have been read, of how many as far as the server has said. */
  progress: { done: number; total?: number }
  /** Compressed bytes of all images, each layer once. Known once all of them are. */
  total?: number
  /** Of those, the layers of images that were pushed to this registry: the others may be elsewhere alone. */
  managed?: number
  /** How many images there are, with those that are history or that nothing uses. */
  images?: number
  /** What image streams serve now, as `oc adm top imagestreams` counts. Empty until all is read. */
  projects: readonly ProjectShare[]
  streams: readonly StreamShare[]
  /** Whether image streams are missing from it that the user may not list, or that could not be read. */
  partial: boolean
  /** Why it is not known: 403 when the user may not list images. */
  error?: ApiError
  stop(): void
  /** Reads on, or again what has failed. */
  resume(): void
}

export interface StorageUseOptions {
  /** Nothing is read before it is wanted; what was read by another view is there. */
  wanted?: boolean
  /** Follow every change, by two watches: of images and of image streams. Otherwise it is read and then left as it is. */
  live?: boolean
}

/**
 * What images take: in all, by project and by image stream. Reads all images in the background, once for all views that ask.
 */
export function useStorageUse({ wanted = true, live = true }: StorageUseOptions = {}): StorageUse {
  const [complete, setComplete] = useState(false)
  const { inventory, forbidden, failed, loaded, total, state, streams, stop, resume } = useInventory(
    wanted && (live || !complete),
  )
  if (state === 'ready' && !complete) setComplete(true)
  const storage = state === 'ready' && streams.state !== 'failed' ? inventory?.storage : undefined
  const counted = useCounted(storage, streams.items)
  const error = forbidden ?? failed ?? (streams.state === 'failed' ? streams.errors[0] : undefined)
  const shared = {
    progress: { done: loaded, ...(total !== undefined && { total }) },
    partial: streams.byProject || streams.errors.length > 0,
    stop,
    resume: () => {
      streams.retry()
      resume()
    },
  }
  if (error) return { ...shared, ...noShares, state: 'failed', error }
  if (!storage || !counted) return { ...shared, ...noShares, state: state === 'stopped' ? 'stopped' : 'reading' }
  const { bytes, managedBytes, images } = storage
  return { ...shared, ...counted, state: 'done', total: bytes, managed: managedBytes, images: images.length }
}

const noShares: StorageShares = { projects: [], streams: [] }
const noImage = () => undefined
const noStreams: readonly StreamImages[] = []

function useCounted(storage: Storage | undefined, streams: readonly StreamImages[]): StorageShares | undefined {
  const make = useCallback(
    () => (storage ? storageShares(streams, storage.imageOf) : storageShares(noStreams, noImage)),
    [storage, streams],
  )
  const { value, done } = useInSlices(make)
  // While it is counted anew after a change, the last count stays.
  return done || (value && value.streams.length > 0) ? value : undefined
}
