import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { inSlices } from '../../../lib/inSlices.ts'
import { t } from '../../../lib/t.ts'
import { asApiError } from '../../../k8s/ApiError.ts'
import { isComplete, totalOf } from '../../../k8s/queries.ts'
import type { ImageRow } from '../../../k8s/resources/imageRow.ts'
import { streamStorages, type StreamStorage } from '../../../k8s/resources/imageStorage.ts'
import type { ImageStreamRow } from '../../../k8s/resources/imageStreamRow.ts'
import { Button } from '../../../ui/Button.tsx'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { allImages } from '../../../k8s/useInventory.ts'

/** What is known of the storage of streams: nothing yet, that of each, or that the user may not know it. */
export type StreamStorages = ReadonlyMap<ImageStreamRow, StreamStorage> | 'forbidden' | undefined

interface StreamStorageReaderProps {
  rows: readonly ImageStreamRow[]
  onRead(storages: StreamStorages): void
}

const noImages: readonly ImageRow[] = []

/** Reads all images in the background and counts from them what each stream takes. Shows how far it is, with Stop. */
export function StreamStorageReader({ rows, onRead }: StreamStorageReaderProps) {
  const [stopped, setStopped] = useState(false)
  const [missing, setMissing] = useState<{ known: number; now: number }>()
  // Read once, they are not watched for the sake of one column: only when a stream has got images that are not known.
  const [complete, setComplete] = useState(false)
  const enabled = !stopped && (!complete || (missing !== undefined && missing.now > missing.known))
  const images = useQuery({ ...allImages(), enabled })
  const isWhole = images.data !== undefined && isComplete(images.data)
  if (isWhole !== complete) setComplete(isWhole)
  const error = images.error && !images.data ? asApiError(images.error) : undefined
  const isForbidden = error?.code === 403
  const known = isWhole ? images.data.items : noImages
  const byNumber = useMemo(() => new Map(known.map((image) => [image.image, image])), [known])

  // The count runs outside React, in slices; the table is told of it.
  useEffect(() => {
    if (isForbidden) return onRead('forbidden')
    if (!isWhole) return
    const controller = new AbortController()
    inSlices(
      streamStorages(rows, (image) => byNumber.get(image)),
      controller.signal,
    ).then(
      ({ storages, missing: count }) => {
        onRead(storages)
        setMissing((before) => ({ known: Math.min(before?.known ?? count, count), now: count }))
      },
      // Given up: other streams or images have come meanwhile.
      () => {},
    )
    return () => controller.abort()
  }, [rows, byNumber, isWhole, isForbidden, onRead])

  if (isForbidden) return null
  if (error) {
    return (
      <span className="rc-progress">
        {t('Storage could not be read: {{message}}', { message: error.message })}
        <Button variant="link" isInline onClick={() => void images.refetch()}>
          {t('Retry')}
        </Button>
      </span>
    )
  }
  return (
    <ReadingProgress
      state={isWhole ? 'done' : stopped ? 'stopped' : 'running'}
      done={images.data?.items.length ?? 0}
      total={images.data && totalOf(images.data)}
      label={t('Counting storage')}
      stop={() => setStopped(true)}
      resume={() => setStopped(false)}
    />
  )
}
