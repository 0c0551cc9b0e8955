import { useMemo } from 'react'
import { t } from '../../../lib/t.ts'
import { tagsOf, type ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { revisionOrigin, revisionsOf } from '../../../k8s/resources/imageStreamTag.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import {
  streamRevisionColumns,
  streamRevisionFilters,
  tagRevisionColumns,
  tagRevisionFilters,
} from './revisionColumns.tsx'
import type { RevisionRow } from './revisionColumns.tsx'

const newestFirst = { key: 'when', descending: true }
const rowKey = ({ key }: RevisionRow) => key
const rowVersion = ({ event }: RevisionRow) => `${event.image} ${event.dockerImageReference} ${event.generation}`

/** Every image that the tags of a stream, or one of them, ever pointed to: newest first. */
export function HistoryTab({ stream, tag }: { stream: ImageStream; tag?: StreamTag }) {
  const rows = useMemo(() => revisionRows(stream, tag ? [tag] : tagsOf(stream)), [stream, tag])
  return (
    <ResourceTable
      name={tag ? t('Revisions') : t('History')}
      rows={rows}
      columns={tag ? tagRevisionColumns : streamRevisionColumns}
      filters={tag ? tagRevisionFilters : streamRevisionFilters}
      rowKey={rowKey}
      rowVersion={rowVersion}
      defaultSort={newestFirst}
      exportName={tag ? 'tag-revisions' : 'image-stream-history'}
      empty={
        <EmptyState title={t('No history yet')}>
          {t('Each push or import of a tag adds a revision here. Only pruning shortens the history.')}
        </EmptyState>
      }
    />
  )
}

function revisionRows(stream: ImageStream, tags: readonly StreamTag[]): RevisionRow[] {
  const { namespace = '', name } = stream.metadata
  return revisionsOf(tags).map(({ tag, event, place }) => ({
    // Counted from the oldest, a revision keeps its key when others come on top.
    key: `${tag.name} ${(tag.status?.items?.length ?? 0) - place}`,
    namespace,
    stream: name,
    tag: tag.name,
    event,
    origin: revisionOrigin(stream, tag, event),
    current: place === 0,
  }))
}
