import type { K8sObject } from '../../src/k8s/types.ts'
import { nameColumn } from './columns.ts'
import { splitImageName, splitTagName } from './imageReference.ts'
import type { Image, ImageStream, TagHistory, TagReference } from './imageTypes.ts'
import type { PrinterColumn } from './kind.ts'

/** A duration in words: `About an hour`, `59 minutes`, `3 weeks`. */
export function roundedDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(milliseconds / 3_600_000 + 0.5)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < 60) return `${seconds} seconds`
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  if (hours === 1) return 'About an hour'
  if (hours < 48) return `${hours} hours`
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`
  return `${Math.floor(milliseconds / 3_600_000 / 24 / 365)} years`
}

const ago = (time: string | null | undefined, now: Date) =>
  time ? `${roundedDuration(now.getTime() - Date.parse(time))} ago` : ''

const newest = ({ items }: TagHistory) => items?.[0]?.created ?? ''

const WIDTH = 40

/** The tags of a stream, latest first, as many as fit. */
export function tagsUpToWidth(histories: readonly TagHistory[]): string {
  const sorted = histories
    .map((history) => ({ tag: history.tag, created: newest(history) }))
    .toSorted((a, b) => (a.created === b.created ? (a.tag < b.tag ? -1 : 1) : a.created > b.created ? -1 : 1))
    .map(({ tag }) => tag)
  let left = WIDTH
  let shown = sorted.length
  for (const [index, tag] of sorted.entries()) {
    left -= tag.length + 1
    if (left >= 0) continue
    // A ragged edge is filled up to a quarter over the width.
    if (index > 0 && WIDTH / 4 < left + tag.length && WIDTH / 4 >= -left) continue
    shown = Math.max(index, 1)
    break
  }
  const text = sorted.slice(0, shown).join(',')
  return shown < sorted.length ? `${text} + ${sorted.length - shown} more...` : text
}

const UPDATED = 'Last update time.'
const REFERENCE = 'DockerImageReference is the string that can be used to pull this image.'

export const imageColumns: PrinterColumn<Image>[] = [
  nameColumn,
  {
    name: 'Image Reference',
    description: REFERENCE,
    cell: ({ dockerImageReference }) => dockerImageReference ?? '',
  },
]

export const imageStreamColumns: PrinterColumn<ImageStream>[] = [
  nameColumn,
  {
    name: 'Image Repository',
    description:
      'DockerImageRepository represents the effective location this stream may be accessed at. May be empty until the server determines where the repository is located',
    cell: ({ spec, status }) =>
      status.publicDockerImageRepository || spec.dockerImageRepository || status.dockerImageRepository,
  },
  {
    name: 'Tags',
    description: 'Human readable list of tags.',
    cell: ({ status }) => tagsUpToWidth(status.tags ?? []),
  },
  {
    name: 'Updated',
    description: UPDATED,
    cell: ({ status }, { now }) => ago((status.tags ?? []).map(newest).toSorted().at(-1), now()),
  },
]

export interface ImageStreamTag extends K8sObject {
  tag: TagReference | null
  generation: number
  lookupPolicy: { local: boolean }
  conditions?: TagHistory['conditions']
  image: Image
}

export const imageStreamTagColumns: PrinterColumn<ImageStreamTag>[] = [
  nameColumn,
  {
    name: 'Image Reference',
    description: REFERENCE,
    cell: ({ image }) => image.dockerImageReference ?? '',
  },
  { name: 'Updated', description: UPDATED, cell: ({ metadata }, { now }) => ago(metadata.creationTimestamp, now()) },
  {
    name: 'Image Name',
    description: 'image associated with the ImageStream and tag.',
    priority: 1,
    cell: ({ image }) => image.metadata.name,
  },
]

export interface ImageTag extends K8sObject {
  spec: TagReference | null
  status: TagHistory | null
  image: Image | null
}

function sourceText(from: TagReference['from']): { source: string; status?: string } {
  if (from?.kind === 'DockerImage') return { source: from.name }
  if (from?.kind === 'ImageStreamImage') {
    const parts = splitImageName(from.name)
    return parts ? { source: `image/${parts[1]}` } : { source: '', status: 'InvalidRefName' }
  }
  if (from?.kind === 'ImageStreamTag')
    return { source: from.namespace ? `istag ${from.namespace}/${from.name}` : `istag/${from.name}` }
  return { source: '', ...(from && { status: 'InvalidRefKind' }) }
}

function specWord(spec: TagReference | null): string {
  if (!spec?.from) return ''
  if (spec.from.kind === 'ImageStreamTag' && !splitTagName(spec.from.name)) return 'Track'
  if (spec.importPolicy.scheduled) return 'Scheduled'
  return spec.reference ? 'Ref' : 'Tag'
}

/** What the table says of a tag: where it comes from and how it stands. */
export function imageTagTexts({
  spec,
  status: history,
}: Pick<ImageTag, 'spec' | 'status'>): [spec: string, status: string] {
  let word = specWord(spec)
  let { source, status = '' } = sourceText(spec?.from)
  const wanted = spec?.generation ?? 0
  const event = history?.items?.[0]
  if (event) {
    const comparable = wanted > 0 && event.generation > 0
    if (comparable && event.generation < wanted) status = 'Importing'
    else if (event.image) source = `image/${event.image}`
    else if (event.dockerImageReference) source = event.dockerImageReference
    if ((source && !word) || (word !== 'Track' && comparable && event.generation > wanted)) word = 'Push'
  }
  const failure = history?.conditions?.find(({ type, status: state }) => type === 'ImportSuccess' && state === 'False')
  if (failure) status = `ImportFailed (${failure.reason ?? ''})`
  return [word, status || source]
}

function tagUpdated({ status }: ImageTag): string {
  const times = [status?.items?.[0]?.created ?? '', ...(status?.conditions ?? []).map((c) => c.lastTransitionTime)]
  return times.toSorted().at(-1) ?? ''
}

export const imageTagColumns: PrinterColumn<ImageTag>[] = [
  nameColumn,
  {
    name: 'Spec',
    description:
      'spec is the spec tag associated with this image stream tag, and it may be null if only pushes have occurred to this image stream.',
    cell: (tag) => imageTagTexts(tag)[0],
  },
  {
    name: 'Status',
    description:
      'status is the status tag details associated with this image stream tag, and it may be null if no push or import has been performed.',
    cell: (tag) => imageTagTexts(tag)[1],
  },
  {
    name: 'History',
    type: 'number',
    description: 'Number of history entries',
    cell: ({ status }) => status?.items?.length || null,
  },
  { name: 'Updated', description: 'Last updated at', cell: (tag, { now }) => ago(tagUpdated(tag), now()) },
]

export interface ImageStreamImage extends K8sObject {
  image: Image
}

export const imageStreamImageColumns: PrinterColumn<ImageStreamImage>[] = [
  nameColumn,
  { name: 'Updated', description: UPDATED, cell: ({ metadata }, { now }) => ago(metadata.creationTimestamp, now()) },
  {
    name: 'Image Reference',
    description: REFERENCE,
    priority: 1,
    cell: ({ image }) => image.dockerImageReference ?? '',
  },
  {
    name: 'Image Name',
    description: 'Image associated with the ImageStream and image name.',
    priority: 1,
    cell: ({ image }) => image.metadata.name,
  },
]
