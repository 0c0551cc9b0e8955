import { Link } from 'react-router'
import type { ImageStreamRow, StreamSource } from '../../k8s/resources/imageStreamRow.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { paths } from '../../lib/paths.ts'
import { sentenceGap } from '../../lib/prose.ts'
import { t } from '../../lib/t.ts'
import { Absent } from '../../ui/Bytes.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { NoStreams } from './NoStreams.tsx'
import type { StreamTotals } from './streamTotals.ts'

interface LatestImagesProps {
  streams: NamespacedList<ImageStreamRow>
  totals: StreamTotals
}

/** The image streams that got an image last, and how. */
export function LatestImages({ streams, totals }: LatestImagesProps) {
  if (streams.state === 'loading') return <SkeletonLines lines={6} />
  if (streams.state === 'failed') return <NoStreams streams={streams} />
  if (totals.latest.length === 0)
    return (
      <p>
        {t('No image was pushed or imported yet.')}
        {sentenceGap()}
        <Link to={paths.importImage()}>{t('Import an image')}</Link>
      </p>
    )
  return (
    <table className="rc-overview__table" aria-label={t('Latest pushes and imports')}>
      <thead>
        <tr>
          <th scope="col">{t('Tag')}</th>
          <th scope="col">{t('How')}</th>
          <th scope="col">{t('When')}</th>
        </tr>
      </thead>
      <tbody>
        {totals.latest.map(({ namespace, stream, tag, source, created }) => (
          <tr key={`${namespace}/${stream}`}>
            <th scope="row">
              <Link to={paths.imageStreamTag(namespace, stream, tag)} className="rc-break">
                {`${namespace}/${stream}:${tag}`}
              </Link>
            </th>
            <td>{source ? howText(source) : <Absent />}</td>
            <td>
              <Timestamp value={created} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function howText(source: StreamSource): string {
  switch (source) {
    case 'pushed':
      return t('Pushed')
    case 'imported':
      return t('Imported')
    case 'tagged':
      return t('Tagged')
    case 'reference':
      return t('Reference')
  }
}
