import { Link } from 'react-router'
import { linkedTo } from '../../../k8s/resources/imageStreamLinks.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { useStreamLinks } from './useStreamLinks.ts'

const shown = 6

/** The tags of other streams that were taken from these (`namespace/stream`), as far as the person may see them. */
export function LinkedTags({ streams }: { streams: ReadonlySet<string> }) {
  const { items, complete, state, byProject } = useStreamLinks()
  if (state === 'failed') return <p>{t('Which tags elsewhere were taken from it could not be read.')}</p>
  if (!complete) return <p role="status">{t('Looking for tags elsewhere that were taken from it …')}</p>
  const linked = linkedTo(items, streams)
  if (linked.length === 0)
    return (
      <p>
        {byProject
          ? t('No tag of another stream that you may see was taken from it.')
          : t('No tag of another stream was taken from it.')}
      </p>
    )
  return (
    <>
      <p>
        {t(
          '{{count}} tags of other streams were taken from it. They keep the image they have, but cannot be taken from it anew.',
          { count: linked.length },
        )}
      </p>
      <ul aria-label={t('Tags taken from it')}>
        {linked.slice(0, shown).map(({ namespace, stream, tag }) => (
          <li key={`${namespace}/${stream}:${tag}`}>
            <Link to={paths.imageStreamTag(namespace, stream, tag)}>{`${namespace}/${stream}:${tag}`}</Link>
          </li>
        ))}
      </ul>
      {linked.length > shown && <p>{t('and {{count}} more', { count: linked.length - shown })}</p>}
    </>
  )
}
