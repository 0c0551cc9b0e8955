import { useMemo, type ReactNode } from 'react'
import { Link } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { formatNumber, locale, t } from '../../../lib/t.ts'
import { distinctLayers, layersOf, manifestsOf, sumOf, type Image } from '../../../k8s/resources/image.ts'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import { blobNumbers } from '../../../k8s/resources/imageRow.ts'
import { imagesWith, type Storage } from '../../../k8s/resources/imageStorage.ts'
import type { Inventory } from '../../../k8s/resources/imageInventory.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import type { Column } from '../../../ui/table.ts'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { imagePath } from './imagePath.ts'
import { HolderLinks } from './HolderLinks.tsx'
import type { InventoryState } from '../../../k8s/useInventory.ts'

interface LayerRow {
  order: number
  digest: string
  size: number
  /** Of the whole image, from 0 to 1. A layer that comes again takes no room. */
  share: number
  again: boolean
  mediaType: string | undefined
  /** How many other images have it; undefined while that is not known. */
  others?: number
}

interface LayersTableProps {
  image: Image
  inventory: InventoryState
  /** Offers to read the inventory: what there is of it is not shown then. */
  actions?: ReactNode
}

const fromTheBase = { key: 'order', descending: false }
const rowKey = ({ order }: LayerRow) => String(order)
// Who else has it is no change of the layer.
const rowVersion = ({ digest }: LayerRow) => digest

/** The layers of an image from the base up, with the other images that have them. */
export function LayersTable({ image, inventory: state, actions }: LayersTableProps) {
  const { inventory, forbidden } = state
  const storage = actions ? undefined : inventory?.storage
  const rows = useMemo(() => layerRows(image, inventory?.complete ? storage : undefined), [image, inventory, storage])
  const layers = layersOf(image)
  const largest = rows.toSorted((a, b) => b.share - a.share)[0]
  const expand = storage && inventory && ((row: LayerRow) => <Sharing {...{ row, inventory, storage, image }} />)
  return (
    <>
      {largest && (
        <p className="rc-streams__lead">
          {t('{{count}} layers, {{size}} compressed. The largest is number {{order}} with {{share}}.', {
            count: distinctLayers(layers).length,
            size: formatBytes(sumOf(layers)),
            order: largest.order,
            share: percent(largest.share),
          })}
          {forbidden &&
            `${sentenceGap()}${t('Which other images share them is not known to you: you may not list images.')}`}
        </p>
      )}
      <ResourceTable
        name={t('Layers')}
        rows={rows}
        columns={storage ? sharedLayerColumns : layerColumns}
        rowKey={rowKey}
        rowVersion={rowVersion}
        defaultSort={fromTheBase}
        exportName="layers"
        {...(expand && { expand })}
        actions={
          <>
            {storage && inventory?.complete ? null : (
              <ReadingProgress
                state={forbidden || actions ? 'idle' : state.state === 'stopped' ? 'stopped' : 'running'}
                done={state.loaded}
                total={state.total}
                label={t('Reading images')}
                stop={state.stop}
                resume={state.resume}
              />
            )}
            {!forbidden && actions}
          </>
        }
        empty={
          manifestsOf(image).length > 0 ? (
            <EmptyState title={t('A manifest list has no layers')}>
              {t('Each of its platforms is an image with layers of its own.')}
            </EmptyState>
          ) : (
            <EmptyState title={t('No layers recorded')}>
              {t('The cluster only knows the digest of this image.')}
            </EmptyState>
          )
        }
      />
    </>
  )
}

interface SharingProps {
  row: LayerRow
  inventory: Inventory
  storage: Storage
  image: Image
}

const mostShown = 20

/** The other images that have a layer, with what holds them. */
function Sharing({ row, inventory, storage, image }: SharingProps) {
  const blob = blobNumbers.find(row.digest)
  const others = blob === undefined ? [] : imagesWith(storage, blob, imageNumbers.find(image.metadata.name))
  if (others.length === 0) return <p>{t('No other image has this layer.')}</p>
  return (
    <div className="rc-streams__details">
      <ul className="rc-streams__errors" aria-label={t('Images with this layer')}>
        {others.slice(0, mostShown).map((other) => (
          <li key={other.image}>
            <Link to={imagePath(other.metadata.name)}>
              <code>{shortDigest(other.metadata.name)}</code>
            </Link>{' '}
            <HolderLinks holders={inventory.byNumber.get(other.image)?.holders ?? []} image={other.image} />
          </li>
        ))}
      </ul>
      {others.length > mostShown && <p>{t('and {{count}} more', { count: others.length - mostShown })}</p>}
    </div>
  )
}

function layerRows(image: Image, storage: Storage | undefined): LayerRow[] {
  const total = sumOf(layersOf(image))
  const seen = new Set<string>()
  return layersOf(image).map(({ name, size, mediaType }, index) => {
    const again = seen.has(name)
    seen.add(name)
    const share = again || total === 0 ? 0 : size / total
    const row: LayerRow = { order: index + 1, digest: name, size, share, again, mediaType }
    const blob = blobNumbers.find(name)
    if (storage && blob !== undefined) row.others = Math.max(0, storage.countOf(blob) - 1)
    return row
  })
}

/** A share in percent. What is there is never called nothing. */
function percent(share: number): string {
  const format = new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 })
  return share > 0 && share < 0.001 ? t('under {{share}}', { share: format.format(0.001) }) : format.format(share)
}

const layerColumns: readonly Column<LayerRow>[] = [
  {
    key: 'order',
    title: () => t('Order'),
    width: 8,
    render: ({ order }) => order,
    sort: ({ order }) => order,
    text: ({ order }) => order,
  },
  {
    key: 'digest',
    title: () => t('Layer'),
    isRowHeader: true,
    width: 28,
    render: ({ digest, again }) => (
      <>
        <Digest value={digest} />
        {again && <span className="rc-subtle"> {t('again, stored once')}</span>}
      </>
    ),
    text: ({ digest }) => digest,
  },
  {
    key: 'size',
    title: () => t('Size'),
    width: 14,
    align: 'end',
    render: ({ size }) => <Bytes value={size} />,
    sort: ({ size }) => size,
    descendingFirst: true,
    text: ({ size }) => size,
  },
  {
    key: 'share',
    title: () => t('Share'),
    width: 30,
    render: ({ share }) => (
      <span className="rc-streams__share">
        <span className="rc-streams__bar" aria-hidden="true">
          <span style={{ inlineSize: `${share * 100}%` }} />
        </span>
        <span className="rc-number">{percent(share)}</span>
      </span>
    ),
    sort: ({ share }) => share,
    descendingFirst: true,
    text: ({ share }) => share,
  },
  {
    key: 'mediaType',
    title: () => t('Media type'),
    width: 30,
    defaultHidden: true,
    render: ({ mediaType }) => <code className="rc-streams__long">{mediaType}</code>,
    text: ({ mediaType }) => mediaType,
  },
]

const [orderColumn, digestColumn, sizeColumn, ...otherColumns] = layerColumns

/** With how many other images have each layer. */
const sharedLayerColumns: readonly Column<LayerRow>[] = [
  ...[orderColumn, digestColumn, sizeColumn].filter((column) => column !== undefined),
  {
    key: 'others',
    title: () => t('Other images'),
    width: 20,
    align: 'end',
    render: ({ others }) => (others === undefined ? <SkeletonCell width="33" /> : formatNumber(others)),
    sort: ({ others }) => others,
    descendingFirst: true,
    text: ({ others }) => others,
  },
  ...otherColumns,
]
