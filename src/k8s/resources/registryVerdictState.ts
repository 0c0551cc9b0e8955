import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { lacksDefaultStorage, platformOf } from './infrastructure.ts'
import { troubleOf } from './pod.ts'
import { conditionOf, isConfigObserved } from './registryConfig.ts'
import { ownPart } from './registryConditionsUnion.ts'
import { isPodReady, isUnknownKind, runsOutside, storageKeys, type RegistryFacts } from './registryFacts.ts'
import { effects, sinceOf, type RegistryProblem } from './registryVerdictWords.ts'

/** That there is no registry to judge: none here, none wanted, its configuration gone. */
export function absence(facts: RegistryFacts): RegistryProblem | undefined {
  const { config } = facts
  if (isUnknownKind(config) && !facts.pods.object?.length)
    return {
      status: 'info',
      sentence: t('This cluster has no image registry operator.'),
      why: t(
        'Its API does not serve imageregistry.operator.openshift.io: it is not OpenShift, or the capability ImageRegistry was left out at installation.',
      ),
      steps: [{ label: t('Look at image streams'), to: paths.imageStreams() }],
    }
  // The operator's kinds come with the cluster, the rest with the capability: what somebody deletes has a ClusterOperator beside it.
  if (config.object === null && facts.clusterOperator.object === null && !facts.deployment.object)
    return {
      status: 'info',
      sentence: t('This cluster has no image registry operator.'),
      why: t(
        'It has neither settings nor a ClusterOperator: the capability ImageRegistry was left out at installation.',
      ),
      steps: [{ label: t('Look at image streams'), to: paths.imageStreams() }],
    }
  if (config.object === null)
    return {
      status: 'warning',
      sentence: t('The registry’s configuration was deleted.'),
      why: t(
        'The operator removes the registry, and the storage that it manages with all images, and makes the configuration again with the defaults of the platform.',
      ),
      affects: t('What was set is lost. Pushes and pulls fail until the registry is back.'),
      steps: [{ label: t('Check the setup'), to: paths.registry('setup') }],
    }
  if (config.object?.metadata.deletionTimestamp)
    return {
      status: 'danger',
      sentence: t('The registry’s configuration is being deleted.'),
      why:
        config.object.spec?.storage?.managementState === 'Managed'
          ? t(
              'The operator removes the registry and its storage, with all images: the storage is managed. It then makes the configuration again with its defaults.',
            )
          : t(
              'The operator removes the registry, keeps its storage, and makes the configuration again with its defaults.',
            ),
      since: config.object.metadata.deletionTimestamp,
      affects: effects.allFails(),
      steps: [{ label: t('Check the setup'), to: paths.registry('setup') }],
    }
  return removal(facts)
}

function removal(facts: RegistryFacts): RegistryProblem | undefined {
  const { config, clusterOperator, infrastructure, deployment } = facts
  const state = config.object?.spec?.managementState
  const said = config.object
    ? conditionOf(config.object, 'Removed')
    : clusterOperator.object && ownPart(clusterOperator.object, 'Available')
  const isRemoved = config.object ? state === 'Removed' : said?.reason === 'Removed'
  if (!isRemoved) return undefined
  const referrers = t('Image stream tags, and BuildConfigs and DeploymentConfigs that refer to them, may not work.')
  const since = said?.status === 'True' ? sinceOf(said) : {}
  const affects = t('Pushes and pulls fail. Builds cannot push what they made.')
  if (deployment.object)
    return {
      status: 'info',
      sentence: t('The registry is being removed.'),
      why: referrers,
      affects,
      steps: [{ label: t('Manage registry'), to: paths.registry(undefined, { action: 'manage' }) }],
    }
  if (!config.object)
    return {
      status: 'warning',
      sentence: t('Registry is removed.'),
      why: referrers,
      ...since,
      affects,
      steps: [{ label: t('See how to set it up'), to: paths.registry('setup') }],
    }
  const hasStorage = storageKeys(config.object.spec?.storage).length > 0
  if (!hasStorage) {
    const platform = infrastructure.object ? platformOf(infrastructure.object) : undefined
    return {
      status: 'warning',
      sentence: lacksDefaultStorage(platform)
        ? t('Registry is removed: this platform has no shareable storage by default. Choose storage.')
        : t('Registry is removed, and it has no storage. Choose storage.'),
      why: referrers,
      ...since,
      affects,
      steps: [{ label: t('Choose storage'), to: paths.registry('setup') }],
    }
  }
  return {
    status: 'warning',
    sentence: t('Registry is removed: somebody set its management state to Removed.'),
    why: referrers,
    ...since,
    affects,
    steps: [
      { label: t('Manage registry'), to: paths.registry(undefined, { action: 'manage' }) },
      { label: t('See its storage'), to: paths.registry('storage') },
    ],
  }
}

