import { DEPLOYMENTS, type Deployment } from '../kinds/deployment.ts'
import type { Condition, RegistrySpec } from '../kinds/operator.ts'
import type { Route } from '../kinds/route.ts'
import type { Said } from './conditions.ts'

/** What kept the operator from making the registry what it should be. Trying again changes nothing about a permanent one. */
export interface ApplyError {
  message: string
  permanent?: 'VerificationFailed' | 'StorageNotConfigured'
}

export interface Applied {
  spec: RegistrySpec
  deployment: Deployment | undefined
  routes: readonly Route[]
  error: ApplyError | undefined
  /** Whether the registry has been out of service for longer than the operator puts up with. */
  longUnavailable: boolean
}

const UNMANAGED = 'The registry configuration is set to unmanaged mode'

const isComplete = ({ metadata, spec, status }: Deployment) => {
  const wanted = spec?.replicas ?? 1
  return (
    (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
    [status?.updatedReplicas, status?.replicas, status?.availableReplicas].every((count) => (count ?? 0) === wanted)
  )
}

/** The part of the status that comes from the Deployment: whether the registry serves. */
export function availability({ spec, deployment, error }: Applied): Said {
  const said = (status: 'True' | 'False', reason: string, message: string): Said => [
    'Available',
    status,
    reason,
    message,
  ]
  if (spec.managementState === 'Unmanaged') return said('True', 'Unmanaged', UNMANAGED)
  if (!deployment) {
    if (error?.permanent) return said('False', error.permanent, `Error: ${error.message}`)
    if (spec.managementState === 'Removed') return said('True', 'Removed', 'The registry is removed')
    return said('False', 'DeploymentNotFound', 'The deployment does not exist')
  }
  if (deployment.metadata.deletionTimestamp)
    return said('False', 'DeploymentDeleted', 'The deployment is being deleted')
  if (!deployment.status?.availableReplicas)
    return said('False', 'NoReplicasAvailable', 'The deployment does not have available replicas')
  if (!isComplete(deployment)) return said('True', 'MinimumAvailability', 'The registry has minimum availability')
  return said('True', 'Ready', 'The registry is ready')
}

function progress({ spec, deployment, error }: Applied): Said {
  const said = (status: 'True' | 'False', reason: string, message: string): Said => [
    'Progressing',
    status,
    reason,
    message,
  ]
  if (spec.managementState === 'Unmanaged') return said('False', 'Unmanaged', UNMANAGED)
  if (spec.managementState === 'Removed')
    return deployment
      ? said('True', 'DeletingDeployment', 'The deployment is being removed')
      : said('False', 'Removed', 'All registry resources are removed')
  if (error) return said(error.permanent ? 'False' : 'True', 'Error', `Unable to apply resources: ${error.message}`)
  if (!deployment)
    return said(
      'True',
      'WaitingForDeployment',
      'All resources are successfully applied, but the deployment does not exist',
    )
  if (deployment.metadata.deletionTimestamp)
    return said('True', 'FinalizingDeployment', 'The deployment is being deleted')
  if (!isComplete(deployment)) return said('True', 'DeploymentNotCompleted', 'The deployment has not completed')
  return said('False', 'Ready', 'The registry is ready')
}

const notAdmitted = (routes: readonly Route[]) =>
  routes.flatMap(({ metadata, status }) =>
    (status?.ingress ?? []).flatMap(({ host = '', routerName = '', conditions = [] }) =>
      conditions
        .filter(({ type, status: admitted }) => type === 'Admitted' && admitted !== 'True')
        .map(
          ({ message = '' }) => `route ${metadata.name} (host ${host}, router ${routerName}) not admitted: ${message}`,
        ),
    ),
  )

function degradation(applied: Applied): Said {
  const { spec, deployment, error, longUnavailable } = applied
  if (spec.managementState === 'Unmanaged') return ['Degraded', 'False', 'Unmanaged', UNMANAGED]
  if (error?.permanent) return ['Degraded', 'True', error.permanent, `Error: ${error.message}`]
  if (spec.managementState === 'Removed') return ['Degraded', 'False', 'Removed', 'The registry is removed']
  const [, available, , why = ''] = availability(applied)
  if (available !== 'True' && longUnavailable) return ['Degraded', 'True', 'Unavailable', why]
  const stuck = deployment?.status?.conditions?.find(
    ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
  )
  if (stuck)
    return [
      'Degraded',
      'True',
      'ProgressDeadlineExceeded',
      `Registry deployment has timed out progressing: ${stuck.message}`,
    ]
  const refused = deployment && isComplete(deployment) ? notAdmitted(applied.routes) : []
  if (refused.length) return ['Degraded', 'True', 'RouteDegraded', refused.join(', ')]
  return ['Degraded', 'False']
}

const removal = ({ spec, deployment }: Applied): Said =>
  spec.managementState === 'Removed' && !deployment
    ? ['Removed', 'True', 'Removed', 'The registry is removed']
    : ['Removed', 'False']

/** The four conditions that the operator derives from all it knows, in its order. */
export const registrySays = (applied: Applied): Said[] => [
  progress(applied),
  availability(applied),
  degradation(applied),
  removal(applied),
]

/** What a Config says of a removed registry. */
export const removed: Said[] = registrySays({
  spec: { managementState: 'Removed' },
  deployment: undefined,
  routes: [],
  error: undefined,
  longUnavailable: false,
})

/** The entries of `generations` with the Deployment of the registry as it is now. */
export function generationsOf<G extends { resource: string; name: string; lastGeneration: number }>(
  before: readonly G[],
  deployment: Deployment | undefined,
) {
  const others = before.filter(({ resource }) => resource !== 'deployments')
  if (!deployment) return others
  const { name, namespace = '', generation = 0 } = deployment.metadata
  const [group = '', resource = ''] = DEPLOYMENTS.split('/')
  return [...others, { group, hash: '', lastGeneration: generation, name, namespace, resource }]
}

/** Whether a condition has been as it is for so many milliseconds. */
export const lasts = (condition: Condition | undefined, milliseconds: number, now: Date) =>
  condition !== undefined && now.getTime() - Date.parse(condition.lastTransitionTime) >= milliseconds
