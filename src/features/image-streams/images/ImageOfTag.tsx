import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { manifestsOf, platformOf, type Image } from '../../../k8s/resources/image.ts'
import { currentOf, type ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { tagState } from '../../../k8s/resources/imageStreamTag.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { imageQuery, type ImageOfStream } from './imageSummary.ts'
import { PlatformsTable } from './PlatformsTable.tsx'

interface ImageOfTagProps {
  stream: ImageStream
  tag: StreamTag
  /** The image of one platform: of a manifest list, the one that the address names, else the first. */
  children(image: Image, list: Image | undefined): ReactNode
}

/** Reads what a tag points to, be it a manifest list. Says why when there is none. */
export function WholeImageOfTag({ stream, tag, children }: Pick<ImageOfTagProps, 'stream' | 'tag'> & WholeImage) {
  const digest = currentOf(tag)?.image
  if (!digest) return <NoImage tag={tag} />
  const image = { namespace: stream.metadata.namespace ?? '', stream: stream.metadata.name, digest }
  return <ReadImage image={image}>{(read) => children(read, image)}</ReadImage>
}

interface WholeImage {
  children(read: Image, image: ImageOfStream): ReactNode
}

/** Reads the image of a tag and, of a manifest list, the platform to show. Says why when there is none. */
export function ImageOfTag({ stream, tag, children }: ImageOfTagProps) {
  const digest = currentOf(tag)?.image
  if (!digest) return <NoImage tag={tag} />
  const image = { namespace: stream.metadata.namespace ?? '', stream: stream.metadata.name, digest }
  return <ReadImage image={image}>{(read) => <PlatformOf image={image} list={read} render={children} />}</ReadImage>
}

/** Reads one image. Says why when there is none. */
export function ReadImage({ image, children }: { image: ImageOfStream; children(read: Image): ReactNode }) {
  const { data, error, refetch } = useQuery(imageQuery(image))
  if (data) return children(data)
  if (!error) return <SkeletonLines lines={10} />
  if (asApiError(error).code === 404 && !isKindMissing(error)) return <GoneImage digest={image.digest} />
  return <Problem error={error} onRetry={() => void refetch()} />
}

function PlatformOf(props: { image: ImageOfStream; list: Image; render: ImageOfTagProps['children'] }) {
  const { image, list, render } = props
  const [params] = useSearchParams()
  const manifests = manifestsOf(list)
  if (manifests.length === 0) return render(list, undefined)
  const wanted = params.get('platform')
  const chosen = manifests.find((manifest) => platformOf(manifest) === wanted) ?? manifests[0]
  if (!chosen) return null
  return (
    <>
      <Panel title={t('Platforms')}>
        <PlatformsTable image={image} list={list} chosen={chosen.digest} />
      </Panel>
      <ReadImage key={chosen.digest} image={{ ...image, digest: chosen.digest }}>
        {(child) => render(child, list)}
      </ReadImage>
    </>
  )
}

function NoImage({ tag }: { tag: StreamTag }) {
  const state = tagState(tag)
  if (state === 'importing') {
    return <EmptyState title={t('Not imported yet')}>{t('The cluster imports it in the background.')}</EmptyState>
  }
  if (state === 'failed') {
    return <EmptyState title={t('No image')}>{t('The import failed, and the tag had no image before.')}</EmptyState>
  }
  if (tag.spec?.reference) {
    return (
      <EmptyState title={t('Only a reference')}>
        {t('The tag points to {{source}} and imports nothing: the cluster does not know what is in that image.', {
          source: tag.spec.from?.name ?? '',
        })}
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('No image')}>
      {t('Nothing was pushed to this tag and it follows nothing that has an image.')}
    </EmptyState>
  )
}

function GoneImage({ digest }: { digest: string }) {
  return (
    <EmptyState title={t('The image was deleted')} status="warning">
      <p>
        {t(
          'The tag still lists {{digest}}, but the cluster has no image of that name any more. Pulls of it fail. Push or import it again.',
          {
            digest: shortDigest(digest),
          },
        )}
      </p>
    </EmptyState>
  )
}
