import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { SourceStream } from '../../../k8s/resources/importSource.ts'
import { isInternalHost } from '../../../k8s/resources/imageStreamTag.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { knownSources } from '../knownSources.ts'
import { tagsText } from './sourceColumns.tsx'
import { CredentialDetails } from './CredentialDetails.tsx'
import { FailingTags } from './FailingTags.tsx'
import { PolicyDetails } from './PolicyDetails.tsx'
import type { SourceRow } from './sourceRow.ts'
import './registries.css'

/** All that is known of one registry: what fails and what to do, what it needs, who imports from it. */
export function SourceDetails({ row }: { row: SourceRow }) {
  const known = knownSources().find(({ host }) => host === row.host)
  return (
    <div className="rc-sources__details">
      {row.failing > 0 && (
        <Part title={t('Failing imports')} wide>
          <FailingTags row={row} />
        </Part>
      )}
      {row.host === '' ? (
        <Part title={t('What is wrong')}>
          <p>
            {t(
              'These sources are not pull specs: change the source of each tag. It looks like quay.io/team/image:tag.',
            )}
          </p>
        </Part>
      ) : (
        <>
          <Part title={t('Credentials')}>
            {known && <p>{known.needs}</p>}
            {isInternalHost(row.host) && (
              <p>
                {t(
                  'This is the registry of this cluster, as a source like any other. A tag that names the image stream tag in place of the pull spec needs no credentials.',
                )}
              </p>
            )}
            <CredentialDetails row={row} />
          </Part>
          <Part title={t('Policy and mirrors')}>
            <PolicyDetails row={row} />
          </Part>
        </>
      )}
      <Part title={t('Image streams')}>
        <p className="rc-subtle">{tagsText(row)}</p>
        <Streams streams={row.streams} />
      </Part>
    </div>
  )
}

function Part({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={`rc-sources__part${wide ? ' rc-m-wide' : ''}`} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

const streamsShown = 15

function Streams({ streams }: { streams: readonly SourceStream[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? streams : streams.slice(0, streamsShown)
  return (
    <>
      <ul className="rc-sources__streams" aria-label={t('Image streams')}>
        {shown.map(({ namespace, name, tags, repository }) => (
          <li key={`${namespace}/${name}`}>
            <Link to={paths.imageStream(namespace, name)} className="rc-break">
              {`${namespace}/${name}`}
            </Link>{' '}
            <span className="rc-subtle">
              {repository === undefined
                ? t('{{count}} tags', { count: tags.length })
                : t('all tags of {{repository}}', { repository })}
            </span>
          </li>
        ))}
      </ul>
      {shown.length < streams.length && (
        <Button variant="link" isInline onClick={() => setAll(true)}>
          {t('Show all {{count}}', { count: streams.length })}
        </Button>
      )}
    </>
  )
}
