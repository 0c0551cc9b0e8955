import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import type { TagEvent } from '../../../k8s/resources/imageStream.ts'
import type { RevisionOrigin } from '../../../k8s/resources/imageStreamTag.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { imagePath } from '../images/imagePath.ts'
import { ImageSize } from '../images/ImageCells.tsx'
import { originText } from './tagWords.ts'

// Who uses an image is read from all workloads: its code comes when a table shows it.
const RevisionConsumers = lazy(async () => ({
  default: (await import('../consumers/RevisionConsumers.tsx')).RevisionConsumers,
}))

/** One revision of a tag, as tables show it. */
export interface RevisionRow {
  key: string
  namespace: string
  stream: string
  tag: string
  event: TagEvent
  origin: RevisionOrigin
  current: boolean
}

// The widths leave room for the box that selects a row and for its menu.
const tagColumn: Column<RevisionRow> = {
  key: 'tag',
  title: () => t('Tag'),
  width: 14,
  render: ({ namespace, stream, tag }) => (
    <Link className="rc-streams__tag" to={paths.imageStreamTag(namespace, stream, tag)}>
      {tag}
    </Link>
  ),
  sort: ({ tag }) => tag,
  text: ({ tag }) => tag,
}

const imageColumn: Column<RevisionRow> = {
  key: 'image',
  title: () => t('Image'),
  isRowHeader: true,
  width: 20,
  render: ({ namespace, stream, event }) => (
    <Digest value={event.image} to={event.image && imagePath(event.image, { namespace, stream })} />
  ),
  text: ({ event }) => event.image,
}

const others: readonly Column<RevisionRow>[] = [
  {
    key: 'when',
    title: () => t('When'),
    width: 15,
    render: ({ event, current }) => (
      <>
        <Timestamp value={event.created} absent={t('not recorded')} />
        {current && <span className="rc-subtle"> {t('current')}</span>}
      </>
    ),
    sort: ({ event }) => event.created ?? undefined,
    descendingFirst: true,
    text: ({ event }) => event.created ?? undefined,
  },
  {
    key: 'how',
    title: () => t('How'),
    width: 16,
    render: ({ origin }) => originText(origin),
    sort: ({ origin }) => originText(origin),
    text: ({ origin }) => originText(origin),
  },
  {
    key: 'size',
    title: () => t('Size'),
    width: 10,
    align: 'end',
    render: ({ namespace, stream, event }) =>
      event.image ? <ImageSize image={{ namespace, stream, digest: event.image }} /> : <Absent />,
  },
  {
    key: 'generation',
    title: () => t('Generation'),
    width: 12,
    align: 'end',
    render: ({ event }) => event.generation ?? <Absent />,
    sort: ({ event }) => event.generation ?? undefined,
    text: ({ event }) => event.generation ?? undefined,
  },
]

const usedByColumn: Column<RevisionRow> = {
  key: 'used-by',
  title: () => t('Used by'),
  width: 15,
  render: ({ namespace, stream, event }) =>
    event.image ? (
      <Suspense>
        <RevisionConsumers digest={event.image} holder={{ namespace, stream }} />
      </Suspense>
    ) : (
      <Absent />
    ),
}

/** The revisions of one tag. */
export const tagRevisionColumns: readonly Column<RevisionRow>[] = [imageColumn, ...others, usedByColumn]

/** The revisions of all tags of a stream. */
export const streamRevisionColumns: readonly Column<RevisionRow>[] = [
  tagColumn,
  imageColumn,
  ...others,
  // Many revisions of many tags: only for who asks.
  { ...usedByColumn, defaultHidden: true },
]

const digestFilter: Filter<RevisionRow> = {
  key: 'digest',
  kind: 'text',
  label: () => t('Digest'),
  text: ({ event }) => event.image ?? '',
}

export const tagRevisionFilters: readonly Filter<RevisionRow>[] = [digestFilter]

export const streamRevisionFilters: readonly Filter<RevisionRow>[] = [
  { key: 'tag', kind: 'text', label: () => t('Tag'), text: ({ tag }) => tag },
  digestFilter,
]
