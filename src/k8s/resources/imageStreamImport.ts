import type { QueryClient } from '@tanstack/react-query'
import { asApiError } from '../ApiError.ts'
import type { K8sObject, ResourceType, Status } from '../types.ts'
import { create, folded } from '../writes.ts'
import type { Image } from './image.ts'
import { ImageStream, tagOf, type StreamTag, type TagReference } from './imageStream.ts'
import { followedTag } from './imageStreamTag.ts'

export type ImportPolicy = NonNullable<TagReference['importPolicy']>
export type ReferencePolicy = NonNullable<TagReference['referencePolicy']>

/** What is asked for one image, or for all tags of a repository. */
interface ImportEntry {
  from: { kind: 'DockerImage'; name: string }
  /** Without it an image goes to the tag in its pull spec; without that it is looked up and not stored. */
  to?: { name: string }
  importPolicy: ImportPolicy
  referencePolicy: ReferencePolicy
}

/** What came of one image. */
export interface ImportedImage {
  status?: Partial<Status> | null
  image?: Image | null
  /** The tag it has in its own registry. */
  tag?: string
  /** The images of a manifest list, when all platforms are kept. */
  manifests?: Image[] | null
}

export interface ImageStreamImport extends K8sObject {
  spec: { import: boolean; images?: ImportEntry[]; repository?: ImportEntry }
  status?: {
    /** The stream as the import left it. */
    import?: ImageStream | null
    images?: ImportedImage[] | null
    repository?: {
      status?: Partial<Status> | null
      images?: ImportedImage[] | null
      /** Tags beyond the most that are imported of one repository. */
      additionalTags?: string[] | null
    } | null
  }
}

/** An import, done while the client waits. It can only be created. */
export const ImageStreamImport: ResourceType<ImageStreamImport> = {
  group: 'image.openshift.io',
  version: 'v1',
  plural: 'imagestreamimports',
  kind: 'ImageStreamImport',
  namespaced: true,
  watchable: false,
}

/** What is wanted of an import: some tags each with its source, or a repository with all its tags. */
export type WantedImages = { tags: readonly WantedTag[] } | { repository: string; policies: TagPolicies }

export interface TagPolicies {
  importPolicy: ImportPolicy
  referencePolicy: ReferencePolicy
}

export interface WantedTag extends TagPolicies {
  /** The tag in the stream; absent: looked up only. */
  tag?: string | undefined
  /** Pull spec of the source. */
  from: string
}

/** Where the image goes: a stream that is there as it was seen, or one that the import makes. */
export type ImportTarget = Pick<ImageStream, 'metadata'>

/**
 * The body of an import. With the resourceVersion of the stream in the target, the API answers 409 when somebody changed it
 * since. `dryRun` looks only: nothing is stored.
 */
export function importBody(
  { metadata: { namespace, name, resourceVersion } }: ImportTarget,
  wanted: WantedImages,
  { dryRun = false }: { dryRun?: boolean } = {},
): ImageStreamImport {
  const entry = (from: string, { importPolicy, referencePolicy }: TagPolicies): ImportEntry => ({
    from: { kind: 'DockerImage', name: from },
    importPolicy,
    referencePolicy,
  })
  return {
    metadata: { name, ...(namespace && { namespace }), ...(resourceVersion && { resourceVersion }) },
    spec: {
      import: !dryRun,
      ...('tags' in wanted
        ? { images: wanted.tags.map((tag) => ({ ...entry(tag.from, tag), ...(tag.tag && { to: { name: tag.tag } }) })) }
        : { repository: entry(wanted.repository, wanted.policies) }),
    },
  }
}

/** What came of one tag of an import. */
export interface ImportResult {
  /** The tag in the stream; empty for what was only looked up. */
  tag: string
  /** The pull spec it was asked for by. */
  name: string
  ok: boolean
  digest?: string
  /** Why it failed, in the API's words. */
  reason?: string
  message?: string
  image?: Image
  manifests?: readonly Image[]
}

/** What came of each tag of an import. It answers 201 also when every image failed. */
export function resultsOf({ spec, status }: ImageStreamImport): ImportResult[] {
  const results = (spec.images ?? []).map(({ from, to }, index) => {
    const imported = status?.images?.[index]
    return resultOf(to?.name ?? imported?.tag ?? '', from.name, imported)
  })
  const { repository } = status ?? {}
  const source = spec.repository?.from.name ?? ''
  for (const imported of repository?.images ?? []) {
    const tag = imported.tag ?? ''
    results.push(resultOf(tag, tag ? `${source}:${tag}` : source, imported))
  }
  // A repository that could not be read at all has no tags to tell it by.
  if (spec.repository && !repository?.images?.length && repository?.status?.status !== 'Success') {
    results.push(resultOf('', source, repository ?? undefined))
  }
  return results
}

