import { useMemo } from 'react'
import { Link } from 'react-router'
import { useProjects } from '../../k8s/projects.ts'
import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { paths } from '../../lib/paths.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { Problem } from '../../ui/Failed.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { CardLinks } from './CardLinks.tsx'
import { projectTotals, type ProjectTotals } from './streamTotals.ts'

interface OwnProjectsProps {
  streams: NamespacedList<ImageStreamRow>
}

const shown = 10

/** What a developer sees instead of the registry's insides: their own projects, and whether anything fails there. */
export function OwnProjects({ streams }: OwnProjectsProps) {
  return (
    <Panel title={t('Your projects')}>
      <Projects streams={streams} />
    </Panel>
  )
}

function Projects({ streams }: OwnProjectsProps) {
  const { names, state, error } = useProjects()
  const totals = useMemo(() => projectTotals(streams.items, names), [streams.items, names])
  if (state === 'failed') return <Problem error={error} />
  if (state === 'loading' || streams.state === 'loading') return <SkeletonLines lines={5} />
  if (names.length === 0) return <p>{t('You have no project. An administrator can make one for you.')}</p>
  return (
    <>
      <p className="rc-overview__sentence">{sentenceOf(totals, streams.complete)}</p>
      <table className="rc-overview__table" aria-label={t('Your projects')}>
        <thead>
          <tr>
            <th scope="col">{t('Project')}</th>
            <th scope="col" className="rc-m-end">
              {t('Image streams')}
            </th>
            <th scope="col" className="rc-m-end">
              {t('Tags')}
            </th>
            <th scope="col" className="rc-m-end">
              {t('Failing imports')}
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.slice(0, shown).map((total) => (
            <ProjectRow key={total.project} total={total} />
          ))}
        </tbody>
      </table>
      {names.length > shown && (
        <p className="rc-subtle">
          {t('{{shown}} of {{total}} projects, those with failing imports first.', {
            shown,
            total: formatNumber(names.length),
          })}
        </p>
      )}
      <CardLinks>
        <Link to={paths.imageStreams()}>{t('See image streams')}</Link>
        <Link to={paths.importImage()}>{t('Import an image')}</Link>
        <Link to={paths.createImageStream()}>{t('Create image stream')}</Link>
      </CardLinks>
    </>
  )
}

function ProjectRow({ total: { project, streams, tags, failing } }: { total: ProjectTotals }) {
  return (
    <tr>
      <th scope="row">
        <Link to={paths.imageStreams({ project })} className="rc-break">
          {project}
        </Link>
      </th>
      <td className="rc-m-end rc-number">{formatNumber(streams)}</td>
      <td className="rc-m-end rc-number">{formatNumber(tags)}</td>
      <td className="rc-m-end rc-number">
        {failing > 0 ? (
          <Link to={paths.imageStreams({ project, failing: 'true' })}>
            <StatusLabel compact status="danger">
              {formatNumber(failing)}
            </StatusLabel>
          </Link>
        ) : (
          0
        )}
      </td>
    </tr>
  )
}

function sentenceOf(totals: readonly ProjectTotals[], complete: boolean): string {
  const failing = totals.reduce((sum, total) => sum + total.failing, 0)
  const streams = totals.reduce((sum, total) => sum + total.streams, 0)
  const counted = t('{{count}} image streams in your projects', { count: streams })
  if (failing > 0) return t('{{counted}}: {{count}} imports fail.', { counted, count: failing })
  if (!complete) return t('{{counted}} so far: they are still being read.', { counted })
  return streams === 0
    ? t('Your projects have no image streams yet.')
    : t('{{counted}}: all imports work.', { counted })
}
