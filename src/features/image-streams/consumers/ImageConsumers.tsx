import { useMemo } from 'react'
import { t } from '../../../lib/t.ts'
import { consumersOfDigest } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { imageConsumerColumns } from './consumerColumns.tsx'
import { ConsumerTable } from './ConsumerTable.tsx'
import { countOf } from './ConsumerSummary.tsx'

export interface ImageConsumersProps {
  digest: string
  /** The digests of the images inside, when it is a manifest list: pods may be known by those. */
  childDigests?: readonly string[]
}

/** Who refers to an image by its digest or runs it, wherever they pull it from. */
export function ImageConsumers({ digest, childDigests = none }: ImageConsumersProps) {
  const reading = useImageConsumers()
  const { consumers } = reading
  const rows = useMemo(
    () => foldConsumers(consumers, consumersOfDigest(consumers, [digest, ...childDigests])),
    [consumers, digest, childDigests],
  )
  return (
    <ConsumerTable
      reading={reading}
      rows={rows}
      columns={imageConsumerColumns}
      lead={rows.length > 0 && t('{{count}} workloads have this image.', { count: countOf(rows) })}
      empty={t('No workload or build that you may list refers to this image by its digest, runs it or pushed it.')}
      exportName="image-used-by"
    />
  )
}

const none: readonly string[] = []