/** What is said of the operator: states that it does not know, settings that it has not acted on, its absence. */
export function operatorProblems(facts: RegistryFacts): RegistryProblem[] {
  const object = facts.config.object
  const state = object?.spec?.managementState
  if (!object) return stoppedOperator(facts)
  if (state === 'Unmanaged') return []
  if (state !== 'Managed' && state !== 'Removed')
    return [
      {
        status: 'danger',
        sentence: state
          ? t('The operator does not know the management state {{state}}, and does nothing.', { state })
          : t('The registry has no management state, and the operator does nothing.'),
        why: t('Whatever is changed or breaks stays so. Managed, Unmanaged and Removed are the states there are.'),
        affects: t('Pods that run go on. Nothing repairs or updates them.'),
        steps: [
          { label: t('Manage registry'), to: paths.registry(undefined, { action: 'manage' }) },
          { label: t('See settings'), to: paths.registry('settings') },
        ],
      },
    ]
  if (isConfigObserved(object)) return stoppedOperator(facts)
  const seen = t('The settings are at generation {{current}}, the operator has acted on {{observed}}.', {
    current: String(object.metadata.generation ?? ''),
    observed: String(object.status?.observedGeneration ?? t('none')),
  })
  const words = absenceOfOperator(facts)
  if (words === undefined)
    return [
      {
        status: 'info',
        sentence: t('The operator has not acted on the newest settings yet.'),
        why: seen,
        steps: [{ label: t('See settings'), to: paths.registry('settings') }],
      },
    ]
  return [
    {
      status: 'danger',
      sentence: t('The registry’s operator is not running: changes have no effect.'),
      why: `${seen} ${words}`,
      affects: nothingRepairs(),
      steps: [{ label: t('Look at its events'), to: paths.registry() }],
    },
  ]
}

/** An operator that does not run, while there is nothing that it has not acted on. */
function stoppedOperator(facts: RegistryFacts): RegistryProblem[] {
  const { operatorPods } = facts
  const words = absenceOfOperator(facts)
  // One that only starts is no news.
  if (words === undefined || operatorPods.object?.some((pod) => !troubleOf(pod))) return []
  return [
    {
      status: 'warning',
      sentence: t('The registry’s operator is not running.'),
      why: words,
      affects: nothingRepairs(),
      steps: [{ label: t('See conditions'), to: paths.registry() }],
    },
  ]
}

const nothingRepairs = () =>
  t('Pods that run go on. Nothing repairs or updates them, and what the conditions say is old.')

/** Why the operator does not run, as far as its pods tell. On hosted control planes they are elsewhere. */
function absenceOfOperator(facts: RegistryFacts): string | undefined {
  const pods = facts.operatorPods.object
  if (runsOutside(facts) !== false || !pods || pods.some(isPodReady)) return undefined
  return pods.length > 0
    ? t('Its pod {{pod}} is not ready.', { pod: pods[0]?.metadata.name })
    : t('It has no pod: its Deployment cluster-image-registry-operator may be scaled to 0.')
}

/** What is so because somebody wants it so. */
export function chosenStates({ config }: RegistryFacts): RegistryProblem[] {
  const { spec } = config.object ?? {}
  const problems: RegistryProblem[] = []
  if (spec?.readOnly && spec.managementState === 'Managed')
    problems.push({
      status: 'warning',
      sentence: t('The registry is read-only: pushes are refused.'),
      why: t('Read-only is set in its settings.'),
      affects: t('Pushes and builds fail, pulls still work.'),
      steps: [{ label: t('Set writable'), to: paths.registry(undefined, { action: 'read-only' }) }],
    })
  if (spec?.managementState === 'Unmanaged')
    problems.push({
      status: 'info',
      sentence: t('The registry is unmanaged: its operator leaves it alone.'),
      why: t('Changed settings have no effect, nothing repairs it, and the conditions say nothing of its health.'),
      steps: [{ label: t('Manage registry'), to: paths.registry(undefined, { action: 'manage' }) }],
    })
  return problems
}
