import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import type { Event } from './event.ts'
import { lastSeenOf } from './event.ts'
import { troubleOf, type Pod } from './pod.ts'
import { conditionOf } from './registryConfig.ts'
import { isPodReady, livePods, wantedReplicas, type RegistryFacts } from './registryFacts.ts'
import { saidOf } from './registryVerdictStorage.ts'
import { effects, quoteOf, sinceOf, type RegistryProblem, type RegistryStep } from './registryVerdictWords.ts'

/** Why a pod does not answer, in words and in the cluster's. */
export interface PodProblem {
  pod: Pod
  /** To go on in a sentence with: "its image cannot be pulled". */
  because: string
  advice?: string
  reason?: string
  message?: string
  isStorage?: boolean
}

/** Why a pod is not ready. Undefined when it is, or when it only needs a moment. */
export function podProblem(pod: Pod, warnings: readonly Event[]): PodProblem | undefined {
  if (isPodReady(pod)) return undefined
  const trouble = troubleOf(pod)
  const said = trouble && { reason: trouble.reason, ...(trouble.message && { message: trouble.message }) }
  switch (trouble?.kind) {
    case 'unschedulable':
      return {
        pod,
        because: t('no node takes it'),
        advice: t(
          'Look at what the scheduler says: too few nodes for the replicas, taints, a node selector or resources.',
        ),
        ...said,
      }
    case 'image':
      return {
        pod,
        because: t('its image cannot be pulled'),
        advice: t('Check that nodes reach the registry of the release, its mirrors and the cluster’s pull secret.'),
        ...said,
      }
    case 'evicted':
      return { pod, because: t('its node ended it'), ...said }
    case 'waiting':
      return /^(CreateContainer|RunContainer|CreatePod)/.test(trouble.reason)
        ? {
            pod,
            because: t('its container cannot be started'),
            advice: t('Check that the secret or ConfigMap that the message names exists and has that key.'),
            ...said,
          }
        : { ...crashed(pod), ...said, ...crashWords(pod) }
    case undefined:
      return waitingFor(pod, warnings)
  }
}

function crashed(pod: Pod): PodProblem {
  return {
    pod,
    because: t('its container fails again and again'),
    advice: t('Its log says why: often the storage cannot be reached or written to, or a setting cannot be.'),
  }
}

/** The last words of a container that fails. */
function crashWords({ status }: Pod): { message?: string } {
  for (const { state, lastState } of status?.containerStatuses ?? []) {
    const ended = lastState?.terminated ?? state?.terminated
    const message = ended?.message?.trim()
    if (message) return { message }
    if (ended?.exitCode !== undefined) return { message: `${ended.reason ?? 'Error'}, exit code ${ended.exitCode}` }
  }
  return {}
}

/** What a pod waits for whose own status says only that it waits: its events say it. */
function waitingFor(pod: Pod, warnings: readonly Event[]): PodProblem | undefined {
  const about = warnings
    .filter(
      ({ involvedObject }) => involvedObject.uid === pod.metadata.uid || involvedObject.name === pod.metadata.name,
    )
    .toSorted((a, b) => (lastSeenOf(b) ?? '').localeCompare(lastSeenOf(a) ?? ''))
  const isStarting = pod.status?.phase !== 'Running'
  // What comes of it is written again and again, the cause only once.
  const cause = about.find(({ message = '' }) => /Multi-Attach/i.test(message))
  const event = cause ?? about.find(({ reason = '' }) => (isStarting ? !/^(Unhealthy|BackOff)$/.test(reason) : true))
  const said = event && { reason: event.reason ?? '', message: event.message ?? '' }
  if (said && /Multi-Attach/i.test(said.message))
    return {
      pod,
      because: t('its volume is held by a pod on another node'),
      advice: t(
        'A volume that one node at a time may mount goes with 1 replica and the rollout strategy Recreate only. After a node has died, it is let go after some minutes, or when the node is removed.',
      ),
      isStorage: true,
      ...said,
    }
  if (said && /^Failed(AttachVolume|Mount)$/.test(said.reason))
    return {
      pod,
      because: t('its volume cannot be mounted'),
      advice: t('Check the claim and the storage behind it, or the secret or ConfigMap that the message names.'),
      isStorage: true,
      ...said,
    }
  if (said && isStarting) return { pod, because: t('something keeps it from starting'), ...said }
  if (said?.reason === 'Unhealthy')
    return {
      pod,
      because: t('it does not answer its probe'),
      advice: t('The registry checks its storage for that: look at its log.'),
      ...said,
    }
  return undefined
}

