import { lazy, Suspense, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { tagsOf, type ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { revisionOrigin, revisionsOf } from '../../../k8s/resources/imageStreamTag.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { RevisionActions } from './RevisionActions.tsx'
import {
  streamRevisionColumns,
  streamRevisionFilters,
  tagRevisionColumns,
  tagRevisionFilters,
} from './revisionColumns.tsx'
import type { RevisionRow } from './revisionColumns.tsx'

// Few ask who pushed, and reading logs is more code than the rest of the page.
const PushHistory = lazy(async () => ({ default: (await import('../../../ui/audit/PushHistory.tsx')).PushHistory }))

const newestFirst = { key: 'when', descending: true }
const rowKey = ({ key }: RevisionRow) => key
const rowVersion = ({ event }: RevisionRow) => `${event.image} ${event.dockerImageReference} ${event.generation}`
const rowActions = ({ namespace, stream, tag, event }: RevisionRow) => (
  <RevisionActions namespace={namespace} stream={stream} tag={tag} event={event} />
)

/** Every image that the tags of a stream, or one of them, ever pointed to: newest first. */
export function HistoryTab({ stream, tag }: { stream: ImageStream; tag?: StreamTag }) {
  const rows = useMemo(() => revisionRows(stream, tag ? [tag] : tagsOf(stream)), [stream, tag])
  return (
    <>
      <ResourceTable
        name={tag ? t('Revisions') : t('History')}
        rows={rows}
        columns={tag ? tagRevisionColumns : streamRevisionColumns}
        filters={tag ? tagRevisionFilters : streamRevisionFilters}
        rowKey={rowKey}
        rowVersion={rowVersion}
        rowActions={rowActions}
        bulkActions={compareTwo}
        defaultSort={newestFirst}
        exportName={tag ? 'tag-revisions' : 'image-stream-history'}
        empty={
          <EmptyState title={t('No history yet')}>
            {t('Each push or import of a tag adds a revision here. Only pruning shortens the history.')}
          </EmptyState>
        }
      />
      {!tag && (
        <Suspense>
          <PushHistory repository={`${stream.metadata.namespace ?? ''}/${stream.metadata.name}`} />
        </Suspense>
      )}
    </>
  )
}

function compareTwo(rows: readonly RevisionRow[]) {
  return <CompareTwo rows={rows} />
}

/** Compares two selected revisions, the older one first. */
function CompareTwo({ rows }: { rows: readonly RevisionRow[] }) {
  const navigate = useNavigate()
  const [a, b, more] = rows.toSorted((first, second) =>
    (first.event.created ?? '').localeCompare(second.event.created ?? '', 'en'),
  )
  const two = a?.event.image && b?.event.image && !more
  return (
    <>
      {!two && <span className="rc-subtle">{t('Select two revisions with images to compare them.')}</span>}
      <Button isDisabled={!two} onClick={() => a && b && void navigate(paths.compare(nameOfImage(a), nameOfImage(b)))}>
        {t('Compare')}
      </Button>
    </>
  )
}

const nameOfImage = ({ namespace, stream, event }: RevisionRow) => `${namespace}/${stream}@${event.image ?? ''}`

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
