import { useCallback, type ReactNode } from 'react'
import { t } from '../../../lib/t.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ExportEverything } from './ExportEverything.tsx'
import { ImageReasons } from './ImageReasons.tsx'
import { imageRows, type PrunedImageRow } from './imageRows.ts'
import { prunedImageColumns, prunedImageFilters } from './prunedImageColumns.tsx'
import { useShownPreview } from './shownPreview.ts'
import { useInSlices } from '../../../k8s/useInSlices.ts'

const rowKey = ({ digest }: PrunedImageRow) => digest
const expand = (row: PrunedImageRow): ReactNode => <ImageReasons row={row} />
const mostFirst = { key: 'frees', descending: true }
const none: readonly PrunedImageRow[] = []

/** Every image of the cluster: whether it goes, and why. */
export function ImagesView() {
  const { reading, plan } = useShownPreview()
  const make = useCallback(() => imageRows(reading, plan), [reading, plan])
  const { value } = useInSlices(make)
  if (!reading.imagesListed) {
    return (
      <EmptyState title={t('Images could not be read')}>
        {t('Which images a run would delete is not known. What goes out of the history of tags is listed under Goes.')}
      </EmptyState>
    )
  }
  return (
    <>
      <p className="rc-subtle">
        {t('Every image of the cluster. Open a row to see which tags have it, and what keeps it there.')}
      </p>
      <ResourceTable
        name={t('Images')}
        rows={value ?? none}
        columns={prunedImageColumns}
        filters={prunedImageFilters}
        rowKey={rowKey}
        rowVersion={rowKey}
        loading={value === undefined}
        expand={expand}
        defaultSort={mostFirst}
        exportName="prune-preview-images"
        actions={<ExportEverything />}
        empty={
          <EmptyState title={t('No images yet')}>
            {t('Each push to the registry, and each import into an image stream, brings an image.')}
          </EmptyState>
        }
      />
    </>
  )
}
