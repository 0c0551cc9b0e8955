import { t } from '../../lib/t.ts'
import type { Explanation } from './registryConditionsExplanation.ts'
import type { Condition } from './registryConfig.ts'

/** Available, Progressing, Degraded, Removed: what the operator says of the registry itself. Undefined for other types. */
export function explainOperand(condition: Condition): Explanation | undefined {
  const { type, status, reason } = condition
  if (!['Available', 'Progressing', 'Degraded', 'Removed'].includes(type)) return undefined
  if (status !== 'True' && status !== 'False')
    return {
      tone: 'warning',
      state: t('Not known'),
      meaning: t('The operator has not found this out yet, or cannot.'),
      next: t('If it stays so, look at the log of the operator.'),
    }
  const isTrue = status === 'True'
  if (reason === 'Unmanaged')
    return {
      tone: 'info',
      state: type === 'Available' ? t('Not watched') : t('No'),
      meaning: t(
        'The registry is unmanaged: the operator neither looks at it nor changes it. This is no statement of its health.',
      ),
      next: t('Look at the Deployment and the pods, or set the management state to Managed.'),
    }
  if (type === 'Available') return available(condition, isTrue)
  if (type === 'Progressing') return progressing(condition, isTrue)
  if (type === 'Degraded') return degraded(condition, isTrue)
  return isTrue
    ? {
        tone: 'warning',
        state: t('Removed'),
        meaning: t(
          'The management state is Removed: there is no Deployment, no Service and no route. Images cannot be pushed or pulled.',
        ),
        next: t('Choose storage and set the management state to Managed to have a registry.'),
      }
    : { tone: 'success', state: t('Not removed'), meaning: t('The registry is to exist.') }
}

function available({ reason }: Condition, isTrue: boolean): Explanation {
  if (isTrue) {
    if (reason === 'Removed')
      return {
        tone: 'info',
        state: t('Removed, as asked'),
        meaning: t('There is no registry, and none is wanted. The operator calls that available.'),
        next: t('Choose storage and set the management state to Managed to have one.'),
      }
    if (reason === 'MinimumAvailability')
      return {
        tone: 'success',
        state: t('Available'),
        meaning: t(
          'At least one pod answers, but not yet all that are wanted: a rollout goes on, or pods do not start.',
        ),
        next: t('If it stays so, look at the pods.'),
      }
    return { tone: 'success', state: t('Available'), meaning: t('At least one pod of the registry answers.') }
  }
  const down = { tone: 'danger', state: t('Not available') } as const
  switch (reason) {
    case 'StorageNotConfigured':
      return { ...down, meaning: noStorage(), next: t('Choose storage.') }
    case 'VerificationFailed':
      return { ...down, meaning: notVerified(), next: t('Put right what the message names.') }
    case 'DeploymentNotFound':
      return {
        ...down,
        meaning: t('There is no Deployment, so no pod runs. The operator makes it when it can apply the settings.'),
        next: t('Progressing says what keeps it from that. Otherwise look at the log of the operator.'),
      }
    case 'DeploymentDeleted':
      return {
        ...down,
        meaning: t('Somebody deleted the Deployment. It is gone when its pods are, and is then made again.'),
        next: t('Wait. If it stays so, a finalizer holds it or a pod does not end.'),
      }
    case 'NoReplicasAvailable':
      return {
        ...down,
        meaning: t('No pod of the registry is ready: pushes and pulls fail. With 0 replicas this is so by itself.'),
        next: t('Look at the pods and their events: image, storage or nodes keep them from starting.'),
      }
    default:
      return { ...down, meaning: t('The registry does not answer.'), next: t('The operator’s own words say more.') }
  }
}

