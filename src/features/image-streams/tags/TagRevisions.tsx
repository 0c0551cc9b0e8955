import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { historyOf, ImageStream, repositoriesOf, tagPullSpec } from '../../../k8s/resources/imageStream.ts'
import { followedTag, revisionOrigin } from '../../../k8s/resources/imageStreamTag.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { Digest } from '../../../ui/Digest.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { ImageSize } from '../images/ImageCells.tsx'
import { imagePath } from '../images/imagePath.ts'
import { ImportFailure } from './ImportFailure.tsx'
import { RevisionActions } from './RevisionActions.tsx'
import type { TagRow } from './tagRows.ts'
import { originText } from './tagWords.ts'

const shown = 20

/** What opens below a row: why its import failed, how to pull it, and its last revisions. */
export function TagRevisions({ row }: { row: TagRow }) {
  return (
    <Panel>
      <Revisions row={row} />
    </Panel>
  )
}

function Revisions({ row }: { row: TagRow }) {
  const { namespace, stream: name, tag } = row
  const { data: stream } = useSuspenseQuery(objectOf(ImageStream, { namespace, name }))
  const history = historyOf(tag)
  const { external, internal } = repositoriesOf(stream)
  const repository = external ?? internal
  const broken = row.source.kind === 'follows' && !followedTag(stream, tag)
  return (
    <div className="rc-streams__details">
      <ImportFailure tag={tag} />
      {broken && <p>{t('It follows a tag that is not there, or that follows it in turn: it never gets an image.')}</p>}
      {repository && history.length > 0 && (
        <CommandLine command={tagPullSpec(repository, tag.name)} what={t('pull spec')} />
      )}
      {history.length === 0 && row.state !== 'failed' && <p>{t('No revisions: the tag never had an image.')}</p>}
      {history.length > 0 && (
        <table
          className="pf-v6-c-table pf-m-compact rc-table__table"
          aria-label={t('Revisions of {{tag}}', { tag: tag.name })}
        >
          <thead className="pf-v6-c-table__thead">
            <tr className="pf-v6-c-table__tr">
              {[t('Image'), t('When'), t('How'), t('Size'), t('Generation')].map((title, index) => (
                <th key={title} scope="col" className={`pf-v6-c-table__th${index >= 3 ? ' rc-table__end' : ''}`}>
                  {title}
                </th>
              ))}
              <td className="pf-v6-c-table__td" />
            </tr>
          </thead>
          <tbody className="pf-v6-c-table__tbody">
            {history.slice(0, shown).map((event, place) => (
              // The same image may be in a history more than once.
              <tr key={`${event.image} ${history.length - place}`} className="pf-v6-c-table__tr">
                <td className="pf-v6-c-table__td" data-label={t('Image')}>
                  <Digest value={event.image} to={event.image && imagePath(event.image, { namespace, stream: name })} />
                </td>
                <td className="pf-v6-c-table__td" data-label={t('When')}>
                  <Timestamp value={event.created} absent={t('not recorded')} />
                  {place === 0 && <span className="rc-subtle"> {t('current')}</span>}
                </td>
                <td className="pf-v6-c-table__td" data-label={t('How')}>
                  {originText(revisionOrigin(stream, tag, event))}
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Size')}>
                  {event.image ? <ImageSize image={{ namespace, stream: name, digest: event.image }} /> : <Absent />}
                </td>
                <td className="pf-v6-c-table__td rc-table__end" data-label={t('Generation')}>
                  {event.generation ?? <Absent />}
                </td>
                <td className="pf-v6-c-table__td pf-v6-c-table__action">
                  <RevisionActions namespace={namespace} stream={name} tag={tag.name} event={event} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {history.length > shown && (
        <Link to={paths.imageStreamTag(namespace, name, tag.name, 'history')}>
          {t('Show all {{count}} revisions', { count: history.length })}
        </Link>
      )}
    </div>
  )
}
