import { createContext, useContext, useEffect } from 'react'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { tagPullSpec } from '../../../k8s/resources/imageStream.ts'
import type { ImageStreamRow, StreamSource } from '../../../k8s/resources/imageStreamRow.ts'
import type { StreamStorage } from '../../../k8s/resources/imageStorage.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { streamSourceText } from '../tags/tagWords.ts'

/** What one types to pull the tag that is asked for most: `latest`, else the newest. */
function pullSpecOf({ repository, firstTags, newest }: ImageStreamRow): string | undefined {
  const tag = firstTags[0] === 'latest' ? 'latest' : newest
  return repository && tag ? tagPullSpec(repository, tag) : repository
}

const namespaceOf = (row: ImageStreamRow) => row.metadata.namespace ?? ''
const sourcesText = (row: ImageStreamRow) => row.sources.map(streamSourceText).join(', ')

/** A stream as the table shows it: its storage comes after everything else. */
export interface ImageStreamListRow extends ImageStreamRow {
  storage?: StreamStorage
}

/** Called by what shows storage: it is read only for who sees it. */
export const StorageWanted = createContext(() => {})

export const imageStreamColumns: readonly Column<ImageStreamListRow>[] = [
  {
    key: 'name',
    title: () => t('Name'),
    isRowHeader: true,
    width: 14.5,
    render: (row) => <Link to={paths.imageStream(namespaceOf(row), row.metadata.name)}>{row.metadata.name}</Link>,
    sort: (row) => row.metadata.name,
    text: (row) => row.metadata.name,
  },
  {
    key: 'project',
    title: () => t('Project'),
    width: 11,
    render: (row) => namespaceOf(row),
    sort: namespaceOf,
    text: namespaceOf,
  },
  {
    key: 'tags',
    title: () => t('Tags'),
    width: 16,
    render: (row) => <Tags row={row} />,
    sort: (row) => row.tags,
    descendingFirst: true,
    text: (row) => row.tags,
  },
  {
    key: 'newest',
    title: () => t('Newest tag'),
    width: 11.5,
    render: (row) => <Newest row={row} />,
    sort: (row) => row.newest,
    text: (row) => row.newest,
  },
  {
    key: 'updated',
    title: () => t('Updated'),
    width: 10.5,
    render: (row) => <Timestamp value={row.updated} />,
    sort: (row) => row.updated,
    descendingFirst: true,
    text: (row) => row.updated,
  },
  {
    key: 'storage',
    title: () => t('Storage'),
    width: 10,
    align: 'end',
    render: ({ storage }) => <Storage storage={storage} />,
    sort: ({ storage }) => storage?.bytes,
    descendingFirst: true,
    text: ({ storage }) => storage?.bytes,
  },
  {
    key: 'source',
    title: () => t('Source'),
    width: 9,
    render: (row) => sourcesText(row) || <Absent />,
    sort: sourcesText,
    text: sourcesText,
  },
  {
    key: 'imports',
    title: () => t('Imports'),
    width: 9,
    render: (row) => <Imports row={row} />,
    sort: (row) => row.failing * 10_000 + row.importing,
    descendingFirst: true,
    text: (row) => row.failing,
  },
  {
    key: 'pullSpec',
    title: () => t('Pull spec'),
    width: 8.5,
    render: (row) => <PullSpec row={row} />,
    text: pullSpecOf,
  },
]

/** For those who may not list images, without which nobody knows what streams take. The names of tags get the room. */
export const columnsWithoutStorage = imageStreamColumns
  .filter(({ key }) => key !== 'storage')
  .map((column) => (column.key === 'tags' ? { ...column, width: (column.width ?? 0) + 10 } : column))

function Storage({ storage }: { storage: StreamStorage | undefined }) {
  const want = useContext(StorageWanted)
  // The reading is outside the table.
  useEffect(want, [want])
  // Still: fifty bars that shimmer while thousands of images are read would be felt in every key.
  if (!storage) return <Uncounted />
  const title = t('{{images}} current images, {{layers}} layers: as oc adm top imagestreams counts', {
    images: formatNumber(storage.images),
    layers: formatNumber(storage.layers),
  })
  return (
    <span title={title}>
      <Bytes value={storage.bytes} />
    </span>
  )
}

function Uncounted() {
  return (
    <span className="rc-absent" role="img" aria-label={t('not counted yet')}>
      {'…'}
    </span>
  )
}

function Tags({ row }: { row: ImageStreamRow }) {
  const more = row.tags > row.firstTags.length
  return (
    <span className="rc-streams__tags">
      <span className="rc-streams__count">{formatNumber(row.tags)}</span>
      {row.firstTags.length > 0 && (
        <span className="rc-streams__names" title={row.firstTags.join(' ')}>
          {row.firstTags.join(' ') + (more ? ' …' : '')}
        </span>
      )}
    </span>
  )
}

function Newest({ row }: { row: ImageStreamRow }) {
  if (!row.newest) return <Absent />
  return (
    <Link className="rc-streams__tag" to={paths.imageStreamTag(namespaceOf(row), row.metadata.name, row.newest)}>
      {row.newest}
    </Link>
  )
}

function Imports({ row }: { row: ImageStreamRow }) {
  if (row.failing > 0) {
    return (
      <StatusLabel status="danger" compact>
        {t('{{count}} failing', { count: row.failing })}
      </StatusLabel>
    )
  }
  if (row.importing > 0) {
    return (
      <StatusLabel status="info" compact>
        {t('{{count}} importing', { count: row.importing })}
      </StatusLabel>
    )
  }
  return <Absent text={t('none failing')} />
}

function PullSpec({ row }: { row: ImageStreamRow }) {
  const pullSpec = pullSpecOf(row)
  return pullSpec ? <CopyButton what={t('pull spec')} text={pullSpec} /> : <Absent />
}

const hour = 3_600_000
const spans: Record<string, { ms: number; label: () => string }> = {
  '1h': { ms: hour, label: () => t('the last hour') },
  '1d': { ms: 24 * hour, label: () => t('the last 24 hours') },
  '7d': { ms: 7 * 24 * hour, label: () => t('the last 7 days') },
  '30d': { ms: 30 * 24 * hour, label: () => t('the last 30 days') },
}

const knownSources: ReadonlySet<string> = new Set<StreamSource>(['pushed', 'imported', 'tagged', 'reference'])

export const imageStreamFilters: readonly Filter<ImageStreamListRow>[] = [
  { key: 'name', kind: 'text', label: () => t('Name'), text: (row) => row.metadata.name },
  {
    key: 'label',
    kind: 'text',
    label: () => t('Label'),
    text: (row) =>
      Object.entries(row.metadata.labels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
  },
  {
    key: 'source',
    kind: 'select',
    label: () => t('Source'),
    // A value that nobody offered filters nothing.
    matches: (row, value) => !knownSources.has(value) || row.sources.some((source) => source === value),
    options: (rows) => {
      const found = new Set(rows.flatMap(({ sources }) => sources))
      return [...found].toSorted().map((source) => ({ value: source, label: streamSourceText(source) }))
    },
  },
  {
    key: 'updated',
    kind: 'select',
    label: () => t('Updated within'),
    matches: (row, value) => {
      const span = spans[value]
      // A value that nobody offered filters nothing.
      return !span || (row.updated !== undefined && Date.now() - Date.parse(row.updated) <= span.ms)
    },
    options: () => Object.entries(spans).map(([value, { label }]) => ({ value, label: label() })),
  },
  { key: 'failing', kind: 'toggle', label: () => t('Failing imports'), matches: (row) => row.failing > 0 },
]