/** What is wrong with the Deployment and its pods. */
export function podProblems(facts: RegistryFacts): RegistryProblem[] {
  const { deployment, pods, warnings } = facts
  const wanted = wantedReplicas(facts)
  const restart: RegistryStep = { label: t('See status'), to: paths.registry() }
  if (wanted === 0)
    return [
      {
        status: 'danger',
        sentence: t('The registry is scaled to 0 replicas: no pod runs.'),
        affects: effects.allFails(),
        steps: [{ label: t('Scale registry'), to: paths.registry(undefined, { action: 'scale' }) }],
      },
    ]
  if (wanted !== undefined && wanted < 0)
    return [
      {
        status: 'danger',
        sentence: t('The registry is to have {{replicas}} replicas, which cannot be.', { replicas: String(wanted) }),
        ...quoteOf(saidOf(facts, 'Degraded') ?? {}),
        affects: t('No change of the settings has an effect until it is 0 or more.'),
        steps: [{ label: t('Scale registry'), to: paths.registry(undefined, { action: 'scale' }) }],
      },
    ]
  if (deployment.object === null && !pods.object?.length) {
    const progress = saidOf(facts, 'Progressing')
    const isUnmanaged = facts.config.object?.spec?.managementState === 'Unmanaged'
    if (!facts.config.object && !facts.clusterOperator.object)
      return [
        {
          status: 'warning',
          sentence: t('There is no registry: it has no Deployment.'),
          why: t(
            'It may be removed on purpose, lack storage, or be about to be made: its configuration and its cluster operator, which could not be read, say which.',
          ),
          affects: effects.allFails(),
          steps: [restart],
        },
      ]
    return [
      {
        status: 'danger',
        sentence: t('The registry’s Deployment does not exist.'),
        why: isUnmanaged
          ? t('The registry is unmanaged: its operator does not make it.')
          : t('The operator makes it by itself as soon as it can apply the settings.'),
        ...(progress?.reason === 'Error' ? quoteOf(progress) : {}),
        ...sinceOf(saidOf(facts, 'Available')),
        affects: effects.allFails(),
        steps: [
          ...(isUnmanaged
            ? [{ label: t('Manage registry'), to: paths.registry(undefined, { action: 'manage' }) }]
            : []),
          restart,
        ],
      },
    ]
  }
  if (!pods.object) return rollout(facts)
  const live = livePods(pods.object)
  const ready = live.filter(isPodReady).length
  const broken = live.flatMap((pod) => podProblem(pod, warnings.object ?? []) ?? [])
  const [first] = broken
  if (!first) return ready === 0 && live.length > 0 ? starting() : rollout(facts)
  const { reason, message } = first
  return [
    {
      status: ready === 0 ? 'danger' : 'warning',
      sentence:
        ready === 0
          ? t('No pod of the registry is ready: {{because}}.', { because: withPod(first, broken.length) })
          : t('{{ready}} of {{wanted}} pods are ready, one is not: {{because}}.', {
              ready,
              wanted: live.length,
              because: withPod(first, broken.length),
            }),
      ...(first.advice && { why: first.advice }),
      ...quoteOf({ reason, message }),
      ...(first.pod.metadata.creationTimestamp && { since: first.pod.metadata.creationTimestamp }),
      affects: ready === 0 ? effects.allFails() : effects.lessRoom(),
      steps: first.isStorage
        ? [{ label: t('See storage'), to: paths.registry('storage') }, restart]
        : [
            restart,
            { label: t('See the pod'), to: paths.pod(first.pod.metadata.name) },
            { label: t('Restart pods'), to: paths.registry(undefined, { action: 'restart-pods' }) },
          ],
    },
  ]
}

const withPod = ({ because }: PodProblem, broken: number) =>
  broken > 1 ? t('{{because}} (and {{others}} more)', { because, others: broken - 1 }) : because

function starting(): RegistryProblem[] {
  return [
    {
      status: 'warning',
      sentence: t('The registry is starting: none of its pods is ready yet.'),
      affects: effects.allFails(),
      steps: [{ label: t('See status'), to: paths.registry() }],
    },
  ]
}

/** A rollout that goes on, or that has got stuck for a reason that no pod says. */
function rollout({ deployment, pods }: RegistryFacts): RegistryProblem[] {
  const { object } = deployment
  if (!object) return []
  const { status, spec } = object
  const wanted = spec?.replicas ?? 1
  const updated = status?.updatedReplicas ?? 0
  // The pods are watched, the Deployment is asked for now and then: it may be of a moment ago.
  const ready = livePods(pods.object ?? []).filter(isPodReady).length
  const available = Math.max(status?.availableReplicas ?? 0, ready)
  const progressing = conditionOf(object, 'Progressing')
  const counts = t('{{available}} of {{wanted}} pods are ready, {{updated}} of them of the newest settings.', {
    available,
    wanted,
    updated: Math.min(updated, available),
  })
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return [
      {
        status: available > 0 ? 'warning' : 'danger',
        sentence: t('A rollout of the registry does not come to its end.'),
        why: counts,
        ...quoteOf(progressing),
        ...sinceOf(progressing),
        affects: available > 0 ? effects.lessRoom() : effects.allFails(),
        steps: [{ label: t('See status'), to: paths.registry() }],
      },
    ]
  const isDone = updated >= wanted && available >= wanted && (status?.replicas ?? 0) <= wanted
  if (isDone) return []
  const failure = conditionOf(object, 'ReplicaFailure')
  if (failure?.status === 'True')
    return [
      {
        status: available > 0 ? 'warning' : 'danger',
        sentence: t('Pods of the registry cannot be created.'),
        why: `${counts} ${t('A quota, an admission webhook or the rights of its service account refuse them.')}`,
        ...quoteOf(failure),
        ...sinceOf(failure),
        affects: available > 0 ? effects.lessRoom() : effects.allFails(),
        steps: [{ label: t('See status'), to: paths.registry() }],
      },
    ]
  // The last rollout has come to its end: a pod that was ready is not any more.
  if (available > 0 && progressing?.reason === 'NewReplicaSetAvailable' && updated >= wanted)
    return [
      {
        status: 'warning',
        sentence: t('{{available}} of {{wanted}} pods of the registry are ready.', { available, wanted }),
        why: t(
          'No rollout goes on: a pod does not answer any more, often with its node. After some minutes another comes in its place.',
        ),
        affects: effects.lessRoom(),
        steps: [{ label: t('See status'), to: paths.registry() }],
      },
    ]
  return [
    {
      status: available > 0 ? 'info' : 'danger',
      sentence: available > 0 ? t('The registry is being rolled out.') : t('No pod of the registry is ready.'),
      why: counts,
      affects: available > 0 ? effects.stillWorks() : effects.allFails(),
      steps: [{ label: t('See status'), to: paths.registry() }],
    },
  ]
}
