import { Link } from 'react-router'
import { useQuery } from '@tanstack/react-query'
import { reviewQuery, type ReviewTarget } from '../../../k8s/accessReviews.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useAccessRules } from '../../../k8s/useAccessRules.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { targetsOf, type AccessVerb } from '../../../ui/access/accessVerbs.ts'
import { checkPath } from '../../../ui/access/checkPath.ts'
import { useWhoMay } from '../../../ui/access/useWhoMay.ts'
import { WhoMayPanel } from '../../../ui/access/WhoMayPanel.tsx'
import { everybodyOf, type Everybody, type WhoRow } from '../../../ui/access/whoRows.ts'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonCell } from '../../../ui/Skeleton.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'

/** Who may pull, push and administer an image stream. */
export function AccessTab({ stream }: { stream: ImageStream }) {
  const { namespace: project = '', name } = stream.metadata
  const place = { project, stream: name }
  const sources = useAccessRules(project)
  const [pull] = targetsOf('pull', place)
  const [push] = targetsOf('push', place)
  const rights = [
    { right: 'pull', target: pull },
    { right: 'push', target: push },
  ]
  const who = useWhoMay(rights, sources, true)
  return (
    <div className="rc-access">
      <Panel title={t('What you may do here')}>
        <DescriptionList
          label={t('What you may do here')}
          terms={myVerbs().map(([verb, title]) => ({
            name: title,
            value: <MyRight verb={verb} title={title} place={place} />,
          }))}
        />
      </Panel>
      <WhoMayPanel title={t('Who may pull or push')} found={who} rights>
        {!who.loading && <p>{everybodySentence(who.rows, who.refused !== undefined && who.unread.length > 0)}</p>}
        <p className="rc-access__links">
          <Link to={paths.access('permissions', { project })}>
            {t('Permissions in {{namespace}}', { namespace: project })}
          </Link>
          <Link to={checkPath({ ...place, verb: 'pull' })}>{t('Check whether somebody may pull or push')}</Link>
        </p>
      </WhoMayPanel>
    </div>
  )
}

interface Place {
  project: string
  stream: string
}

type MyVerb = Extract<AccessVerb, 'pull' | 'push' | 'administer'> | 'delete'

function myVerbs(): [verb: MyVerb, title: string][] {
  return [
    ['pull', t('Pull')],
    ['push', t('Push')],
    ['delete', t('Delete')],
    ['administer', t('Grant roles')],
  ]
}

function targetOf(verb: MyVerb, place: Place): ReviewTarget {
  if (verb !== 'delete') return targetsOf(verb, place)[0]
  return {
    verb,
    group: 'image.openshift.io',
    resource: 'imagestreams',
    namespace: place.project,
    name: place.stream,
  }
}

/** Whether the user may do it, with the binding that says so. */
function MyRight({ verb, title, place }: { verb: MyVerb; title: string; place: Place }) {
  const { data, error } = useQuery(reviewQuery('self', targetOf(verb, place)))
  if (!data && !error) return <SkeletonCell width="33" />
  if (!data) {
    return (
      <>
        <StatusLabel status="warning">{t('Not known')}</StatusLabel> <span className="rc-subtle">{error?.message}</span>
      </>
    )
  }
  return (
    <span className="rc-access__mine">
      <StatusLabel status={data.allowed ? 'success' : 'none'}>{data.allowed ? t('Allowed') : t('Denied')}</StatusLabel>
      {data.reason && <span className="rc-subtle rc-access__target">{data.reason}</span>}
      {!data.allowed && verb !== 'delete' && (
        <Link to={checkPath({ ...place, verb })} aria-label={t('Why {{name}} is denied', { name: title })}>
          {t('Why?')}
        </Link>
      )}
    </span>
  )
}

/** Who may pull without having been named: what matters most is said in one sentence. */
function everybodySentence(rows: readonly WhoRow[], isPartial: boolean): string {
  const pullers = new Set(
    rows.flatMap((row): (Everybody | undefined)[] => (row.rights.includes('pull') ? [everybodyOf(row)] : [])),
  )
  if (pullers.has('anonymous')) return t('Everybody who reaches the registry may pull, without logging in.')
  if (pullers.has('loggedIn')) return t('Everybody who is logged in may pull: all users and all service accounts.')
  const known: string[] = []
  if (pullers.has('people')) known.push(t('All people who are logged in may pull.'))
  if (pullers.has('serviceAccounts')) known.push(t('All service accounts of the cluster may pull.'))
  if (known.length > 0) return known.join(' ')
  return isPartial ? t('You cannot see whether everybody may pull.') : t('Only those with a role may pull.')
}
