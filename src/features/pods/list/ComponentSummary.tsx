import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { polledObject } from '../../../k8s/polled.ts'
import { Infrastructure, infrastructureName, isHosted } from '../../../k8s/resources/infrastructure.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { StatusLabel, type StatusKind } from '../../../ui/StatusLabel.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { componentCounts, type ComponentCount, type PodRow } from './podRow.ts'
import { componentWord } from './podWords.ts'

/** How each part of the registry is, in a line: what there are hundreds of, on large clusters, takes no more room than the rest. */
export function ComponentSummary({ rows, loading }: { rows: readonly PodRow[]; loading: boolean }) {
  const counts = componentCounts(rows)
  const isOperatorMissing = !loading && !counts.some(({ component }) => component === 'operator')
  if (loading && rows.length === 0) return null
  return (
    <ul className="rc-pods__summary" aria-label={t('Components')}>
      {counts.map((count) => (
        <li key={count.component}>
          <Link to={paths.pods({ component: count.component })} state={keepFocus}>
            {componentWord(count.component)}
          </Link>{' '}
          <StatusLabel compact status={countStatus(count)}>
            {countWords(count)}
          </StatusLabel>
        </li>
      ))}
      {isOperatorMissing && <MissingOperator />}
    </ul>
  )
}

function countStatus({ pods, ready, done, problems, component }: ComponentCount): StatusKind | 'none' {
  // A run that failed is history: others came after it.
  if (problems > 0) return component === 'pruner' || ready > 0 ? 'warning' : 'danger'
  if (ready === 0) return done === pods ? 'none' : 'warning'
  return ready + done === pods ? 'success' : 'info'
}

function countWords({ component, pods, ready, done, problems }: ComponentCount): string {
  if (component !== 'pruner') return t('{{ready}} of {{pods}} ready', { ready, pods })
  const running = pods - done - problems
  return [
    ...(running > 0 ? [t('{{count}} running', { count: running })] : []),
    ...(done > 0 ? [t('{{count}} completed', { count: done })] : []),
    ...(problems > 0 ? [t('{{count}} failed', { count: problems })] : []),
  ].join(', ')
}

function MissingOperator() {
  const { data: infrastructure } = useQuery(polledObject(Infrastructure, { name: infrastructureName }, 600_000))
  return (
    <li>
      {t('Operator')}{' '}
      <StatusLabel compact status="none">
        {infrastructure && isHosted(infrastructure)
          ? t('runs outside this cluster, with the hosted control plane')
          : t('no pod')}
      </StatusLabel>
    </li>
  )
}
