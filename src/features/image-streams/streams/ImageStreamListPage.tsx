import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { Link, useSearchParams, type LinkProps } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { streamRow, type ImageStreamRow } from '../../../k8s/resources/imageStreamRow.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { userQuery } from '../../../k8s/whoami.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { grantCommand, grantingRole, missingRight } from '../../../ui/forbidden.ts'
import { openDialog } from '../../../ui/openDialog.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ImageStreamActions } from './ImageStreamActions.tsx'
import type { StreamStorages } from '../images/StreamStorageReader.tsx'
import {
  columnsWithoutStorage,
  imageStreamColumns,
  imageStreamFilters,
  StorageWanted,
  type ImageStreamListRow,
} from './imageStreamColumns.tsx'
import '../image-streams.css'

const DeleteImageStreamsDialog = lazy(async () => ({
  default: (await import('./DeleteImageStreamsDialog.tsx')).DeleteImageStreamsDialog,
}))
const StreamQuotaLabel = lazy(async () => ({ default: (await import('./ImageLimits.tsx')).StreamQuotaLabel }))

const StreamStorageReader = lazy(async () => ({
  default: (await import('../images/StreamStorageReader.tsx')).StreamStorageReader,
}))

const rowKey = ({ metadata }: ImageStreamRow) => metadata.uid ?? `${metadata.namespace}/${metadata.name}`
const rowActions = ({ metadata: { namespace = '', name } }: ImageStreamRow) => (
  <ImageStreamActions namespace={namespace} name={name} />
)
const bulkActions = (rows: readonly ImageStreamRow[], clear: () => void) => (
  <Button variant="danger" onClick={() => openDialog(<DeleteImageStreamsDialog rows={rows} onDone={clear} />)}>
    {t('Delete selected')}
  </Button>
)
const newestFirst = { key: 'updated', descending: true }

/** All image streams that the user may see, of one project or of all. */
export function ImageStreamListPage() {
  const [params] = useSearchParams()
  const client = useQueryClient()
  const project = params.get('project') ?? undefined
  const list = useNamespacedList(ImageStream, project, streamRow)
  const storage = useStorage(list.items)
  const problem = list.forbidden ?? (list.state === 'failed' ? list.errors[0] : undefined)
  const { group, version, plural } = ImageStream
  if (problem) {
    return (
      <Page title={t('Image streams')}>
        <Problem
          error={problem}
          onRetry={() => void client.refetchQueries({ queryKey: ['k8s', group, version, plural] })}
        />
      </Page>
    )
  }
  return (
    <Page
      title={t('Image streams')}
      actions={
        <Button variant="primary" component={CreateLink}>
          {t('Create image stream')}
        </Button>
      }
      labels={
        <>
          {project && (
            <Suspense>
              <StreamQuotaLabel namespace={project} />
            </Suspense>
          )}
          {/* Here there is room for what comes and goes: in the toolbar it would move the rows. */}
          {storage.forbidden
            ? !list.byProject && <span className="rc-subtle">{noStorage()}</span>
            : list.complete &&
              storage.wanted && (
                <Suspense>
                  <StreamStorageReader rows={list.items} onRead={storage.onRead} />
                </Suspense>
              )}
        </>
      }
    >
      {list.byProject && <OwnProjectsOnly withoutStorage={storage.forbidden} />}
      {list.errors.length > 0 && <NotShown errors={list.errors} />}
      <StorageWanted value={storage.want}>
        <ResourceTable
          name={t('Image streams')}
          rows={storage.rows}
          columns={storage.forbidden ? columnsWithoutStorage : imageStreamColumns}
          filters={imageStreamFilters}
          rowKey={rowKey}
          total={list.total}
          loading={!list.complete}
          defaultSort={newestFirst}
          exportName="image-streams"
          rowActions={rowActions}
          bulkActions={bulkActions}
          empty={<NoStreams project={project} />}
        />
      </StorageWanted>
    </Page>
  )
}

const noStorage = () => t('Storage takes the right to list images.')

/** The streams with what they take, once that is known. It is read after all else, and only when somebody sees it. */
function useStorage(streams: readonly ImageStreamRow[]) {
  const [wanted, setWanted] = useState(false)
  const [storages, onRead] = useState<StreamStorages>()
  const want = useCallback(() => setWanted(true), [])
  const [last] = useState(() => new WeakMap<ImageStreamRow, ImageStreamListRow>())
  const rows = useMemo(() => {
    if (typeof storages !== 'object') return streams
    return streams.map((row): ImageStreamListRow => {
      const storage = storages.get(row)
      const before = last.get(row)
      // A row that is the same is not searched and rendered anew.
      if (before?.storage && (!storage || before.storage.bytes === storage.bytes)) return before
      const next = storage ? { ...row, storage } : row
      last.set(row, next)
      return next
    })
  }, [streams, storages, last])
  return { rows, wanted, want, onRead, forbidden: storages === 'forbidden' }
}

/** The way to a new stream, in the project that is shown. */
function CreateLink(props: Omit<LinkProps, 'to'>) {
  const [params] = useSearchParams()
  return <Link {...props} to={paths.createImageStream({ project: params.get('project') ?? undefined })} />
}

function OwnProjectsOnly({ withoutStorage }: { withoutStorage: boolean }) {
  const { data: user } = useQuery(userQuery())
  const right = { verb: 'list', resource: ImageStream.plural, group: ImageStream.group }
  const command = grantCommand({ ...right, ...(user?.name && { user: user.name }) }, grantingRole(right))
  return (
    <div className="rc-streams__notice">
      <Alert status="info" inline title={t('Only your projects are shown, and openshift')}>
        {sentence(right)}
        {sentenceGap()}
        {t('A cluster administrator can let you see the others:')} <CommandLine command={command} />
        {withoutStorage && <> {noStorage()}</>}
      </Alert>
    </div>
  )
}

function NotShown({ errors }: { errors: readonly ApiError[] }) {
  return (
    <div className="rc-streams__notice">
      <Alert status="warning" inline title={t('Not everything could be loaded')}>
        <ul className="rc-streams__errors">
          {errors.map((error) => {
            const right = error.code === 403 ? missingRight(error) : undefined
            return <li key={error.url}>{right ? sentence(right) : error.message}</li>
          })}
        </ul>
      </Alert>
    </div>
  )
}

function NoStreams({ project }: { project: string | undefined }) {
  const title = project ? t('No image streams in {{project}}', { project }) : t('No image streams yet')
  const inProject = project ? ` -n ${project}` : ''
  return (
    <EmptyState title={title} actions={<Button component={CreateLink}>{t('Create image stream')}</Button>}>
      <p>
        {t('An image stream is a repository of the registry: it holds tags, and every image they ever pointed to.')}
      </p>
      <p>{t('A push makes one by itself. To make one by hand, or to fill one from another registry:')}</p>
      <p>
        <CommandLine command={`oc create imagestream NAME${inProject}`} />
      </p>
      <p>
        <CommandLine command={`oc import-image NAME --from=quay.io/ORG/IMAGE --confirm${inProject}`} />
      </p>
    </EmptyState>
  )
}
