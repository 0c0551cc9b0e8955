import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import RegistryIcon from '@patternfly/react-icons/dist/esm/icons/registry-icon'
import type { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ClusterOperator } from '../../../k8s/resources/clusterOperator.ts'
import { Deployment } from '../../../k8s/resources/deployment.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { registryConfigName, registryName } from '../../../k8s/resources/registryConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { NoOperator } from '../../../ui/NoOperator.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import './registry-settings.css'

/** Why there are no settings to show: the cluster has no registry operator, no object, or does not let the person read it. */
export function NoConfig({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  return (
    <NoOperator error={error} otherwise={<OtherReason error={error} onRetry={onRetry} />}>
      <p>{t('It has no registry operator, so there are no settings of one. A registry may run all the same.')}</p>
    </NoOperator>
  )
}

function OtherReason({ error, onRetry }: { error: ApiError; onRetry(): void }) {
  if (error.code === 403)
    return (
      <>
        <Problem error={error} onRetry={onRetry} />
        <KnownOtherwise />
      </>
    )
  if (error.code !== 404) return <Problem error={error} onRetry={onRetry} />
  return (
    <EmptyState
      title={t('There is no Config {{name}}', { name: registryConfigName })}
      icon={RegistryIcon}
      status="warning"
      actions={<Button onClick={onRetry}>{t('Look again')}</Button>}
    >
      <p>
        {t(
          'The registry operator makes it by itself, by what the platform offers, and again when it was deleted. When it stays away the operator is not running:',
        )}
      </p>
      <CommandLine command={`oc get deployment cluster-image-registry-operator -n ${registryNamespace}`} />
    </EmptyState>
  )
}

const OperatorOnce = { ...ClusterOperator, watchable: false }
const DeploymentOnce = { ...Deployment, watchable: false }

/** What others say of the registry, for those who may not read its settings. Each may be forbidden, too. */
function KnownOtherwise() {
  const { data: operator } = useQuery(objectOf(OperatorOnce, { name: registryName }))
  const { data: deployment } = useQuery(objectOf(DeploymentOnce, { namespace: registryNamespace, name: registryName }))
  if (!operator && !deployment) return null
  const version = operator?.status?.versions?.find(({ name }) => name === 'operator')?.version
  const { spec, status } = deployment ?? {}
  return (
    <Panel title={t('What is known without the settings')}>
      <DescriptionList
        label={t('What is known without the settings')}
        terms={[
          ...(deployment
            ? [
                {
                  name: t('Deployment {{name}}', { name: registryName }),
                  value: t('{{ready}} of {{count}} replicas are ready', {
                    ready: status?.readyReplicas ?? 0,
                    count: spec?.replicas ?? 0,
                  }),
                },
              ]
            : []),
          ...(operator?.status?.conditions ?? []).map(({ type, status: state, reason, message }) => ({
            name: t('ClusterOperator: {{type}}', { type }),
            value: (
              <>
                <code>{[state, reason].filter(Boolean).join(' ')}</code>
                {message && <p className="rc-preline">{message}</p>}
              </>
            ),
          })),
          ...(version ? [{ name: t('Version'), value: <code>{version}</code> }] : []),
        ]}
      />
      <p>
        <Link to={paths.registry()}>{t('Look at the status')}</Link>
      </p>
    </Panel>
  )
}
