import { useMemo } from 'react'
import { formatBytes } from '../../../lib/bytes.ts'
import { locale, t } from '../../../lib/t.ts'
import { distinctLayers, layersOf, sumOf, type Image } from '../../../k8s/resources/image.ts'
import type { ImageStream, StreamTag } from '../../../k8s/resources/imageStream.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import type { Column } from '../../../ui/table.ts'
import { ImageOfTag } from './ImageOfTag.tsx'

interface LayerRow {
  order: number
  digest: string
  size: number
  /** Of the whole image, from 0 to 1. A layer that comes again takes no room. */
  share: number
  again: boolean
  mediaType: string | undefined
}

/** The layers of a tag's image from the base up. */
export function LayersTab({ stream, tag }: { stream: ImageStream; tag: StreamTag }) {
  return (
    <ImageOfTag stream={stream} tag={tag}>
      {(image) => <Layers image={image} />}
    </ImageOfTag>
  )
}

const fromTheBase = { key: 'order', descending: false }
const rowKey = ({ order }: LayerRow) => String(order)

function Layers({ image }: { image: Image }) {
  const rows = useMemo(() => layerRows(image), [image])
  const layers = layersOf(image)
  const largest = rows.toSorted((a, b) => b.share - a.share)[0]
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
        </p>
      )}
      <ResourceTable
        name={t('Layers')}
        rows={rows}
        columns={layerColumns}
        rowKey={rowKey}
        defaultSort={fromTheBase}
        exportName="layers"
        empty={
          <EmptyState title={t('No layers recorded')}>
            {t('The cluster only knows the digest of this image.')}
          </EmptyState>
        }
      />
    </>
  )
}

function layerRows(image: Image): LayerRow[] {
  const total = sumOf(layersOf(image))
  const seen = new Set<string>()
  return layersOf(image).map(({ name, size, mediaType }, index) => {
    const again = seen.has(name)
    seen.add(name)
    return { order: index + 1, digest: name, size, share: again || total === 0 ? 0 : size / total, again, mediaType }
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
    width: 26,
    render: ({ digest, again }) => (
      <>
        <Digest value={digest} />
        {again && <span className="rc-streams__sub"> {t('again, stored once')}</span>}
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
    width: 22,
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
