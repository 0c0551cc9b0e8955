import { Link } from 'react-router'
import type { ApiError } from '../../k8s/ApiError.ts'
import {
  isPodReady,
  livePods,
  runsOutside,
  wantedReplicas,
  type RegistryFacts,
} from '../../k8s/resources/registryFacts.ts'
import { refusalOf } from '../../k8s/resources/registryVerdictConditions.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Facts } from './Facts.tsx'
import { CardLinks } from './CardLinks.tsx'

/** How many pods answer, and by which hosts the registry is reached. */
export function RoutesCard({ facts }: { facts: RegistryFacts }) {
  const { pods, deployment, routes } = facts
  if (pods.pending || deployment.pending || routes.pending) return <SkeletonLines />
  return (
    <>
      <Facts
        label={t('Pods and routes')}
        lines={[
          { name: t('Pods'), value: podsText(facts) },
          { name: t('Operator'), value: operatorText(facts) },
          { name: t('Routes'), value: <Routes facts={facts} /> },
        ]}
      />
      <CardLinks>
        <Link to={paths.registry()}>{t('See status')}</Link>
        <Link to={paths.pods()}>{t('See pods')}</Link>
        <Link to={paths.registry('routes')}>{t('See routes')}</Link>
      </CardLinks>
    </>
  )
}

function podsText(facts: RegistryFacts): string {
  const { pods, deployment } = facts
  const wanted = wantedReplicas(facts)
  const { error = deployment.error } = pods
  if (!pods.object && !deployment.object) return error ? unseen(error) : t('none')
  const ready = pods.object
    ? livePods(pods.object).filter(isPodReady).length
    : (deployment.object?.status?.availableReplicas ?? 0)
  if (deployment.object === null && ready === 0) return t('none')
  return t('{{ready}} of {{count}} pods ready', { ready, count: Math.max(wanted ?? ready, ready) })
}

/** Why something is not shown: a failure is no lack of rights. */
function unseen(error: ApiError | undefined): string {
  return error && error.code !== 403 ? t('could not be read: {{why}}', { why: error.message }) : t('may not be seen')
}

function operatorText(facts: RegistryFacts): string {
  const { object, error } = facts.operatorPods
  if (runsOutside(facts)) return t('outside this cluster (hosted)')
  if (!object) return unseen(error)
  if (object.length === 0) return t('no pod here')
  return object.some(isPodReady) ? t('ready') : t('not ready')
}

function Routes({ facts: { routes } }: { facts: RegistryFacts }) {
  if (!routes.object) return <>{unseen(routes.error)}</>
  if (routes.object.length === 0) return <>{t('none: reached from inside the cluster only')}</>
  return (
    <ul className="rc-overview__list">
      {routes.object.map((route) => {
        const refused = refusalOf(route)
        return (
          <li key={route.metadata.name}>
            <span className="rc-break">{route.spec?.host ?? route.metadata.name}</span>{' '}
            {refused && (
              <StatusLabel compact status="danger" title={refused.condition.reason}>
                {t('Not admitted')}
              </StatusLabel>
            )}
          </li>
        )
      })}
    </ul>
  )
}
