import { Link } from 'react-router'
import type { ImageStreamRow } from '../../k8s/resources/imageStreamRow.ts'
import type { NamespacedList } from '../../k8s/useNamespacedList.ts'
import { useProjects } from '../../k8s/projects.ts'
import { paths } from '../../lib/paths.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Facts } from './Facts.tsx'
import { CardLinks } from './CardLinks.tsx'
import type { StreamTotals } from './streamTotals.ts'

interface OwnProjectsProps {
  streams: NamespacedList<ImageStreamRow>
  totals: StreamTotals
}

/** What a developer sees instead of the registry's insides: their own projects. */
export function OwnProjects({ streams, totals }: OwnProjectsProps) {
  return (
    <Panel title={t('Your projects')}>
      {streams.state === 'loading' ? <SkeletonLines /> : <Numbers streams={streams} totals={totals} />}
    </Panel>
  )
}

function Numbers({ streams, totals }: OwnProjectsProps) {
  const { names } = useProjects()
  const number = (value: number) => <span className="rc-number">{formatNumber(value)}</span>
  return (
    <>
      <Facts
        label={t('Your projects')}
        lines={[
          {
            name: t('Projects'),
            value:
              names.length === 0 ? (
                t('none: ask an administrator for one')
              ) : (
                <ul className="rc-overview__inline">
                  {names.map((project) => (
                    <li key={project}>
                      <Link to={paths.imageStreams({ project })}>{project}</Link>
                    </li>
                  ))}
                </ul>
              ),
          },
          { name: t('Image streams'), value: number(streams.total ?? streams.items.length) },
          { name: t('Tags'), value: number(totals.tags) },
        ]}
      />
      <CardLinks>
        <Link to={paths.imageStreams()}>{t('See image streams')}</Link>
        <Link to={paths.importImage()}>{t('Import an image')}</Link>
        <Link to={paths.createImageStream()}>{t('Create image stream')}</Link>
      </CardLinks>
    </>
  )
}