function resultOf(tag: string, name: string, imported: ImportedImage | undefined): ImportResult {
  const { status, image, manifests } = imported ?? {}
  const result: ImportResult = { tag, name, ok: status?.status !== 'Failure' && Boolean(image) }
  if (image) {
    result.digest = image.metadata.name
    result.image = image
  }
  if (manifests?.length) result.manifests = manifests
  if (!result.ok) {
    if (status?.reason) result.reason = status.reason
    if (status?.message) result.message = status.message
  }
  return result
}

/**
 * At most so many images in one request: each takes about a second, with all its platforms a few, and routes end requests
 * after 30 seconds unless they are told otherwise.
 */
const batchSize = { one: 25, allPlatforms: 8 }

/**
 * Imports, and shows the resulting stream in every cached list and object. Many tags go in several requests, each for the
 * stream as the one before left it; `onResults` hears of each. Throws the ApiError of the first request; that of a later one
 * is the result of the tags that were in it and after it.
 */
export async function importImages(
  client: QueryClient,
  target: ImportTarget,
  wanted: WantedImages,
  onResults: (results: ImportResult[]) => void = () => {},
): Promise<ImportResult[]> {
  const results: ImportResult[] = []
  let seen = target
  for (const batch of batchesOf(wanted)) {
    const body = importBody(seen, batch)
    try {
      const answer = await create(ImageStreamImport, body)
      const stream = answer.status?.import
      if (stream) seen = folded(client, ImageStream, 'MODIFIED', stream)
      results.push(...resultsOf({ ...answer, spec: answer.spec ?? body.spec }))
    } catch (error) {
      if (results.length === 0 || !('tags' in wanted)) throw error
      const { reason, message } = asApiError(error)
      const left = wanted.tags.slice(results.length)
      results.push(...left.map(({ tag = '', from }) => ({ tag, name: from, ok: false, reason, message })))
      return results
    } finally {
      onResults([...results])
    }
  }
  return results
}

function batchesOf(wanted: WantedImages): WantedImages[] {
  if (!('tags' in wanted)) return [wanted]
  const { tags } = wanted
  const all = tags.some(({ importPolicy }) => importPolicy.importMode === 'PreserveOriginal')
  const size = all ? batchSize.allPlatforms : batchSize.one
  return Array.from({ length: Math.ceil(tags.length / size) }, (_, index) => ({
    tags: tags.slice(index * size, (index + 1) * size),
  }))
}

/**
 * The tag that an import of this one updates: the tag itself, or the one that it follows in the same stream. Undefined when
 * nothing can be imported: it was pushed, is fixed to an image, comes from another stream or only refers to its source.
 */
export function importableTag(stream: ImageStream, tag: StreamTag): StreamTag | undefined {
  const followed = followedTag(stream, tag)
  const { from, reference } = followed?.spec ?? {}
  return from?.kind === 'DockerImage' && from.name && !reference ? followed : undefined
}

/** The body that imports some tags of a stream again from where each comes from, with the policies that each has now. */
export function reimportBody(stream: ImageStream, tagNames: readonly string[]): ImageStreamImport {
  return importBody(stream, { tags: reimportedTags(stream, tagNames) })
}

function reimportedTags(stream: ImageStream, tagNames: readonly string[]): WantedTag[] {
  const insecureStream = stream.metadata.annotations?.['openshift.io/image.insecureRepository'] === 'true'
  const wanted = new Map<string, WantedTag>()
  for (const name of tagNames) {
    const asked = tagOf(stream, name)
    const tag = asked && importableTag(stream, asked)
    if (!tag?.spec?.from?.name) continue
    const { from, importPolicy, referencePolicy } = tag.spec
    // The API server writes the policy of the request into the tag: what is left out is reset.
    wanted.set(tag.name, {
      tag: tag.name,
      from: from.name ?? '',
      importPolicy: { ...importPolicy, ...(insecureStream && { insecure: true }) },
      referencePolicy: { type: referencePolicy?.type || 'Source' },
    })
  }
  return [...wanted.values()]
}

/**
 * Imports some tags of a stream again; see importableTag for which can be. A tag that fails is a result that is not ok.
 * Throws an ApiError: 409 when the stream was changed since it was seen.
 */
export async function reimport(
  client: QueryClient,
  stream: ImageStream,
  tagNames: readonly string[],
): Promise<ImportResult[]> {
  return importImages(client, stream, { tags: reimportedTags(stream, tagNames) })
}
