import { Link } from 'react-router'
import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import { importProblem } from '../../k8s/resources/importProblem.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { NoStreams } from './NoStreams.tsx'
import { CardLinks } from './CardLinks.tsx'
import type { StreamTotals } from './streamTotals.ts'

interface StreamCardProps {
  streams: NamespacedList<ImageStreamRow>
  totals: StreamTotals
}

/** Tags that could not be imported: why, since when, and where to mend it. */
export function FailingImports({ streams, totals }: StreamCardProps) {
  if (streams.state === 'loading') return <SkeletonLines lines={6} />
  if (streams.state === 'failed') return <NoStreams streams={streams} />
  const { failing, failed } = totals
  if (failing === 0)
    return (
      <p>{streams.complete ? t('None. All imports worked.') : t('None so far: image streams are still being read.')}</p>
    )
  return (
    <>
      <ul className="rc-overview__entries" aria-label={t('Failing imports')}>
        {failed.map(({ namespace, stream, tag, reason, message, since }) => (
          <li key={`${namespace}/${stream}:${tag}`}>
            <p>
              <Link to={paths.imageStreamTag(namespace, stream, tag)} className="rc-break">
                {`${namespace}/${stream}:${tag}`}
              </Link>{' '}
              <span className="rc-subtle">
                <Timestamp value={since || undefined} absent={t('at an unknown time')} />
              </span>{' '}
              <Link
                to={paths.imageStreamTag(namespace, stream, tag)}
                aria-label={t('Fix {{tag}}', { tag: `${namespace}/${stream}:${tag}` })}
              >
                {t('Fix')}
              </Link>
            </p>
            <p>{importProblem({ reason, message }).title}</p>
            <p className="rc-overview__message" title={message}>
              {reason && <code>{reason}</code>} {message}
            </p>
          </li>
        ))}
      </ul>
      <CardLinks>
        <Link to={paths.imageStreams({ failing: 'true' })}>
          {t('See all {{count}} failing imports', { count: failing })}
        </Link>
        <Link to={paths.sourceRegistries({ failing: 'true' })}>{t('By source registry')}</Link>
      </CardLinks>
    </>
  )
}
