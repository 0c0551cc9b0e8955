import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import type { MirrorSetRow } from './mirrorSetColumns.tsx'

/** The entries of a set, each with its mirrors in order, and what is to be known of them. */
export function MirrorSetEntries({ row }: { row: MirrorSetRow }) {
  const { entries, warnings, kind } = row
  return (
    <div className="rc-mirrors__detail">
      {warnings.length > 0 && (
        <ul className="rc-mirrors__known">
          {warnings.map(({ severity, brief, text }) => (
            <li key={text}>
              <StatusLabel compact status={severity}>
                {brief}
              </StatusLabel>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
      {entries.length === 0 && <p>{t('It has no entries and does nothing.')}</p>}
      {entries.map(({ source, mirrors, mirrorSourcePolicy }, index) => (
        // Entries have no identity but their place.
        <div key={String(index)}>
          <p className="rc-mirrors__source">
            {source}{' '}
            {!source.startsWith('*') && kind !== 'ImageContentPolicy' && (
              <Link
                to={paths.policy('resolve', { q: exampleOf(kind, source) })}
                aria-label={t('Resolve an image of {{source}}', { source })}
              >
                {t('Resolve')}
              </Link>
            )}
          </p>
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
        </div>
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
