import '@patternfly/patternfly/components/Table/table.css'
import { Link } from 'react-router'
import { formatBytes } from '../../../lib/bytes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { manifestsOf, platformOf, type Image } from '../../../k8s/resources/image.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { imagePath } from './imagePath.ts'
import { useImageSummary } from './imageSummaries.ts'
import type { ChildSummary, ImageOfStream } from './imageSummary.ts'
import '../../../ui/table.css'

interface PlatformsTableProps {
  /** The manifest list, and a stream that holds it. */
  image: ImageOfStream
  list: Image
  /** The platform that is shown below: each is then a link that shows it. */
  chosen?: string
}

/** The platforms of a manifest list, each with its image and its size. */
export function PlatformsTable({ image, list, chosen }: PlatformsTableProps) {
  const { summary, error } = useImageSummary(image)
  const children = new Map(summary?.children?.map((child) => [child.digest, child]))
  const titles = [t('Platform'), t('Image'), t('Layers'), t('Size')]
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
      {error && <p>{t('The sizes could not be read: {{message}}', { message: error.message })}</p>}
      <table className="pf-v6-c-table pf-m-compact rc-table__table" aria-label={t('Platforms')}>
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {titles.map((title, index) => (
              <th key={title} scope="col" className={`pf-v6-c-table__th${index >= 2 ? ' rc-table__end' : ''}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {manifestsOf(list).map((manifest) => {
            const child = children.get(manifest.digest)
            const platform = platformOf(manifest)
            return (
              <tr className="pf-v6-c-table__tr" key={manifest.digest}>
                <th scope="row" className="pf-v6-c-table__th rc-table__name" data-label={t('Platform')}>
                  {chosen === undefined ? (
                    platform
                  ) : (
                    <PlatformLink platform={platform} isChosen={manifest.digest === chosen} />
                  )}
                </th>
                <td className="pf-v6-c-table__td" data-label={t('Image')}>
                  <ChildImage image={image} digest={manifest.digest} child={child} />
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Layers')}>
                  {child?.found ? child.layers : <Absent />}
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Size')}>
                  <ChildSize child={child} waiting={!summary && !error} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

/** A click shows what is inside. */
function PlatformLink({ platform, isChosen }: { platform: string; isChosen: boolean }) {
  return (
    <Link
      to={{ search: `?${new URLSearchParams({ platform }).toString()}` }}
      aria-current={isChosen ? 'true' : undefined}
      className={isChosen ? 'rc-streams__chosen' : undefined}
    >
      {platform}
    </Link>
  )
}

interface ChildImageProps {
  image: ImageOfStream
  digest: string
  child: ChildSummary | undefined
}

function ChildImage({ image, digest, child }: ChildImageProps) {
  return (
    <span className="rc-digest">
      {child?.found === false ? (
        <code title={digest}>{shortDigest(digest)}</code>
      ) : (
        <Link to={imagePath(digest, image)} title={digest}>
          <code>{shortDigest(digest)}</code>
        </Link>
      )}
      <CopyButton what={t('digest')} text={digest} />
    </span>
  )
}

function ChildSize({ child, waiting }: { child: ChildSummary | undefined; waiting: boolean }) {
  if (waiting) return <SkeletonCell width="66" />
  return child && !child.found ? t('image deleted') : <Bytes value={child?.size} />
}
