import type { Projection } from '../queries.ts'
import type { ObjectMeta, ResourceType } from '../types.ts'
import { historyOf, ImageStream, repositoriesOf, tagsOf } from './imageStream.ts'
import { tagSource } from './imageStreamTag.ts'

/** A tag that was taken from another stream. */
export interface TagLink {
  /** The tag that has it. */
  tag: string
  /** Where it was taken from: `namespace/stream`. */
  from: string
  /** Which tag or digest. */
  what: string
}

/** What somebody loses with a stream, and what it takes from others: known of all streams at once. */
export interface StreamLinks {
  metadata: Pick<ObjectMeta, 'name' | 'namespace' | 'uid' | 'resourceVersion' | 'labels'>
  tags: number
  revisions: number
  /** Distinct images in all revisions. */
  images: number
  local: boolean
  external: string | undefined
  internal: string | undefined
  links: readonly TagLink[]
}

const noLinks: readonly TagLink[] = []

/** What a stream holds, and what it takes from other streams. */
export function projectLinks(stream: ImageStream): StreamLinks {
  const { name, namespace, uid, resourceVersion, labels } = stream.metadata
  const images = new Set<string>()
  const links: TagLink[] = []
  let revisions = 0
  const tags = tagsOf(stream)
  for (const tag of tags) {
    for (const { image } of historyOf(tag)) {
      revisions++
      if (image) images.add(image)
    }
    const source = tagSource(stream, tag)
    if (source.kind !== 'copied' && source.kind !== 'fixed') continue
    const from = `${source.namespace}/${source.stream}`
    if (from === `${namespace}/${name}`) continue
    links.push({ tag: tag.name, from, what: source.kind === 'copied' ? source.tag : source.digest })
  }
  return {
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(uid && { uid }),
      ...(resourceVersion && { resourceVersion }),
      ...(labels && { labels }),
    },
    tags: tags.length,
    revisions,
    images: images.size,
    local: stream.spec?.lookupPolicy?.local === true,
    ...repositoriesOf(stream),
    links: links.length > 0 ? links : noLinks,
  }
}

/** What lists of image streams keep for those who ask what depends on a stream. */
export const streamLinks: Projection<ImageStream, StreamLinks> = { name: 'links', project: projectLinks }

/** Image streams as a dialog reads them: once, without one of the scarce watches. */
export const ImageStreamOnce: ResourceType<ImageStream> = { ...ImageStream, watchable: false }

/** As much of the stream as tells who uses it by name. */
export function streamOfLinks({ metadata, local, external, internal }: StreamLinks): ImageStream {
  return {
    metadata,
    spec: { lookupPolicy: { local } },
    status: {
      ...(external && { publicDockerImageRepository: external }),
      ...(internal && { dockerImageRepository: internal }),
    },
  }
}

/** A tag elsewhere that was taken from a stream: `namespace/stream:tag`. */
export interface LinkedTag {
  namespace: string
  stream: string
  tag: string
  from: string
  what: string
}

/** The tags of other streams that were taken from some streams (`namespace/stream`), but for those that are deleted with them. */
export function linkedTo(streams: readonly StreamLinks[], deleted: ReadonlySet<string>): LinkedTag[] {
  return streams.flatMap(({ metadata, links }) => {
    const { namespace = '', name } = metadata
    if (deleted.has(`${namespace}/${name}`)) return []
    return links.filter(({ from }) => deleted.has(from)).map((link) => ({ namespace, stream: name, ...link }))
  })
}
