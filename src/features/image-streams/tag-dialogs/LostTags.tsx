import { useMemo } from 'react'
import { imageNumbers } from '../../../k8s/resources/imageNumbers.ts'
import { holds, streamImages, type StreamImages } from '../../../k8s/resources/imageHolders.ts'
import { movingWith } from '../../../k8s/resources/imageConsumer.ts'
import { historyOf, ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { useNamespacedList } from '../../../k8s/useNamespacedList.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { inShort } from './TagChange.tsx'

interface LostTagsProps {
  stream: ImageStream
  tags: readonly StreamTag[]
}

/** What is lost with some tags: their histories, and the images that nothing else holds. */
export function LostRevisions({ stream, tags }: LostTagsProps) {
  const revisions = tags.reduce((sum, tag) => sum + historyOf(tag).length, 0)
  const { state, digests } = useUnreferenced(stream, tags)
  return (
    <>
      <p>
        {revisions > 0
          ? t('{{count}} revisions are lost: nothing can be rolled back to them any more.', { count: revisions })
          : t('It has no revisions.')}
      </p>
      {revisions > 0 && (
        <p>
          {state === 'loading' && t('Looking whether other tags hold its images …')}
          {state === 'failed' && t('Whether other tags hold its images could not be read.')}
          {state === 'ready' &&
            (digests.length === 0
              ? t('Other tags hold all its images.')
              : t('{{count}} images are then held by no tag that you may list: {{names}}.', {
                  count: digests.length,
                  names: inShort(digests.map(shortDigest)),
                }))}
          {sentenceGap()}
          {t('Images stay in the registry until pruning removes them.')}
        </p>
      )}
    </>
  )
}

/** The images of some tags that no other tag holds, as far as the user may see. */
function useUnreferenced(stream: ImageStream, tags: readonly StreamTag[]) {
  const { items, complete, state } = useNamespacedList(ImageStream, undefined, streamImages, { background: true })
  const digests = useMemo(() => (complete ? unreferenced(items, stream, tags) : []), [complete, items, stream, tags])
  if (state === 'failed') return { state, digests }
  return { state: complete ? ('ready' as const) : ('loading' as const), digests }
}

/** The images that only these tags of a stream hold. */
export function unreferenced(
  streams: readonly StreamImages[],
  { metadata: { namespace, name } }: ImageStream,
  tags: readonly StreamTag[],
): string[] {
  const going = new Set(tags.map((tag) => tag.name))
  const open = new Map<number, string>()
  for (const tag of tags) for (const { image } of historyOf(tag)) if (image) open.set(imageNumbers.of(image), image)
  for (const { metadata, tags: held } of streams) {
    const same = metadata.namespace === namespace && metadata.name === name
    for (const tag of held) {
      if (same && going.has(tag.tag)) continue
      for (const image of open.keys()) if (holds(tag, image)) open.delete(image)
    }
    if (open.size === 0) break
  }
  return [...open.values()]
}

/** Which tags of the stream follow some that go. */
export function Followers({ stream, tags }: { stream: ImageStream; tags: readonly string[] }) {
  const names = [...new Set(tags.flatMap((tag) => movingWith(stream, tag)))].filter((name) => !tags.includes(name))
  if (names.length === 0) return null
  return (
    <p>
      {t('{{count}} tags follow it: {{names}}. They keep the image they have and never get another one by it.', {
        count: names.length,
        names: inShort(names),
      })}
    </p>
  )
}
