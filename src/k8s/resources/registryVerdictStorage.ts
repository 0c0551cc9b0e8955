import { paths } from '../../lib/paths.ts'
import { listed, sentences } from '../../lib/prose.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { conditionOf, type Condition } from './registryConfig.ts'
import { explainCondition } from './registryConditions.ts'
import { isOfOtherStorage } from './registryConditionsStorage.ts'
import { ownPart } from './registryConditionsUnion.ts'
import { claimNameOf, isPodReady, storageKeys, storageOf, wantedReplicas, type RegistryFacts } from './registryFacts.ts'
import { storagePlace } from './registryStorage.ts'
import { effects, quoteOf, sinceOf, type RegistryProblem } from './registryVerdictWords.ts'

const chooseStorage = () => ({ label: t('Choose storage'), to: paths.registry('setup') })
const changeStorage = () => ({
  label: t('Change storage'),
  to: paths.registry('storage', { action: 'change-storage' }),
})
const seeStorage = () => ({ label: t('See storage'), to: paths.registry('storage') })

/** What is wrong with the place for images, the worst first. */
export function storageProblems(facts: RegistryFacts): RegistryProblem[] {
  return [
    ...notConfigured(facts),
    ...claimProblems(facts),
    ...placeProblems(facts),
    ...sharingProblems(facts),
    ...volumeProblems(facts),
    ...emptyDirProblems(facts),
  ]
}

/** A condition of the Config, or the ClusterOperator's words for it where the Config may not be read. */
export function saidOf(facts: RegistryFacts, type: 'Available' | 'Progressing' | 'Degraded'): Condition | undefined {
  const { config, clusterOperator } = facts
  if (config.object) return conditionOf(config.object, type)
  return clusterOperator.object ? ownPart(clusterOperator.object, type) : undefined
}

function notConfigured(facts: RegistryFacts): RegistryProblem[] {
  const { object } = facts.config
  if (object && storageKeys(object.spec?.storage).length > 1)
    return [
      {
        status: 'danger',
        sentence: t('The registry has two types of storage at once, and its operator takes only one.'),
        why: t('Set are {{place}}. Until one is taken away, no change of the settings has an effect.', {
          place: storageKeys(object.spec?.storage).join(', '),
        }),
        ...quoteOf(saidOf(facts, 'Progressing') ?? {}),
        affects: t('Pods that run go on with the storage they have.'),
        steps: [changeStorage()],
      },
    ]
  const said = (['Degraded', 'Available', 'Progressing'] as const)
    .map((type) => saidOf(facts, type))
    .find(
      (each) => each?.reason === 'StorageNotConfigured' || /storage backend not configured/i.test(each?.message ?? ''),
    )
  if (!said) return []
  return [
    {
      status: 'danger',
      sentence: t('The registry has no storage: its operator does not start it. Choose storage.'),
      why: t('Nothing says where to keep images, and this platform has no default.'),
      ...quoteOf(said),
      ...sinceOf(said),
      affects: effects.allFails(),
      steps: [chooseStorage()],
    },
  ]
}

function claimProblems(facts: RegistryFacts): RegistryProblem[] {
  const name = claimNameOf(facts)
  const { object: claim } = facts.claim
  if (name === undefined) return []
  if (claim === null)
    return [
      {
        status: 'danger',
        sentence: t('The claim {{name}}, which is to hold the images, does not exist.', { name }),
        why: t('No new pod of the registry can start without it.'),
        affects: anyReady(facts) ? effects.lessRoom() : effects.allFails(),
        steps: [changeStorage(), chooseStorage()],
      },
    ]
  const phase = claim?.status?.phase
  if (claim?.metadata.deletionTimestamp)
    return [
      {
        status: 'danger',
        sentence: t('The claim {{name}}, which holds the images, is being deleted.', { name }),
        why: t(
          'It goes as soon as no pod mounts it, at the next rollout or when nodes restart. Its volume goes with it if the reclaim policy is Delete.',
        ),
        since: claim.metadata.deletionTimestamp,
        affects: effects.stillWorks(),
        steps: [seeStorage()],
      },
    ]
  // A pod that is ready has its volume: the claim was asked for a moment ago.
  if (phase === 'Pending' && !anyReady(facts))
    return [
      {
        status: 'danger',
        sentence: t('The claim {{name}} has no volume yet.', { name }),
        why: t(
          'Nothing provided one: its storage class does not exist, cannot provide it, or waits for a pod. The events of the claim say which.',
        ),
        affects: effects.allFails(),
        steps: [seeStorage(), changeStorage()],
      },
    ]
  if (phase === 'Lost')
    return [
      {
        status: 'danger',
        sentence: t('The claim {{name}} has lost its volume.', { name }),
        why: t(
          'The volume {{volume}} no longer exists. The images on it can be had back from a snapshot or a backup only.',
          {
            volume: claim?.spec?.volumeName || t('behind it'),
          },
        ),
        affects: effects.allFails(),
        steps: [seeStorage(), changeStorage()],
      },
    ]
  return []
}

