import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBytes } from '../../../lib/bytes.ts'
import { paths } from '../../../lib/paths.ts'
import { formatNumber, t } from '../../../lib/t.ts'
import { Absent, Bytes } from '../../../ui/Bytes.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import type { RevisionWhy } from './previewProtocol.ts'
import { imageWhyText, itemWhyText } from './previewWords.ts'
import { planKey, useShownPreview } from './shownPreview.ts'
import type { TagRow } from './tagRows.ts'
import { Users } from './Users.tsx'

const shownAtOnce = 50

/** What becomes of each revision of a tag, and why. */
export function TagRevisions({ row }: { row: TagRow }) {
  const { preview, plan } = useShownPreview()
  const [shown, setShown] = useState(shownAtOnce)
  const { data, error, refetch } = useQuery({
    queryKey: ['prunePreview', planKey(plan), 'tag', row.tag],
    queryFn: () => preview.revisionsOf(row.tag),
    staleTime: Infinity,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={Math.min(row.goes + row.stays, 5)} />
  const more = data.length - shown
  return (
    <div className="rc-preview__details">
      <table
        className="pf-v6-c-table pf-m-compact rc-table__table"
        aria-label={t('Revisions of {{tag}}', { tag: `${row.stream}:${row.name}` })}
      >
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {[t('Revision'), t('Image'), t('Created'), t('Size'), t('In a run'), t('Why')].map((title, index) => (
              <th key={title} scope="col" className={`pf-v6-c-table__th${index === 3 ? ' rc-table__end' : ''}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {data.slice(0, shown).map((revision) => (
            <Revision key={revision.revision} row={row} revision={revision} />
          ))}
        </tbody>
      </table>
      {more > 0 && (
        <Button variant="link" isInline onClick={() => setShown(shown + 500)}>
          {t('Show {{count}} more revisions', { count: Math.min(more, 500) })}
        </Button>
      )}
    </div>
  )
}

function Revision({ row, revision }: { row: TagRow; revision: RevisionWhy }) {
  const { plan, reading } = useShownPreview()
  const { digest, created, size, goes, why, users, userCount } = revision
  // Who may not read images can read one through its stream.
  const image =
    digest && paths.image(digest, undefined, reading.imagesListed ? {} : { stream: `${row.namespace}/${row.stream}` })
  const place =
    why === 'used-tag'
      ? paths.imageStreamTag(row.namespace, row.stream, row.name, 'used-by')
      : paths.imageStream(row.namespace, row.stream, 'used-by')
  return (
    <tr className="pf-v6-c-table__tr">
      <td className="pf-v6-c-table__td" data-label={t('Revision')}>
        {formatNumber(revision.revision + 1)}
        {revision.revision === 0 && <span className="rc-subtle"> {t('current')}</span>}
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Image')}>
        {digest ? <Digest value={digest} to={image} /> : <Absent text={t('refers to an image elsewhere')} />}
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Created')}>
        <Timestamp
          value={created === undefined ? undefined : new Date(created).toISOString()}
          absent={t('not recorded')}
        />
      </td>
      <td className="pf-v6-c-table__td rc-table__end" data-label={t('Size')}>
        <Bytes value={size} />
      </td>
      <td className="pf-v6-c-table__td" data-label={t('In a run')}>
        <Fate goes={goes} />
      </td>
      <td className="pf-v6-c-table__td" data-label={t('Why')}>
        <div className="rc-preview__sentence">{itemWhyText(why, plan.options)}</div>
        {users.length > 0 && <Users users={users} count={userCount} to={place} />}
        {goes && <BlobsText revision={revision} />}
      </td>
    </tr>
  )
}

/** Whether a run deletes something: a word with the state's color. */
export function Fate({ goes }: { goes: boolean }) {
  return (
    <StatusLabel status={goes ? 'warning' : 'none'} compact>
      {goes ? t('Goes') : t('Stays')}
    </StatusLabel>
  )
}

/** What becomes of the image of a revision that goes, and of its blobs. */
function BlobsText({ revision: { imageWhy, size, frees, sharedBlobs = 0 } }: { revision: RevisionWhy }) {
  const { plan } = useShownPreview()
  const { pruneRegistry, namespace } = plan.options
  if (imageWhy === undefined || namespace !== undefined) return null
  if (imageWhy !== 'goes')
    return (
      <p className="rc-subtle">
        {t('The image itself stays: {{why}}.', { why: imageWhyText(imageWhy, plan.options) })}
      </p>
    )
  if (!pruneRegistry) return null
  if (size === undefined)
    return (
      <p className="rc-subtle">
        {t('The image goes too. No layers of it are known: a manifest list has none of its own.')}
      </p>
    )
  const bytes = formatBytes(frees ?? 0)
  return (
    <p className="rc-subtle">
      {sharedBlobs > 0
        ? t('The image goes too. {{count}} of its blobs are in images that stay: it frees {{bytes}}.', {
            count: sharedBlobs,
            bytes,
          })
        : t('The image goes too: it frees {{bytes}}.', { bytes })}
    </p>
  )
}
