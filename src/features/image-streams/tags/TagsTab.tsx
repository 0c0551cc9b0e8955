import { useQueryClient } from '@tanstack/react-query'
import { lazy, useMemo, useState, type ComponentProps } from 'react'
import { useSearchParams } from 'react-router'
import { t } from '../../../lib/t.ts'
import { ImageStream, repositoriesOf } from '../../../k8s/resources/imageStream.ts'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { summariesOf } from '../images/imageSummaries.ts'
import { imageOf, tagColumns, tagFilters } from './tagColumns.tsx'
import { TagActions } from './TagActions.tsx'
import { TagRevisions } from './TagRevisions.tsx'
import { createTagRows, type TagRow } from './tagRows.ts'
import { useAllSummaries, type SummaryProgress } from '../images/useAllSummaries.ts'

const AddTagDialog = lazy(async () => ({ default: (await import('../tag-dialogs/AddTagDialog.tsx')).AddTagDialog }))
const ReimportTagsDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ReimportTagsDialog.tsx')).ReimportTagsDialog,
}))
const DeleteTagsDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/DeleteTagsDialog.tsx')).DeleteTagsDialog,
}))

const newestFirst = { key: 'updated', descending: true }
const rowKey = ({ tag }: TagRow) => tag.name
// A size that becomes known is no change of the tag.
const rowVersion = ({ tag }: TagRow) => tag
const expand = (row: TagRow) => <TagRevisions row={row} />
const rowActions = ({ namespace, stream, tag }: TagRow) => (
  <TagActions namespace={namespace} stream={stream} tag={tag.name} />
)
const bulkActions = (rows: readonly TagRow[], clear: () => void) => <TagsSelected rows={rows} clear={clear} />

/** The tags of a stream, each with its revisions below. */
export function TagsTab({ stream }: { stream: ImageStream }) {
  const client = useQueryClient()
  const [params] = useSearchParams()
  const bySize = /^-?size$/.test(params.get('sort') ?? '')
  const [rowsOf] = useState(createTagRows)
  const rows = useMemo(() => rowsOf(stream), [rowsOf, stream])
  const images = useMemo(() => {
    const found = rows.flatMap((row) => imageOf(row) ?? [])
    return [...new Map(found.map((image) => [image.digest, image])).values()]
  }, [rows])
  const progress = useAllSummaries(images, bySize)
  const { done } = progress
  const sized = useMemo(() => {
    if (!bySize || done === 0) return rows
    const store = summariesOf(client)
    return rows.map((row) => {
      const image = imageOf(row)
      const summary = image && store.get(image.digest)
      const size = summary instanceof Error ? undefined : summary?.size
      return size === undefined ? row : { ...row, size }
    })
  }, [client, rows, bySize, done])
  return (
    <ResourceTable
      name={t('Tags')}
      rows={sized}
      columns={tagColumns}
      filters={tagFilters}
      rowKey={rowKey}
      rowVersion={rowVersion}
      expand={expand}
      rowActions={rowActions}
      bulkActions={bulkActions}
      defaultSort={newestFirst}
      exportName={`${stream.metadata.name}-tags`}
      actions={
        <>
          <ReadingSizes progress={progress} />
          <AddTag stream={stream} />
        </>
      }
      empty={<NoTags stream={stream} />}
    />
  )
}

type Selected = ComponentProps<typeof DeleteTagsDialog>

const reimportTags = (selected: Selected) => openDialog(<ReimportTagsDialog {...selected} />)
const deleteTags = (selected: Selected) => openDialog(<DeleteTagsDialog {...selected} />)

function TagsSelected({ rows, clear }: { rows: readonly TagRow[]; clear: () => void }) {
  const [first] = rows
  if (!first) return null
  const { namespace, stream } = first
  const selected = { namespace, stream, tags: rows.map(({ tag }) => tag.name), onDone: clear }
  return (
    <>
      <Button onClick={() => reimportTags(selected)}>{t('Re-import selected')}</Button>
      <Button variant="danger" onClick={() => deleteTags(selected)}>
        {t('Delete selected')}
      </Button>
    </>
  )
}

function AddTag({ stream: { metadata } }: { stream: ImageStream }) {
  const { namespace = '', name } = metadata
  const refusal = useRefusal('patch', ImageStream, { namespace, name })
  const dialog = <AddTagDialog namespace={namespace} stream={name} />
  return (
    <Button isAriaDisabled={refusal !== undefined} title={refusal} onClick={() => openDialog(dialog)}>
      {t('Add tag')}
    </Button>
  )
}

function ReadingSizes({ progress: { state, done, total, stop, resume } }: { progress: SummaryProgress }) {
  if (state !== 'running' && state !== 'stopped') return null
  return (
    <span className="rc-progress">
      <span role="status">{t('{{done}} of {{total}} sizes read', { done, total })}</span>
      <progress max={total} value={done} aria-label={t('Reading sizes')} />
      {state === 'running' ? (
        <Button variant="link" isInline onClick={stop}>
          {t('Stop reading')}
        </Button>
      ) : (
        <Button variant="link" isInline onClick={resume}>
          {t('Read the rest')}
        </Button>
      )}
    </span>
  )
}

function NoTags({ stream }: { stream: ImageStream }) {
  const { external, internal } = repositoriesOf(stream)
  const repository = external ?? internal
  return (
    <EmptyState title={t('No tags yet')}>
      <p>{t('A tag names an image of this stream. The first push or import makes one.')}</p>
      {repository && (
        <p>
          <CommandLine command={`podman push IMAGE ${repository}:TAG`} />
        </p>
      )}
      <p>
        <CommandLine
          command={`oc import-image ${stream.metadata.name}:TAG --from=quay.io/ORG/IMAGE:TAG --confirm -n ${stream.metadata.namespace ?? ''}`}
        />
      </p>
    </EmptyState>
  )
}