function placeProblems(facts: RegistryFacts): RegistryProblem[] {
  const condition = facts.config.object && conditionOf(facts.config.object, 'StorageExists')
  if (!condition || condition.status === 'True' || isOfOtherStorage(condition, storageOf(facts))) return []
  const { tone, meaning, next } = explainCondition(condition)
  if (tone === 'success' || tone === 'none' || tone === 'info') return []
  const place = storagePlace(storageOf(facts))
  return [
    {
      // A provider that cannot be asked for a while stops no pod.
      status: condition.status !== 'False' && anyReady(facts) ? 'warning' : tone,
      sentence:
        condition.status === 'False'
          ? t('The registry’s storage cannot be used: {{place}}.', { place })
          : t('Whether the registry’s storage can be used is not known: {{place}}.', { place }),
      why: sentences(meaning, next),
      ...quoteOf(condition),
      ...sinceOf(condition),
      affects: anyReady(facts) ? t('Pushes and pulls may fail.') : effects.allFails(),
      steps: [changeStorage(), seeStorage()],
    },
  ]
}

/** What only the operator checks, and only when the storage is changed: not when replicas or the strategy are. */
function sharingProblems(facts: RegistryFacts): RegistryProblem[] {
  const { object: claim } = facts.claim
  const modes = claim?.status?.accessModes ?? claim?.spec?.accessModes ?? []
  if (!claim || modes.length === 0 || modes.includes('ReadWriteMany')) return []
  const replicas = wantedReplicas(facts)
  const { config, deployment } = facts
  const strategy = config.object
    ? config.object.spec?.rolloutStrategy || 'RollingUpdate'
    : (deployment.object?.spec?.strategy?.type ?? 'Recreate')
  const { name } = claim.metadata
  const only = t('The claim {{name}} can be mounted by one node at a time ({{modes}}).', {
    name,
    modes: listed(modes),
  })
  const steps = [
    { label: t('Edit settings'), to: paths.registry('settings', { action: 'edit-settings' }) },
    changeStorage(),
  ]
  if (replicas !== undefined && replicas > 1)
    return [
      {
        status: 'warning',
        sentence: t('The registry’s volume cannot be shared, and {{replicas}} pods are to share it.', { replicas }),
        why: `${only} ${t('Pods on other nodes wait for it for ever. Set 1 replica and the rollout strategy Recreate, or use a claim with ReadWriteMany.')}`,
        affects: anyReady(facts) ? effects.lessRoom() : effects.allFails(),
        steps,
      },
    ]
  if (strategy !== 'Recreate')
    return [
      {
        status: 'warning',
        sentence: t('The registry’s volume cannot be shared, and the next rollout will get stuck.'),
        why: `${only} ${t('With RollingUpdate the new pod waits for the volume that the old one holds. Set the rollout strategy to Recreate.')}`,
        affects: t('Pushes and pulls work until the next change of the settings or update.'),
        steps,
      },
    ]
  return []
}

const nearlyFull = 0.85
const full = 0.95

function volumeProblems({ volume, claim }: RegistryFacts): RegistryProblem[] {
  if (!volume || !(volume.capacity > 0)) return []
  const share = volume.used / volume.capacity
  if (share < nearlyFull) return []
  const percent = formatNumber(Math.floor(share * 100))
  return [
    {
      status: share >= full ? 'danger' : 'warning',
      sentence: t('The registry’s volume is {{percent}} % full.', { percent }),
      why: t(
        'When it is full, pushes fail with “no space left on device”. Enlarge the claim {{name}}, or prune images.',
        {
          name: claim.object?.metadata.name ?? '',
        },
      ),
      affects: share >= full ? t('Pushes fail soon or already, pulls still work.') : effects.stillWorks(),
      steps: [seeStorage(), { label: t('Preview pruning'), to: paths.pruning('preview') }],
    },
  ]
}

function emptyDirProblems(facts: RegistryFacts): RegistryProblem[] {
  const [key, ...others] = storageKeys(storageOf(facts))
  if (key !== 'emptyDir' || others.length > 0) return []
  const replicas = wantedReplicas(facts) ?? 1
  return [
    {
      status: 'warning',
      sentence: t('Images are kept in an empty directory of each pod: they are lost with it.'),
      why:
        replicas > 1
          ? t(
              'Every rollout, update and restart of a node deletes them. Each of the {{replicas}} pods has others, so that a pull may ask the one that does not have the image. This is for trying out only.',
              { replicas },
            )
          : t('Every rollout, update and restart of a node deletes them. This is for trying out only.'),
      affects: replicas > 1 ? t('Pushes work, pulls may fail at random.') : effects.stillWorks(),
      steps: [chooseStorage()],
    },
  ]
}

const anyReady = ({ pods }: RegistryFacts) => (pods.object ?? []).some(isPodReady)
