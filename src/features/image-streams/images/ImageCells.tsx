import { formatBytes } from '../../../lib/bytes.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useImageSummary } from './imageSummaries.ts'
import type { ImageOfStream, ImageSummary } from './imageSummary.ts'
import { platformsInShort } from '../tags/tagWords.ts'

/** The size of an image, read when its row is on screen. */
export function ImageSize({ image }: { image: ImageOfStream }) {
  const { summary, error } = useImageSummary(image)
  if (summary) return <SummarySize summary={summary} />
  return error ? <Unread message={error.message} /> : <SkeletonCell width="66" />
}

/** The size that a summary knows. */
export function SummarySize({ summary }: { summary: ImageSummary }) {
  if (!summary.found) return <Absent text={t('image deleted')} />
  if (summary.partial && summary.size !== undefined) {
    const title = t('Some platforms of this image were deleted.')
    return <span title={title}>{t('at least {{size}}', { size: formatBytes(summary.size) })}</span>
  }
  return <Bytes value={summary.size} />
}

/** The state of a tag, unless its image turns out to be gone. */
export function ImageState({ image, children }: { image: ImageOfStream; children: string }) {
  const { summary } = useImageSummary(image)
  if (summary?.found !== false) return children
  return (
    <StatusLabel status="warning" compact title={t('The stream still lists this image, but it was deleted.')}>
      {t('Image deleted')}
    </StatusLabel>
  )
}

/** The platforms of an image, read when its row is on screen. */
export function ImagePlatforms({ image }: { image: ImageOfStream }) {
  const { summary, error } = useImageSummary(image)
  if (error) return <Unread message={error.message} />
  if (!summary) return <SkeletonCell width="50" />
  if (summary.platforms.length === 0) return <Absent text={t('not known')} />
  return <span title={summary.platforms.join(', ')}>{platformsInShort(summary.platforms)}</span>
}

/** How many layers an image has, read when its row is on screen. */
export function ImageLayers({ image }: { image: ImageOfStream }) {
  const { summary, error } = useImageSummary(image)
  if (error) return <Unread message={error.message} />
  if (!summary) return <SkeletonCell width="50" />
  return summary.layers > 0 ? formatNumber(summary.layers) : <Absent text={t('not known')} />
}

/** When an image was built, read when its row is on screen. */
export function ImageCreated({ image }: { image: ImageOfStream }) {
  const { summary, error } = useImageSummary(image)
  if (error) return <Unread message={error.message} />
  if (!summary) return <SkeletonCell width="50" />
  return <Timestamp value={summary.created} absent={t('not recorded')} />
}

function Unread({ message }: { message: string }) {
  return (
    <span className="rc-subtle" title={message}>
      {t('could not be read')}
    </span>
  )
}
