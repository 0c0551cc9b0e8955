import { Link } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { currentFirst } from '../../../k8s/resources/imageHolders.ts'
import type { ListedImage } from '../../../k8s/resources/imageInventory.ts'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import { storageOf } from '../../../k8s/resources/imageStorage.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import type { Column } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { platformsInShort } from '../tags/tagWords.ts'
import { ImageCreated, ImageLayers, ImagePlatforms, ImageSize } from './ImageCells.tsx'
import { imagePath } from './imagePath.ts'
import { tagText, usedText, type ImageTableRow } from './imageTableRow.ts'
import type { ImageOfStream } from './imageSummary.ts'

/** An image and a stream to read it through. */
export function readable({ digest, holders }: ListedImage): ImageOfStream {
  const [holder] = holders
  return { digest, namespace: holder?.namespace ?? '', stream: holder?.stream ?? '' }
}

const originText = ({ row }: ListedImage) => (row ? (row.managed ? t('Managed') : t('External')) : undefined)
// The first 12 digits as a number sort twenty thousand digests in no time.
const digits = ({ digest }: ListedImage) => Number.parseInt(digest.slice(digest.indexOf(':') + 1).slice(0, 12), 16)
const createdText = ({ row }: ListedImage) => (row?.created === undefined ? undefined : isoOf(row.created))
const isoOf = (ms: number) => new Date(ms).toISOString()

const digestColumn: Column<ImageTableRow> = {
  key: 'digest',
  title: () => t('Digest'),
  isRowHeader: true,
  width: 21.5,
  render: ({ digest, holders, row }) => (
    <span className="rc-digest">
      <Link to={imagePath(digest, row ? undefined : holders[0])} title={digest}>
        <code>{shortDigest(digest)}</code>
      </Link>
      <CopyButton what={t('digest')} text={digest} />
    </span>
  ),
  sort: digits,
  text: ({ digest }) => digest,
}

const tagsColumn: Column<ImageTableRow> = {
  key: 'tags',
  title: () => t('Tags'),
  width: 16.5,
  render: (row) => <Tags row={row} />,
  sort: ({ holders }) => holders.length,
  descendingFirst: true,
  text: ({ holders, image }) => currentFirst(holders, image).map(tagText).join(' '),
}

const usedColumn: Column<ImageTableRow> = {
  key: 'used',
  title: () => t('Used by'),
  width: 10.5,
  render: (row) =>
    row.use === 'none' && !row.inUse ? (
      <StatusLabel status="none" compact title={t('Pruning may remove it.')}>
        {usedText(row)}
      </StatusLabel>
    ) : (
      usedText(row)
    ),
  sort: usedText,
  text: usedText,
}

/** For those who may list images. */
export const imageColumns: readonly Column<ImageTableRow>[] = [
  digestColumn,
  tagsColumn,
  {
    key: 'size',
    title: () => t('Size'),
    width: 8.5,
    align: 'end',
    render: ({ size, partial }) =>
      partial && size !== undefined ? (
        <span title={t('Some platforms of this image were deleted.')}>
          {t('at least {{size}}', { size: formatBytes(size) })}
        </span>
      ) : (
        <Bytes value={size} />
      ),
    sort: ({ size }) => size,
    descendingFirst: true,
    text: ({ size }) => size,
  },
  {
    key: 'freed',
    title: () => t('Not shared'),
    width: 9.5,
    align: 'end',
    render: ({ freed, row }) =>
      freed === undefined && row && row.blobs.length + row.children.length > 0 ? (
        <SkeletonCell width="66" />
      ) : (
        <Bytes value={freed} />
      ),
    sort: ({ freed }) => freed,
    descendingFirst: true,
    text: ({ freed }) => freed,
  },
  {
    key: 'layers',
    title: () => t('Layers'),
    width: 7.5,
    align: 'end',
    render: ({ layers }) => (layers ? formatNumber(layers) : <Absent text={t('not known')} />),
    sort: ({ layers }) => layers,
    descendingFirst: true,
    text: ({ layers }) => layers,
  },
  {
    key: 'platforms',
    title: () => t('Platforms'),
    width: 9.5,
    render: ({ row }) =>
      row && row.platforms.length > 0 ? (
        <span title={row.platforms.join(', ')}>{platformsInShort(row.platforms)}</span>
      ) : (
        <Absent text={t('not known')} />
      ),
    sort: ({ row }) => row?.platforms[0],
    text: ({ row }) => row?.platforms.join(' '),
  },
  {
    key: 'origin',
    title: () => t('Origin'),
    width: 8,
    render: (row) => (
      <span
        title={
          row.row?.managed
            ? t('Pushed to this registry, which holds its layers.')
            : t('Imported: its layers stay in the source registry until somebody pulls them through this one.')
        }
      >
        {originText(row)}
      </span>
    ),
    sort: originText,
    text: originText,
  },
  {
    key: 'created',
    title: () => t('Created'),
    width: 9,
    render: (row) => <Timestamp value={createdText(row)} absent={t('not recorded')} />,
    sort: ({ row }) => row?.created,
    descendingFirst: true,
    text: createdText,
  },
  usedColumn,
  {
    key: 'storage',
    title: () => t('Storage'),
    width: 8,
    align: 'end',
    defaultHidden: true,
    // What oc adm top images calls so: of a manifest list, nothing.
    render: ({ row }) => <Bytes value={row && storageOf(row)} />,
    sort: ({ row }) => row && storageOf(row),
    descendingFirst: true,
    text: ({ row }) => row && storageOf(row),
  },
]

/** For those who may not: what an image is, is read for the rows on screen through the stream that holds it. */
export const heldImageColumns: readonly Column<ImageTableRow>[] = [
  digestColumn,
  tagsColumn,
  {
    key: 'size',
    title: () => t('Size'),
    width: 12,
    align: 'end',
    render: (row) => <ImageSize image={readable(row)} />,
    sort: ({ read }) => read,
    descendingFirst: true,
    text: ({ read }) => read,
  },
  {
    key: 'layers',
    title: () => t('Layers'),
    width: 9,
    align: 'end',
    render: (row) => <ImageLayers image={readable(row)} />,
  },
  {
    key: 'platforms',
    title: () => t('Platforms'),
    width: 13,
    render: (row) => <ImagePlatforms image={readable(row)} />,
  },
  {
    key: 'created',
    title: () => t('Created'),
    width: 13,
    render: (row) => <ImageCreated image={readable(row)} />,
  },
  usedColumn,
]

function Tags({ row: { holders, lists, image } }: { row: ImageTableRow }) {
  const ordered = holders.length > 1 ? currentFirst(holders, image) : holders
  const [first] = ordered
  if (!first) {
    const [list] = lists
    if (list === undefined) return <Absent text={t('none')} />
    const digest = imageNumbers.text(list)
    return (
      <>
        {t('platform of')} <Link to={imagePath(digest)}>{shortDigest(digest)}</Link>
      </>
    )
  }
  const { namespace, stream, tag, current } = first
  return (
    <>
      <Link className="rc-streams__tag" to={paths.imageStreamTag(namespace, stream, tag)}>
        {tagText(first)}
      </Link>
      {current !== image && <span className="rc-subtle"> {t('in its history')}</span>}
      {ordered.length > 1 && (
        <span className="rc-subtle" title={t('and {{count}} more', { count: ordered.length - 1 })}>
          {` +${formatNumber(ordered.length - 1)}`}
        </span>
      )}
    </>
  )
}
