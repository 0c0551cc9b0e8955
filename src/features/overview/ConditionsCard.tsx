import { Link } from 'react-router'
import { explainConditions } from '../../k8s/resources/registryConditions.ts'
import { storageOf, type RegistryFacts } from '../../k8s/resources/registryFacts.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Problem } from '../../ui/Failed.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { CamelCase } from '../../ui/CamelCase.tsx'
import { StatusLabel } from '../../ui/StatusLabel.tsx'
import { Timestamp } from '../../ui/Timestamp.tsx'
import { CardLinks } from './CardLinks.tsx'

/** What the operator says, in short: of the registry, or to the cluster where the registry's own configuration may not be read. */
export function ConditionsCard({ facts }: { facts: RegistryFacts }) {
  const { config, clusterOperator } = facts
  if (config.pending || clusterOperator.pending) return <SkeletonLines lines={6} />
  const from = config.object ?? clusterOperator.object
  if (!from) {
    const { error, retry } = config.error ? config : clusterOperator
    if (error?.code === 403) return <NotSeen />
    return error ? <Problem error={error} onRetry={retry} /> : <p>{t('The operator says nothing.')}</p>
  }
  const all = explainConditions(from.status?.conditions, storageOf(facts)).filter(({ isOld }) => !isOld)
  if (all.length === 0) return <p>{t('The operator has said nothing yet.')}</p>
  const main = all.filter(({ type, tone }) => mainTypes.has(type) || tone === 'danger' || tone === 'warning')
  const rest = all.length - main.length
  return (
    <>
      {!config.object && <p>{t('As the cluster operator sums them up.')}</p>}
      <table className="rc-overview__table" aria-label={t('Conditions')}>
        <thead>
          <tr>
            <th scope="col">{t('Condition')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Since')}</th>
          </tr>
        </thead>
        <tbody>
          {main.map(({ type, tone, state, reason, message, status, lastTransitionTime }) => (
            <tr key={type}>
              <th scope="row">
                <CamelCase text={type} />
              </th>
              <td>
                <StatusLabel compact status={tone} title={`${type}=${status}`}>
                  {state}
                </StatusLabel>{' '}
                {reason && tone !== 'success' && (
                  <code className="rc-break" title={message}>
                    <CamelCase text={reason} />
                  </code>
                )}
              </td>
              <td>
                <Timestamp value={lastTransitionTime} absent={t('not recorded')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CardLinks>
        <Link to={paths.registry()}>
          {rest > 0 ? t('See all conditions, {{rest}} more are well', { rest }) : t('See all conditions')}
        </Link>
      </CardLinks>
    </>
  )
}

function NotSeen() {
  return (
    <>
      <p>{t('You may read neither the registry’s configuration nor its cluster operator.')}</p>
      <CardLinks>
        <Link to={paths.registry()}>{t('See which right is missing')}</Link>
      </CardLinks>
    </>
  )
}

const mainTypes = new Set(['Available', 'Progressing', 'Degraded', 'StorageExists'])
