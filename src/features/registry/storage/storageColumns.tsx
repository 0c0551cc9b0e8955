import { Link } from 'react-router'
import type { ProjectShare, StorageShare, StreamShare } from '../../../k8s/resources/storageUse.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Bytes } from '../../../ui/Bytes.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { percentText } from './growthWords.ts'

/** A share with the bytes of all images that it is a share of. */
export type Shared<R> = R & { total: number }

const shareOf = ({ bytes, total }: Shared<StorageShare>) => (total > 0 ? bytes / total : undefined)

const numbers = <R extends StorageShare>(): Column<Shared<R>>[] => [
  {
    key: 'bytes',
    title: () => t('Storage'),
    align: 'end',
    width: 13,
    render: ({ bytes }) => <Bytes value={bytes} />,
    sort: ({ bytes }) => bytes,
    descendingFirst: true,
    text: ({ bytes }) => bytes,
  },
  {
    key: 'share',
    title: () => t('Share'),
    width: 19,
    render: (row) => <Share share={shareOf(row)} />,
    sort: shareOf,
    descendingFirst: true,
    text: (row) => shareOf(row)?.toFixed(4),
  },
  {
    key: 'alone',
    title: () => t('Not shared'),
    align: 'end',
    width: 13,
    render: ({ alone }) => <Bytes value={alone} />,
    sort: ({ alone }) => alone,
    descendingFirst: true,
    text: ({ alone }) => alone,
  },
  {
    key: 'images',
    title: () => t('Images'),
    align: 'end',
    width: 10,
    render: ({ images }) => formatNumber(images),
    sort: ({ images }) => images,
    descendingFirst: true,
    text: ({ images }) => images,
  },
]

/** The part of all images, as a short bar with its number. */
function Share({ share }: { share: number | undefined }) {
  if (share === undefined) return null
  return (
    <span className="rc-share">
      <span className="rc-share__bar" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
      </span>
      <span className="rc-number">{percentText(share)}</span>
    </span>
  )
}

export const projectColumns: readonly Column<Shared<ProjectShare>>[] = [
  {
    key: 'name',
    title: () => t('Project'),
    isRowHeader: true,
    width: 32,
    render: ({ namespace }) => <Link to={paths.imageStreams({ project: namespace })}>{namespace}</Link>,
    sort: ({ namespace }) => namespace,
    text: ({ namespace }) => namespace,
  },
  ...numbers<ProjectShare>(),
  {
    key: 'streams',
    title: () => t('Image streams'),
    align: 'end',
    width: 13,
    render: ({ streams }) => formatNumber(streams),
    sort: ({ streams }) => streams,
    descendingFirst: true,
    text: ({ streams }) => streams,
  },
]

export const projectFilters: readonly Filter<Shared<ProjectShare>>[] = [
  { key: 'name', kind: 'text', label: () => t('Project'), text: ({ namespace }) => namespace },
]

export const streamColumns: readonly Column<Shared<StreamShare>>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 24,
    render: ({ namespace, name }) => <Link to={paths.imageStream(namespace, name)}>{name}</Link>,
    sort: ({ name }) => name,
    text: ({ name }) => name,
  },
  {
    key: 'project',
    title: () => t('Project'),
    width: 21,
    render: ({ namespace }) => namespace,
    sort: ({ namespace }) => namespace,
    text: ({ namespace }) => namespace,
  },
  ...numbers<StreamShare>(),
]

export const streamFilters: readonly Filter<Shared<StreamShare>>[] = [
  { key: 'name', kind: 'text', label: () => t('Name'), text: ({ name }) => name },
  { key: 'project', kind: 'text', label: () => t('Project'), text: ({ namespace }) => namespace },
]