function progressing({ reason, message = '' }: Condition, isTrue: boolean): Explanation {
  if (reason === 'Error')
    return {
      tone: isTrue ? 'warning' : 'danger',
      state: t('Cannot go on'),
      meaning: isTrue
        ? t(
            'The operator could not apply the settings. It tries again by itself. Pods that run go on with the settings before, and Degraded stays False.',
          )
        : t('The operator could not apply the settings and does not try again until they are changed.'),
      next: applyAdvice(message),
    }
  if (isTrue) {
    const going = { tone: 'info', state: t('In progress') } as const
    switch (reason) {
      case 'DeletingDeployment':
        return { ...going, meaning: t('The registry is being removed: its Deployment is still there.') }
      case 'WaitingForDeployment':
        return {
          ...going,
          meaning: t('Everything is applied, and the Deployment is not there yet.'),
          next: t('It comes by itself within seconds. If not, look at the log of the operator.'),
        }
      case 'FinalizingDeployment':
        return { ...going, meaning: t('The Deployment is being deleted. The operator makes it again.') }
      case 'DeploymentNotCompleted':
        return {
          ...going,
          meaning: t('A rollout goes on: not all pods are of the newest settings and ready.'),
          next: t('Wait a minute. If it stays so, look at the pods that are not ready.'),
        }
      default:
        return { ...going, meaning: t('The operator is changing something.') }
    }
  }
  if (reason === 'Removed')
    return { tone: 'success', state: t('Settled'), meaning: t('All objects of the registry are removed.') }
  return { tone: 'success', state: t('Settled'), meaning: t('All is applied and rolled out.') }
}

function applyAdvice(message: string): string {
  if (/exactly one storage type/i.test(message))
    return t('Choose storage anew: that takes the other type away in the same change.')
  if (/storage backend not configured/i.test(message)) return t('Choose storage.')
  if (/must be positive number/i.test(message)) return t('Put the request limits right: they must not be negative.')
  if (/ReadWriteOnce access mode/i.test(message))
    return t(
      'Set 1 replica and the rollout strategy Recreate, or choose a claim that many nodes may mount (ReadWriteMany).',
    )
  if (/storage|bucket|credentials|access ?key/i.test(message))
    return t('Check the storage and its credentials. Storage conditions say more.')
  if (/secrets? /i.test(message))
    return t('Check that the secret that the message names exists and has the keys it should.')
  return t('Put right what the message names. Where it is no setting, the operator tries again by itself.')
}

function degraded({ reason }: Condition, isTrue: boolean): Explanation {
  if (!isTrue)
    return { tone: 'success', state: t('Not degraded'), meaning: t('The operator has nothing to complain of.') }
  const ill = { tone: 'danger', state: t('Degraded') } as const
  switch (reason) {
    case 'StorageNotConfigured':
      return { ...ill, meaning: noStorage(), next: t('Choose storage.') }
    case 'VerificationFailed':
      return { ...ill, meaning: notVerified(), next: t('Put right what the message names.') }
    case 'Unavailable':
      return {
        ...ill,
        meaning: t('The registry has not been available for more than a minute (five in newer versions).'),
        next: t('See Available, and the pods.'),
      }
    case 'ProgressDeadlineExceeded':
      return {
        ...ill,
        meaning: t('A rollout does not come to its end: a new pod does not get ready in time. Pods from before go on.'),
        next: t('Look at the pod that is not ready: its events say what it waits for.'),
      }
    case 'RouteDegraded':
      return {
        ...ill,
        meaning: t('A router refuses a route of the registry: it cannot be reached by that host from outside.'),
        next: t('Look at Routes: another route may have the host already.'),
      }
    default:
      return {
        ...ill,
        meaning: t('Something is wrong that does not pass by itself.'),
        next: t('The operator’s own words say more.'),
      }
  }
}

const noStorage = () =>
  t('Nothing says where to keep images, and this platform has no default. The operator does not start the registry.')
const notVerified = () =>
  t(
    'A setting cannot be: a negative number of replicas, or two routes of one name. The operator applies nothing until it is changed.',
  )
