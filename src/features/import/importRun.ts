import { isSame } from '../../lib/differences.ts'
import {
  currentOf,
  tagOf,
  type ImageStream,
  type StreamTag,
  type TagReference,
} from '../../k8s/resources/imageStream.ts'
import type { ImportResult, WantedImages, WantedTag } from '../../k8s/resources/imageStreamImport.ts'
import { failedImport } from '../../k8s/resources/imageStreamTag.ts'

/** One import: what goes where, and the images that the look at the source found. */
export interface ImportRun {
  namespace: string
  name: string
  wanted: WantedImages
  tags: readonly { tag: string; digests: readonly string[] }[]
}

/** What of a stream an import is about: whoever changes that is in its way. */
export function relevantOf(stream: ImageStream | undefined, { tags }: Pick<ImportRun, 'tags'>): unknown {
  return tags.map(({ tag: name }) => {
    const tag = stream && tagOf(stream, name)
    return { name, spec: tag?.spec, image: tag && currentOf(tag)?.image }
  })
}

/** The reasons of results that nobody can tell. */
const unknownReasons = new Set(['NetworkError', 'UnreadableAnswer', 'Timeout', 'Unknown'])

/** Whether a tag may have been imported although no answer said so. */
export function isUnknown({ ok, reason = '' }: ImportResult): boolean {
  return !ok && unknownReasons.has(reason)
}

/** What is asked for again: the tags that failed, each with the source and the policies that it had. */
export function tagsAgain({ wanted }: ImportRun, results: readonly ImportResult[]): WantedTag[] {
  return results.flatMap(({ ok, tag, name: from }) => {
    if (ok || tag === '') return []
    if (!('tags' in wanted)) return [{ tag, from, ...wanted.policies }]
    return wanted.tags.filter((entry) => entry.tag === tag)
  })
}

/** What became of an import whose answer was lost, told from the stream before and after. */
export function arrivalsOf(
  before: ImageStream | undefined,
  after: ImageStream | undefined,
  { wanted, tags }: ImportRun,
): ImportResult[] {
  return tags.map(({ tag: name, digests }) => {
    const asked =
      'tags' in wanted
        ? wanted.tags.find(({ tag }) => tag === name)
        : { from: `${wanted.repository}:${name}`, ...wanted.policies }
    const result = { tag: name, name: asked?.from ?? '' }
    const [was, is] = [before && tagOf(before, name), after && tagOf(after, name)]
    const failure = is && failedImport(is)
    if (failure && failure.generation !== (was && failedImport(was)?.generation)) {
      const { reason, message } = failure
      return { ...result, ok: false, ...(reason && { reason }), ...(message && { message }) }
    }
    const image = is && currentOf(is)?.image
    // An import of the image that the tag has already only leaves its policy behind.
    const isAsAsked = image && digests.includes(image) && hasPolicy(is.spec, asked)
    if (image && (hasMoved(was, is) || isAsAsked)) return { ...result, ok: true, digest: image }
    return { ...result, ok: false, reason: 'Unknown' }
  })
}

function hasPolicy(spec: TagReference | undefined, asked: Omit<WantedTag, 'tag'> | undefined): boolean {
  const { scheduled = false, insecure = false, importMode = 'Legacy' } = spec?.importPolicy ?? {}
  const {
    scheduled: wantsSchedule = false,
    insecure: wantsInsecure = false,
    importMode: wantsMode = 'Legacy',
  } = asked?.importPolicy ?? {}
  return (
    spec?.from?.name === asked?.from &&
    isSame([scheduled, insecure, importMode], [wantsSchedule, wantsInsecure, wantsMode])
  )
}

function hasMoved(before: StreamTag | undefined, after: StreamTag): boolean {
  const [was, is] = [before && currentOf(before), currentOf(after)]
  return was?.image !== is?.image || was?.created !== is?.created || was?.generation !== is?.generation
}
