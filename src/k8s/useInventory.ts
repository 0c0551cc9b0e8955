import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { asApiError, type ApiError } from './ApiError.ts'
import { isComplete, listOf, totalOf } from './queries.ts'
import { Image } from './resources/image.ts'
import { streamImages, type StreamImages } from './resources/imageHolders.ts'
import type { Inventory } from './resources/imageInventory.ts'
import { imageRow } from './resources/imageRow.ts'
import { ImageStream } from './resources/imageStream.ts'
import { useNamespacedList, type NamespacedList } from './useNamespacedList.ts'
import { inventoryOf } from './inventoryStore.ts'

/** All images, as rows, loaded in the background. */
export const allImages = () => listOf(Image, {}, imageRow, { background: true })

export interface InventoryState {
  /** What is known so far. */
  inventory?: Inventory
  /** That the user may not list images: the inventory is then of what their streams hold. */
  forbidden?: ApiError
  /** Why images could not be listed, for any other reason. */
  failed?: ApiError
  streams: NamespacedList<StreamImages>
  /** How many images have come, and how many there will be, as far as the server has said. */
  loaded: number
  total?: number
  state: 'loading' | 'stopped' | 'ready'
  /** Stops loading; what is there stays. */
  stop: () => void
  resume: () => void
}

/**
 * All images with the tags that hold them, loaded in the background, joined in slices and kept live. Not wanted, it loads
 * nothing and knows what was loaded before.
 */
export function useInventory(wanted = true): InventoryState {
  const client = useQueryClient()
  const store = inventoryOf(client)
  const [stopped, setStopped] = useState(false)
  const enabled = wanted && !stopped
  const query = allImages()
  const known = client.getQueryState(query.queryKey)?.error
  const images = useQuery({ ...query, enabled, retryOnMount: !isForbidden(known) })
  const streams = useNamespacedList(ImageStream, undefined, streamImages, { enabled, background: true })
  const inventory = useSyncExternalStore(store.subscribe, store.get)
  const error = images.error && !images.data ? asApiError(images.error) : undefined
  const forbidden = error?.code === 403 ? error : undefined
  const rows = images.data?.items
  const imagesComplete = images.data !== undefined && isComplete(images.data)
  const { items } = streams
  const streamsComplete = streams.complete || streams.state === 'failed'

  // The join runs outside React, in slices.
  useEffect(() => {
    if (rows || forbidden) store.update({ images: rows, imagesComplete, streams: items, streamsComplete })
  }, [store, rows, forbidden, imagesComplete, items, streamsComplete])

  const total = images.data && totalOf(images.data)
  return {
    ...(inventory && { inventory }),
    ...(forbidden && { forbidden }),
    ...(error && !forbidden && { failed: error }),
    streams,
    loaded: rows?.length ?? 0,
    ...(total !== undefined && { total }),
    state: inventory?.complete && (imagesComplete || forbidden) ? 'ready' : stopped ? 'stopped' : 'loading',
    stop: () => setStopped(true),
    resume: () => {
      setStopped(false)
      if (error && !forbidden) void images.refetch()
    },
  }
}

const isForbidden = (error: unknown) => error instanceof Error && 'code' in error && error.code === 403
