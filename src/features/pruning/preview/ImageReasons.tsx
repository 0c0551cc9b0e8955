import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import type { PrunedImageRow } from './imageRows.ts'
import type { ImageDetail } from './previewProtocol.ts'
import { itemGoes, itemWhyText } from './previewWords.ts'
import { planKey, useShownPreview } from './shownPreview.ts'
import { Fate } from './TagRevisions.tsx'
import { Users } from './Users.tsx'

/** The revisions and manifest lists that have an image, and what becomes of them. */
export function ImageReasons({ row }: { row: PrunedImageRow }) {
  const { preview, plan } = useShownPreview()
  const { data, error, refetch } = useQuery({
    queryKey: ['prunePreview', planKey(plan), 'image', row.image],
    queryFn: () => preview.imageDetail(row.image),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={3} />
  return (
    <div className="rc-preview__details">
      <Holders detail={data} />
      {data.lists.length > 0 && <Lists detail={data} />}
      <p className="rc-subtle">{blobsText(data.blobs)}</p>
    </div>
  )
}

function Holders({ detail: { holders, holderCount } }: { detail: ImageDetail }) {
  const { plan, reading } = useShownPreview()
  if (holderCount === 0) return <p>{t('No tag of any image stream has it in its history.')}</p>
  return (
    <ul className="rc-preview__list" aria-label={t('Tags with this image')}>
      {holders.map(({ tag, stream, revision, why, users }) => {
        const { namespace = '', name = '' } = reading.streams[stream] ?? {}
        const tagName = reading.tags[tag] ?? ''
        return (
          <li key={`${tag} ${revision}`}>
            <Fate goes={itemGoes(why)} />{' '}
            <Link className="rc-break" to={paths.imageStreamTag(namespace, name, tagName)}>
              {`${namespace}/${name}:${tagName}`}
            </Link>{' '}
            {t('revision {{revision}}: {{why}}', { revision: revision + 1, why: itemWhyText(why, plan.options) })}
            {users.length > 0 && (
              <Users users={users} count={users.length} to={paths.imageStream(namespace, name, 'used-by')} />
            )}
          </li>
        )
      })}
      {holderCount > holders.length && (
        <li className="rc-subtle">{t('and {{count}} more', { count: holderCount - holders.length })}</li>
      )}
    </ul>
  )
}

function Lists({ detail: { lists } }: { detail: ImageDetail }) {
  return (
    <ul className="rc-preview__list" aria-label={t('Manifest lists with this image')}>
      {lists.map(({ digest, stays }) => (
        <li key={digest}>
          <Fate goes={!stays} /> {t('platform of')}{' '}
          <Link to={paths.image(digest)}>
            <code>{shortDigest(digest)}</code>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function blobsText({ going, staying }: ImageDetail['blobs']): string {
  if (going === 0) return t('All its {{count}} blobs stay.', { count: staying })
  if (staying === 0) return t('All its {{count}} blobs go, manifest and configuration included.', { count: going })
  return t('Of its blobs {{going}} go and {{staying}} stay, because other images have them.', { going, staying })
}
