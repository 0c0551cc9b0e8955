import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { failedImport, isInsecure, isScheduled, referencePolicyOf } from '../../../k8s/resources/imageStreamTag.ts'
import type { TagState } from '../../../k8s/resources/imageStreamTag.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { Column, Filter } from '../../../ui/table.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { ImagePlatforms, ImageSize, ImageState } from '../images/ImageCells.tsx'
import type { ImageOfStream } from '../images/imageSummary.ts'
import type { TagRow } from './tagRows.ts'
import { TagSourceText } from './TagSourceText.tsx'
import { sourceText, stateText } from './tagWords.ts'

/** Where to read the image of a row. Undefined for tags without one. */
export function imageOf({ namespace, stream, digest }: TagRow): ImageOfStream | undefined {
  return digest ? { namespace, stream, digest } : undefined
}

function policies({ tag }: TagRow): { word: string; title: string }[] {
  const found: { word: string; title: string }[] = []
  if (tag.spec?.reference) {
    found.push({ word: t('Reference'), title: t('Only points to the image: nothing is imported.') })
  }
  if (isScheduled(tag)) {
    found.push({ word: t('Scheduled'), title: t('Imported again about every 15 minutes (importPolicy.scheduled).') })
  }
  if (referencePolicyOf(tag) === 'Local') {
    const title = t('Workloads pull it through the registry of this cluster (referencePolicy Local).')
    found.push({ word: t('Local'), title })
  }
  if (isInsecure(tag)) {
    const title = t('Its registry needs no trusted certificate (importPolicy.insecure).')
    found.push({ word: t('Insecure'), title })
  }
  return found
}

export const tagColumns: readonly Column<TagRow>[] = [
  {
    key: 'tag',
    title: () => t('Tag'),
    isRowHeader: true,
    width: 12,
    render: ({ namespace, stream, tag }) => (
      <Link className="rc-streams__tag" to={paths.imageStreamTag(namespace, stream, tag.name)}>
        {tag.name}
      </Link>
    ),
    sort: ({ tag }) => tag.name,
    text: ({ tag }) => tag.name,
  },
  {
    key: 'image',
    title: () => t('Image'),
    width: 22,
    render: ({ digest }) => <Digest value={digest} />,
    text: ({ digest }) => digest,
  },
  {
    key: 'from',
    title: () => t('From'),
    width: 15,
    render: (row) => <TagSourceText {...row} />,
    sort: ({ source, pushedOver }) => (pushedOver ? t('pushed') : sourceText(source)),
    text: ({ source, pushedOver }) => (pushedOver ? t('pushed over its source') : sourceText(source)),
  },
  {
    key: 'size',
    title: () => t('Size'),
    width: 9,
    align: 'end',
    render: (row) => {
      const image = imageOf(row)
      return image ? <ImageSize image={image} /> : <Absent />
    },
    sort: ({ size }) => size,
    descendingFirst: true,
    text: ({ size }) => size,
  },
  {
    key: 'platforms',
    title: () => t('Platforms'),
    width: 9.5,
    render: (row) => {
      const image = imageOf(row)
      return image ? <ImagePlatforms image={image} /> : <Absent />
    },
  },
  {
    key: 'updated',
    title: () => t('Updated'),
    width: 10.5,
    render: ({ updated }) => <Timestamp value={updated} />,
    sort: ({ updated }) => updated,
    descendingFirst: true,
    text: ({ updated }) => updated,
  },
  {
    key: 'state',
    title: () => t('State'),
    width: 13,
    render: (row) => <State row={row} />,
    sort: ({ state }) => stateText(state),
    text: ({ state }) => stateText(state),
  },
  {
    key: 'policy',
    title: () => t('Policy'),
    width: 9,
    render: (row) => <Policies row={row} />,
    text: (row) =>
      policies(row)
        .map(({ word }) => word)
        .join(' '),
  },
]

function State({ row }: { row: TagRow }) {
  const { tag, state } = row
  if (state === 'failed') {
    return (
      <StatusLabel status="danger" compact title={failedImport(tag)?.reason}>
        {stateText(state)}
      </StatusLabel>
    )
  }
  if (state === 'importing') {
    return (
      <StatusLabel status="info" compact>
        {stateText(state)}
      </StatusLabel>
    )
  }
  const image = imageOf(row)
  return image ? <ImageState image={image}>{stateText(state)}</ImageState> : stateText(state)
}

function Policies({ row }: { row: TagRow }) {
  const found = policies(row)
  if (found.length === 0) return <Absent />
  return (
    <span className="rc-streams__labels">
      {found.map(({ word, title }) => (
        <StatusLabel key={word} status="none" compact title={title}>
          {word}
        </StatusLabel>
      ))}
    </span>
  )
}

const knownStates: ReadonlySet<string> = new Set<TagState>(['ok', 'failed', 'importing', 'reference', 'empty'])

export const tagFilters: readonly Filter<TagRow>[] = [
  { key: 'name', kind: 'text', label: () => t('Tag'), text: ({ tag }) => tag.name },
  {
    key: 'state',
    kind: 'select',
    label: () => t('State'),
    // A value that nobody offered filters nothing.
    matches: ({ state }, value) => state === value || !knownStates.has(value),
    options: (rows) =>
      [...new Set(rows.map(({ state }) => state))].map((value) => ({ value, label: stateText(value) })),
  },
]
