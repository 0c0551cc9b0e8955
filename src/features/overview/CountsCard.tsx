import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { asApiError } from '../../k8s/ApiError.ts'
import { listChunk } from '../../k8s/list.ts'
import { Image } from '../../k8s/resources/image.ts'
import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { paths } from '../../lib/paths.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { Problem } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Facts } from './Facts.tsx'
import { CardLinks } from './CardLinks.tsx'
import type { StreamTotals } from './streamTotals.ts'

interface CountsCardProps {
  streams: NamespacedList<ImageStreamRow>
  totals: StreamTotals
}

/** How many images, image streams and tags there are. */
export function CountsCard({ streams, totals }: CountsCardProps) {
  const images = useQuery({
    queryKey: ['k8s', Image.group, Image.version, Image.plural, 'number'],
    // One object tells how many more there are.
    queryFn: async ({ signal }) => {
      const { items, metadata } = await listChunk(Image, {}, { limit: 1, signal })
      return items.length + (metadata.remainingItemCount ?? 0)
    },
    staleTime: 30_000,
    refetchInterval: ({ state }) => (state.error ? false : 60_000),
  })
  const [first] = streams.errors
  if (streams.state === 'failed' && first) return <Problem error={first} onRetry={streams.retry} />
  if (streams.state === 'loading') return <SkeletonLines />
  const { items, total, complete } = streams
  const soFar = complete ? '' : ` ${t('so far')}`
  return (
    <>
      <Facts
        label={t('Contents')}
        lines={[
          { name: t('Images'), value: <NumberOfImages {...images} /> },
          { name: t('Image streams'), value: <span className="rc-number">{formatNumber(total ?? items.length)}</span> },
          { name: t('Tags'), value: <span className="rc-number">{formatNumber(totals.tags) + soFar}</span> },
        ]}
      />
      <CardLinks>
        <Link to={paths.imageStreams()}>{t('See image streams')}</Link>
        <Link to={paths.images()}>{t('See images')}</Link>
      </CardLinks>
    </>
  )
}

function NumberOfImages({ data, error }: { data: number | undefined; error: unknown }) {
  if (data !== undefined) return <span className="rc-number">{formatNumber(data)}</span>
  if (!error) return <span className="rc-subtle">{t('Counting')}</span>
  return (
    <span className="rc-subtle">
      {asApiError(error).code === 403 ? t('You may not list images.') : asApiError(error).message}
    </span>
  )
}
