import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { currentFirst, type TagImages } from '../../../k8s/resources/imageHolders.ts'

interface HolderLinksProps {
  holders: readonly TagImages[]
  image: number
  most?: number
}

/** The tags that hold an image in a line: those that serve it now first. */
export function HolderLinks({ holders, image, most = 3 }: HolderLinksProps) {
  if (holders.length === 0) return <span className="rc-subtle">{t('held by no tag')}</span>
  const ordered = currentFirst(holders, image)
  return (
    <>
      {ordered.slice(0, most).map((holder, index) => (
        <span key={`${holder.namespace}/${holder.stream}:${holder.tag}`}>
          {index > 0 && ', '}
          <Link
            className="rc-streams__tag"
            to={paths.imageStreamTag(
              holder.namespace,
              holder.stream,
              holder.tag,
              holder.current === image ? undefined : 'history',
            )}
          >
            {`${holder.namespace}/${holder.stream}:${holder.tag}`}
          </Link>
          {holder.current !== image && <span className="rc-subtle"> {t('in its history')}</span>}
        </span>
      ))}
      {ordered.length > most && (
        <span className="rc-subtle"> {t('and {{count}} more', { count: ordered.length - most })}</span>
      )}
    </>
  )
}
