import { isKindMissing, type ApiError } from '../../../k8s/ApiError.ts'
import { conditionOf } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { sentence } from '../../../ui/Forbidden.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { ResourceTable } from '../../../ui/ResourceTable.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { RegistryHosts } from './RegistryHosts.tsx'
import { routeColumns } from './routeColumns.tsx'
import { openAddRoute, openExposeRoute } from './routeDialogs.tsx'
import { RouteActions } from './RouteActions.tsx'
import type { RouteRow } from './routeRows.ts'
import { useRegistryRoutes, type RegistryRoutes } from './useRegistryRoutes.ts'
import './routes.css'

const rowKey = ({ name }: RouteRow) => name
const rowActions = (row: RouteRow) => <RouteActions row={row} />
const rowVersion = ({ route, wanted }: RouteRow) =>
  `${route?.metadata.resourceVersion ?? ''} ${JSON.stringify(wanted ?? null)}`

/** How the registry is reached, inside the cluster and from outside. */
export function RoutesTab() {
  const found = useRegistryRoutes()
  if (found.pending) return <SkeletonLines lines={10} />
  return (
    <div className="rc-routes">
      <RegistryHosts found={found} />
      <Panel title={t('Routes')}>
        <div className="rc-routes__list">
          <Doubts found={found} />
          <RouteTable found={found} />
        </div>
      </Panel>
    </div>
  )
}

function RouteTable({ found: { rows, config, routesError } }: { found: RegistryRoutes }) {
  const { defaultRoute, managementState } = config?.spec ?? {}
  const buttons = config && (
    <>
      {!defaultRoute && <Button onClick={openExposeRoute}>{t('Expose default route')}</Button>}
      <Button onClick={openAddRoute}>{t('Add route')}</Button>
    </>
  )
  if (routesError && rows.length === 0) return null
  return (
    <ResourceTable
      name={t('Routes')}
      rows={rows}
      columns={routeColumns}
      rowKey={rowKey}
      rowActions={rowActions}
      rowVersion={rowVersion}
      defaultSort={byName}
      exportName="registry-routes"
      actions={rows.length > 0 && buttons}
      empty={
        <EmptyState title={t('No routes')} headingLevel="h3" actions={buttons}>
          <p>
            {managementState === 'Removed'
              ? t('The registry is removed. Its routes are made once it is managed.')
              : t('The registry is reached inside the cluster only: pushes and pulls from outside need a route.')}
          </p>
        </EmptyState>
      }
    />
  )
}

const byName = { key: 'name', descending: false }

/** What could not be read, and what the operator says is wrong. */
function Doubts({ found: { config, configError, routesError, retry } }: { found: RegistryRoutes }) {
  const degraded = config && conditionOf(config, 'Degraded')
  const isRoutes = degraded?.status === 'True' && degraded.reason === 'RouteDegraded'
  const words = (error: ApiError) => {
    const right = error.code === 403 ? missingRight(error) : undefined
    return right && sentence(right)
  }
  return (
    <>
      {isRoutes && (
        <Alert inline status="danger" title={t('The operator says that a route is not admitted')}>
          <p>{t('Pushes and pulls inside the cluster work. By this route the registry cannot be reached.')}</p>
          <ServerMessage message={degraded.message ?? ''} />
        </Alert>
      )}
      {routesError && (
        <Alert
          inline
          status="warning"
          title={isKindMissing(routesError) ? t('This cluster has no routes') : t('The routes could not be read')}
          actions={
            !isKindMissing(routesError) && routesError.code !== 403 && <Button onClick={retry}>{t('Retry')}</Button>
          }
        >
          <p>
            {words(routesError)} {t('What is shown is what the settings and the cluster’s configuration say.')}
          </p>
          <ServerMessage message={routesError.message} />
        </Alert>
      )}
      {configError && !config && (
        <Alert inline status="info" title={t('Which routes are asked for is not known')}>
          <p>{words(configError)}</p>
          <ServerMessage message={configError.message} />
        </Alert>
      )}
    </>
  )
}
