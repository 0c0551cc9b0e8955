import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import type { MirrorSetRow } from './mirrorSetColumns.tsx'

/** The entries of a set, each with its mirrors in order, and what is to be known of them. */
export function MirrorSetEntries({ row }: { row: MirrorSetRow }) {
  const { entries, warnings, kind } = row
  return (
    <div className="rc-mirrors__detail">
      {warnings.map(({ severity, text }) => (
        <Alert key={text} inline status={severity} title={text} />
      ))}
      {entries.length === 0 && <p>{t('It has no entry, and does nothing.')}</p>}
      {entries.map(({ source, mirrors, mirrorSourcePolicy }, index) => (
        // Entries have no identity but their place.
        <section key={String(index)} aria-label={source}>
          <h3 className="rc-mirrors__source">
            {source}{' '}
            {!source.startsWith('*') && kind !== 'ImageContentPolicy' && (
              <Link
                to={paths.policy('resolve', { q: exampleOf(kind, source) })}
                aria-label={t('Where images of {{source}} come from', { source })}
              >
                {t('Resolve')}
              </Link>
            )}
          </h3>
          <ol className="rc-mirrors__order">
            {mirrors.map((mirror, place) => (
              <li key={String(place)} className="rc-break">
                {mirror}
              </li>
            ))}
            <li className="rc-subtle">
              {mirrorSourcePolicy === 'NeverContactSource'
                ? t('Never the source: pulls fail when no mirror has the image.')
                : t('The source itself.')}
            </li>
          </ol>
        </section>
      ))}
    </div>
  )
}

const anyDigest = `sha256:${'0'.repeat(64)}`

/** A pull spec that the entry is for. */
function exampleOf(kind: MirrorSetRow['kind'], source: string): string {
  const image = source.includes('/') ? source : `${source}/example`
  return kind === 'ImageTagMirrorSet' ? `${image}:latest` : `${image}@${anyDigest}`
}
