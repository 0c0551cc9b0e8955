import { t } from '../../lib/t.ts'
import type { ClusterOperator } from './clusterOperator.ts'
import { conditionOf, type Condition } from './registryConfig.ts'
import { unknownText, type ExplainedCondition } from './registryConditions.ts'
import type { Explanation, Tone } from './registryConditionsExplanation.ts'
import { isManagingSamples, samplesProject, type SamplesConfig } from './samplesConfig.ts'

const ranks: Record<Tone, number> = { danger: 0, warning: 1, info: 2, none: 3, success: 4 }

/** The conditions of the samples operator in words, what is wrong first. */
export function explainSamples(config: SamplesConfig): ExplainedCondition[] {
  return (config.status?.conditions ?? [])
    .map((condition) => ({ ...condition, ...explainCondition(condition, config), isOld: false }))
    .toSorted((a, b) => ranks[a.tone] - ranks[b.tone] || a.type.localeCompare(b.type, 'en'))
}

/** One condition (openshift/cluster-samples-operator@eee95ba pkg/stub/config.go, configmap.go, handler.go). */
function explainCondition(condition: Condition, config: SamplesConfig): Explanation {
  const known = Object.hasOwn(explanations, condition.type) ? explanations[condition.type] : undefined
  const { status } = condition
  if (!known) return { tone: 'none', state: status === 'True' ? t('True') : t('False') }
  if (status === 'True') return known.yes(condition, config)
  if (status === 'False') return known.no(condition, config)
  return (
    known.unknown?.(condition) ?? { tone: 'warning', state: t('Not known'), meaning: unknownText(), next: seeLog() }
  )
}

interface Known {
  yes(condition: Condition, config: SamplesConfig): Explanation
  no(condition: Condition, config: SamplesConfig): Explanation
  unknown?(condition: Condition): Explanation
}

const seeLog = () => t('If it stays so, look at the log of the operator.')

const explanations: Record<string, Known> = {
  ImportImageErrorsExist: {
    yes: () => ({
      tone: 'danger',
      state: t('Imports fail'),
      meaning: t('Tags of samples could not be imported. The last images that they got stay.'),
      next: t(
        'Mend the cause, then import them again; the operator tries again about every 15 minutes too. What nobody needs can be skipped.',
      ),
    }),
    no: () => ({ tone: 'success', state: t('None'), meaning: t('The operator knows of no failing import.') }),
  },
  SamplesExist: {
    yes: () => ({
      tone: 'success',
      state: t('Present'),
      meaning: t('The image streams and templates of this release are in the project {{project}}.', {
        project: samplesProject,
      }),
    }),
    no: (_, config) =>
      config.spec?.managementState === 'Removed'
        ? { tone: 'none', state: t('Removed'), meaning: t('As the management state asks for.') }
        : {
            tone: 'info',
            state: t('Not yet'),
            meaning: t('The operator has not made the samples yet.'),
            next: seeLog(),
          },
    unknown: ({ reason = '' }) => ({
      tone: 'danger',
      state: t('Not known'),
      meaning:
        reason === 'FileSystemError'
          ? t('The operator could not read the samples of its own image.')
          : reason.startsWith('APIServer')
            ? t('The API server refused what the operator wanted to write.')
            : t('The operator could not make or remove some samples.'),
      next: t('The message says what failed. The operator tries again by itself.'),
    }),
  },
  ConfigurationValid: {
    yes: () => ({ tone: 'success', state: t('Valid'), meaning: t('The operator works by these settings.') }),
    no: ({ message = '' }, config) => {
      const refused = { tone: 'danger', state: t('Not valid') } as const
      if (/global openshift image configuration/.test(message))
        return {
          ...refused,
          meaning: t('The cluster image policy lets no image stream import from the samples registry.'),
          next: t('Allow the registry there, or set another samples registry. Until then the former settings hold.'),
        }
      if (/architecture/.test(message))
        return {
          ...refused,
          meaning: t('Architectures cannot be changed once samples were made.'),
          next: t('Set them back to {{architectures}}. Until then no other change of the settings is taken up.', {
            architectures: config.status?.architectures?.join(', ') || t('what they were'),
          }),
        }
      return {
        ...refused,
        meaning: t('The operator does not take up these settings: the former ones hold.'),
        next: t('The message says what is wrong. Change it back.'),
      }
    },
  },
  ImportCredentialsExist: {
    yes: () => ({
      tone: 'success',
      state: t('Not checked'),
      meaning: t(
        'The operator says this always: it no longer looks for credentials. Imports use the pull secrets of the project and the global one of the cluster.',
      ),
    }),
    no: () => ({
      tone: 'warning',
      state: t('Missing'),
      meaning: t('The operator found no credentials for registry.redhat.io.'),
      next: t('Create a pull secret for it in the project {{project}}, or add it to the global one.', {
        project: samplesProject,
      }),
    }),
  },
  ImageChangesInProgress: {
    yes: () => ({ tone: 'info', state: t('In progress'), meaning: t('The operator is writing the samples.') }),
    no: () => ({ tone: 'success', state: t('Settled'), meaning: t('The operator has nothing left to write.') }),
  },
  RemovePending: {
    yes: () => ({
      tone: 'info',
      state: t('In progress'),
      meaning: t('The samples that the operator manages are being deleted.'),
    }),
    no: () => ({ tone: 'success', state: t('Not pending'), meaning: t('Nothing waits to be deleted.') }),
  },
  MigrationInProgress: {
    yes: () => ({
      tone: 'info',
      state: t('In progress'),
      meaning: t('The samples of the release before are being replaced.'),
    }),
    no: () => ({ tone: 'success', state: t('Not pending'), meaning: t('Newer operators no longer use this.') }),
  },
}

/** Something about the samples operator that people must know of first. */
export interface SamplesNotice {
  tone: 'danger' | 'warning' | 'info'
  title: string
  meaning: string
}

/** What the operator says of itself to the cluster, where that is more than its conditions; undefined when all is well. */
export function samplesOperatorNotice(
  operator: ClusterOperator | undefined,
  config: SamplesConfig | undefined,
): SamplesNotice | undefined {
  const conditions = operator?.status?.conditions
  const says = (reason: string) => conditions?.some((condition) => condition.reason === reason)
  // The reasons are spelled so: pkg/operatorstatus/operatorstatus.go.
  if (says('TermsBasedRegistryUnreacahable'))
    return {
      tone: 'warning',
      title: t('The operator could not reach registry.redhat.io when it began'),
      meaning: t(
        'It therefore began as Removed, as clusters without a way out do; an image policy that does not allow the registry has the same effect. Mirror the images, set the samples registry to the mirror, and set the state to Managed.',
      ),
    }
  if (says('UnsupportHWArchitecture'))
    return {
      tone: 'info',
      title: t('There are no samples for the architecture of this cluster'),
      meaning: t('The operator makes none.'),
    }
  if (says('DeletionInProgress'))
    return {
      tone: 'info',
      title: t('The configuration of the operator is being deleted'),
      meaning: t('It removes the samples, and then makes a new configuration with the defaults.'),
    }
  const degraded = operator && conditionOf(operator, 'Degraded')
  if (degraded?.status !== 'True' || (config && !isManagingSamples(config))) return undefined
  return {
    tone: 'danger',
    title: t('The samples operator is degraded'),
    meaning: degraded.message || degraded.reason || unknownText(),
  }
}
