import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listOf } from '../../../k8s/queries.ts'
import { Event } from '../../../k8s/resources/event.ts'
import { Pod } from '../../../k8s/resources/pod.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { explainConditions, type ExplainedCondition } from '../../../k8s/resources/registryConditions.ts'
import { isStorageCondition } from '../../../k8s/resources/registryConditionsStorage.ts'
import { isConfigObserved, registryPodSelector, type RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { isPodReady, livePods } from '../../../k8s/resources/registryFacts.ts'
import { podProblem } from '../../../k8s/resources/registryVerdictPods.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { StatusLabel } from '../../../ui/StatusLabel.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'

const main = new Set(['Available', 'Progressing', 'Degraded'])

/** The registry on its way, live: what the operator says, the pods, and what to do when it goes no further. */
export function ComingUp({ config }: { config: RegistryConfig }) {
  const conditions = explainConditions(config.status?.conditions, config.spec?.storage).filter(
    (condition) => !condition.isOld && (main.has(condition.type) || isStorageCondition(condition)),
  )
  const isObserved = isConfigObserved(config)
  return (
    <div className="rc-setup__coming">
      {!isObserved && (
        <p role="status">{t('The operator has not looked at the change yet: what it says is of the time before.')}</p>
      )}
      <ul className="rc-setup__conditions" aria-label={t('Conditions')}>
        {conditions.map((condition) => (
          <li key={condition.type}>
            <ConditionLine condition={condition} />
          </li>
        ))}
        {conditions.length === 0 && <li>{t('The operator has said nothing yet.')}</li>}
      </ul>
      <Pods />
      <details>
        <summary>{t('When it goes no further')}</summary>
        <ul>
          <li>
            {t('Everything the operator says, with what it means:')}{' '}
            <Link to={paths.registry()}>{t('Status of the registry')}</Link>
          </li>
          <li>
            {t('A claim that stays Pending says why in its events:')}{' '}
            <CommandLine command={`oc describe pvc -n ${registryNamespace}`} />
          </li>
          <li>
            {t('Credentials and addresses of object storage are in the log of the operator, and of the pods:')}{' '}
            <CommandLine
              command={`oc logs -n ${registryNamespace} deployment/cluster-image-registry-operator --tail=50`}
            />
          </li>
          <li>
            {t('Another place can be chosen at any time.')}
            {sentenceGap()}
            <Link to={paths.registry('setup', { action: 'change-storage' })}>{t('Change storage')}</Link>
          </li>
        </ul>
      </details>
    </div>
  )
}

function ConditionLine({ condition }: { condition: ExplainedCondition }) {
  const { type, tone, state, meaning, next, reason, message, lastTransitionTime } = condition
  return (
    <>
      <p>
        <StatusLabel compact status={tone} title={reason}>
          {state}
        </StatusLabel>{' '}
        <strong>{type}</strong> {reason && <code>{reason}</code>} <Timestamp value={lastTransitionTime} absent="" />
      </p>
      {tone !== 'success' && (
        <>
          {meaning && <p>{meaning}</p>}
          {next && <p>{next}</p>}
          {message && <p className="rc-server-message">{message}</p>}
        </>
      )}
    </>
  )
}

/** The pods of the registry, and what keeps each from being ready. */
function Pods() {
  const { data } = useQuery(listOf(Pod, { namespace: registryNamespace, labelSelector: registryPodSelector }))
  const { data: warnings } = useQuery(listOf(Event, { namespace: registryNamespace, fieldSelector: 'type=Warning' }))
  const pods = livePods(data?.items ?? [])
  if (!data) return null
  if (pods.length === 0) return <p>{t('There is no pod of the registry yet.')}</p>
  return (
    <ul className="rc-setup__conditions" aria-label={t('Pods')}>
      {pods.map((pod) => {
        const problem = podProblem(pod, warnings?.items ?? [])
        const isReady = isPodReady(pod)
        return (
          <li key={pod.metadata.name}>
            <p>
              <StatusLabel compact status={isReady ? 'success' : problem ? 'warning' : 'info'}>
                {isReady ? t('Ready') : (pod.status?.phase ?? t('Pending'))}
              </StatusLabel>{' '}
              <Link to={paths.pod(pod.metadata.name)}>{pod.metadata.name}</Link> {problem && `– ${problem.because}`}
            </p>
            {problem?.advice && <p>{problem.advice}</p>}
            {problem?.message && <p className="rc-server-message">{problem.message}</p>}
          </li>
        )
      })}
    </ul>
  )
}
