import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { manifestsOf, platformOf, type Image } from '../../../k8s/resources/image.ts'
import { currentOf, type ImageStream, type StreamTag } from '../../../k8s/resources/imageStream.ts'
import { tagState } from '../../../k8s/resources/imageStreamTag.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { useImageSummary } from './imageSummaries.ts'
import { imageQuery, type ImageOfStream } from './imageSummary.ts'

interface ImageOfTagProps {
  stream: ImageStream
  tag: StreamTag
  /** The image of one platform: of a manifest list, the one that the address names, else the first. */
  children(image: Image, list: Image | undefined): ReactNode
}

/** Reads the image of a tag and, of a manifest list, the platform to show. Says why when there is none. */
export function ImageOfTag({ stream, tag, children }: ImageOfTagProps) {
  const digest = currentOf(tag)?.image
  if (!digest) return <NoImage tag={tag} />
  const image = { namespace: stream.metadata.namespace ?? '', stream: stream.metadata.name, digest }
  return <ReadImage image={image}>{(read) => <PlatformOf image={image} list={read} render={children} />}</ReadImage>
}

function ReadImage({ image, children }: { image: ImageOfStream; children(read: Image): ReactNode }) {
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
        <Platforms image={image} list={list} chosen={chosen.digest} />
      </Panel>
      <ReadImage key={chosen.digest} image={{ ...image, digest: chosen.digest }}>
        {(child) => render(child, list)}
      </ReadImage>
    </>
  )
}

/** The platforms of a manifest list, each with its size; a click shows what is inside. */
function Platforms({ image, list, chosen }: { image: ImageOfStream; list: Image; chosen: string }) {
  const { summary } = useImageSummary(image)
  const sizes = new Map(summary?.children?.map((child) => [child.digest, child]))
  return (
    <>
      {summary?.size !== undefined && (
        <p>
          {t('{{count}} platforms, {{size}} in all: layers that several share count once.', {
            count: manifestsOf(list).length,
            size: summary.partial
              ? t('at least {{size}}', { size: formatBytes(summary.size) })
              : formatBytes(summary.size),
          })}
        </p>
      )}
      <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Platforms')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {[t('Platform'), t('Image'), t('Layers'), t('Size')].map((title, index) => (
              <th key={title} scope="col" className={`pf-v6-c-table__th${index >= 2 ? ' rc-table__end' : ''}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {manifestsOf(list).map((manifest) => {
            const child = sizes.get(manifest.digest)
            const platform = platformOf(manifest)
            return (
              <tr className="pf-v6-c-table__tr" key={manifest.digest}>
                <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={t('Platform')}>
                  <Link
                    to={{ search: `?${new URLSearchParams({ platform }).toString()}` }}
                    aria-current={manifest.digest === chosen ? 'true' : undefined}
                    className={manifest.digest === chosen ? 'rc-streams__chosen' : undefined}
                  >
                    {platform}
                  </Link>
                </th>
                <td className="pf-v6-c-table__td" data-label={t('Image')}>
                  <Digest value={manifest.digest} />
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Layers')}>
                  {child?.found ? child.layers : <Absent />}
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Size')}>
                  {child && !child.found ? t('image deleted') : <Bytes value={child?.size} />}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
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
