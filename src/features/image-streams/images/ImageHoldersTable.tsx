import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { currentFirst, type TagImages } from '../../../k8s/resources/imageHolders.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import type { Column, Filter } from '../../../ui/table.ts'

interface HolderRow {
  holder: TagImages
  current: boolean
}

interface ImageHoldersTableProps {
  holders: readonly TagImages[]
  image: number
  loading: boolean
}

/** Every tag that holds an image, now or in its history. */
export function ImageHoldersTable({ holders, image, loading }: ImageHoldersTableProps) {
  const rows = currentFirst(holders, image).map((holder): HolderRow => ({ holder, current: holder.current === image }))
  return (
    <ResourceTable
      name={t('Tags that hold this image')}
      rows={rows}
      columns={columns}
      filters={filters}
      rowKey={rowKey}
      loading={loading}
      exportName="image-tags"
      empty={
        <EmptyState title={t('No tag holds this image')}>
          {t('Neither a tag nor the history of one names it. Pruning removes such images once they are old enough.')}
        </EmptyState>
      }
    />
  )
}

const rowKey = ({ holder: { namespace, stream, tag } }: HolderRow) => `${namespace}/${stream}:${tag}`
const stateOf = ({ current }: HolderRow) => (current ? t('Current') : t('In its history'))

const columns: readonly Column<HolderRow>[] = [
  {
    key: 'tag',
    title: () => t('Tag'),
    isRowHeader: true,
    width: 30,
    render: ({ holder: { namespace, stream, tag }, current }) => (
      <Link
        className="rc-streams__tag"
        to={paths.imageStreamTag(namespace, stream, tag, current ? undefined : 'history')}
      >
        {`${stream}:${tag}`}
      </Link>
    ),
    sort: ({ holder }) => `${holder.stream}:${holder.tag}`,
    text: ({ holder }) => `${holder.stream}:${holder.tag}`,
  },
  {
    key: 'project',
    title: () => t('Project'),
    width: 30,
    render: ({ holder }) => holder.namespace,
    sort: ({ holder }) => holder.namespace,
    text: ({ holder }) => holder.namespace,
  },
  {
    key: 'state',
    title: () => t('State'),
    width: 40,
    render: stateOf,
    sort: stateOf,
    text: stateOf,
  },
]

const filters: readonly Filter<HolderRow>[] = [
  { key: 'name', kind: 'text', label: () => t('Tag'), text: ({ holder }) => rowKey({ holder, current: true }) },
]
