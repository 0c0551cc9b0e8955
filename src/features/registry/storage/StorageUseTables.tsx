import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { ProjectShare, StorageShare, StreamShare } from '../../../k8s/resources/storageUse.ts'
import type { StorageUse } from '../../../k8s/useStorageUse.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { NavTabs } from '../../../ui/NavTabs.tsx'
import { ReadingProgress } from '../../../ui/ReadingProgress.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { projectColumns, projectFilters, streamColumns, streamFilters, type Shared } from './storageColumns.tsx'

const byBytes = { key: 'bytes', descending: true }
// Counted anew with every change of any stream: only what differs then has changed.
const versionOf = ({ bytes, alone, images }: StorageShare) => `${bytes} ${alone} ${images}`
const projectKey = ({ namespace }: ProjectShare) => namespace
const streamKey = ({ namespace, name }: StreamShare) => `${namespace}/${name}`

/** What images take: in all, and by project or by image stream. */
export function StorageUseTables({ use }: { use: StorageUse }) {
  const [params] = useSearchParams()
  const byStream = params.get('by') === 'streams'
  const projects = useMemo(() => withTotal(use.projects, use.total), [use.projects, use.total])
  const streams = useMemo(() => withTotal(use.streams, use.total), [use.streams, use.total])
  if (use.state === 'failed' && use.error) return <Problem error={use.error} onRetry={use.resume} />
  const loading = use.state !== 'done'
  const progress = (
    <ReadingProgress
      state={use.state === 'done' ? 'done' : use.state === 'stopped' ? 'stopped' : 'running'}
      done={use.progress.done}
      total={use.progress.total}
      label={t('Reading images')}
      stop={use.stop}
      resume={use.resume}
    />
  )
  const shared = { loading, rowVersion: versionOf, defaultSort: byBytes, actions: progress }
  return (
    <div className="rc-storage__stack">
      <Totals use={use} />
      {use.partial && (
        <Alert inline status="warning" title={t('Not all image streams could be read')}>
          {t('What the others take is missing from these tables.')}
        </Alert>
      )}
      <NavTabs
        label={t('Storage by')}
        secondary
        current={byStream ? 'streams' : 'projects'}
        tabs={[
          { name: 'projects', title: t('By project'), path: paths.registry('storage') },
          { name: 'streams', title: t('By image stream'), path: paths.registry('storage', { by: 'streams' }) },
        ]}
      />
      {byStream ? (
        <ResourceTable
          {...shared}
          name={t('Image streams by storage')}
          rows={streams}
          columns={streamColumns}
          filters={streamFilters}
          rowKey={streamKey}
          exportName="image-streams-by-storage"
          empty={<Empty />}
        />
      ) : (
        <ResourceTable
          {...shared}
          name={t('Projects by storage')}
          rows={projects}
          columns={projectColumns}
          filters={projectFilters}
          rowKey={projectKey}
          exportName="projects-by-storage"
          empty={<Empty />}
        />
      )}
    </div>
  )
}

const withTotal = <R extends object>(rows: readonly R[], total = 0): Shared<R>[] =>
  rows.map((row) => ({ ...row, total }))

function Totals({ use: { total, managed, images } }: { use: StorageUse }) {
  return (
    <p className="rc-storage__text">
      {total !== undefined && managed !== undefined && images !== undefined && (
        <>
          {managed === total
            ? t('{{count}} images take {{bytes}}, each layer counted once. All were pushed to this registry.', {
                count: images,
                bytes: formatBytes(total),
              })
            : t(
                '{{count}} images take {{bytes}}, each layer counted once; {{managed}} of it was pushed to this registry.',
                {
                  count: images,
                  bytes: formatBytes(total),
                  managed: formatBytes(managed),
                },
              )}
          {sentenceGap()}
        </>
      )}
      <span className="rc-subtle">
        {t(
          'Below, as “oc adm top imagestreams” counts: the images that tags serve now, without history. A layer that several have counts in each, so that the rows are more than the whole; “Not shared” is what only one has.',
        )}
      </span>
    </p>
  )
}

function Empty() {
  return <p>{t('There are no image streams.')}</p>
}
