import type { ClusterOperator } from '../../../k8s/resources/clusterOperator.ts'
import { unionParts } from '../../../k8s/resources/registryConditionsUnion.ts'
import type { Fact } from '../../../k8s/resources/registryFacts.ts'
import { t } from '../../../lib/t.ts'
import { Problem } from '../../../ui/Failed.tsx'
import { StatusLabel, type StatusLabelProps } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

const normal: Record<string, string> = {
  Available: 'True',
  Progressing: 'False',
  Degraded: 'False',
  Upgradeable: 'True',
}

/** What the operator says to the whole cluster: each of its conditions is made from several of the registry's and of the pruner's. */
export function ClusterOperatorState({ fact: { object, error, retry } }: { fact: Fact<ClusterOperator> }) {
  if (object === null) return <p>{t('There is no cluster operator image-registry.')}</p>
  if (!object) return error ? <Problem error={error} onRetry={retry} /> : null
  const version = object.status?.versions?.find(({ name }) => name === 'operator')?.version
  const conditions = object.status?.conditions ?? []
  return (
    <>
      {version && <p>{t('Version {{version}}', { version })}</p>}
      <table className="rc-conditions rc-m-union" aria-label={t('Conditions of the cluster operator')}>
        <thead>
          <tr>
            <th scope="col">{t('Condition')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Made from')}</th>
          </tr>
        </thead>
        <tbody>
          {conditions.map((condition) => (
            <tr key={condition.type}>
              <th scope="row">{condition.type}</th>
              <td>
                <StatusLabel compact status={toneOf(condition)} title={condition.reason}>
                  {condition.status}
                </StatusLabel>{' '}
                <span className="rc-subtle">
                  <Timestamp value={condition.lastTransitionTime} absent={t('not recorded')} />
                </span>
              </td>
              <td>
                <ul className="rc-conditions__parts">
                  {unionParts(condition).map(({ type, reason, message }) => (
                    <li key={type}>
                      {type} {reason && <code>{reason}</code>} {message && <span className="rc-subtle">{message}</span>}
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function toneOf({ type, status }: { type: string; status: string }): StatusLabelProps['status'] {
  if (normal[type] === undefined) return 'none'
  if (status === normal[type]) return 'success'
  if (status !== 'True' && status !== 'False') return 'warning'
  return type === 'Progressing' ? 'info' : 'danger'
}
