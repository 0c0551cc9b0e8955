import type { Deployment, DeploymentCondition } from '../kinds/deployment.ts'
import { timestamp } from '../kinds/imageTypes.ts'

/** What is there of a Deployment. */
export interface RolloutCounts {
  replicas: number
  updatedReplicas: number
  readyReplicas: number
}

/** How far a rollout has come, for the deadline. */
export type Progress = 'going' | 'stuck'

const desired = ({ spec }: Deployment) => spec?.replicas ?? 1

/** The most pods beyond, and the fewest of, what is asked for while a rollout goes on. */
export function rollingLimits(deployment: Deployment): { surge: number; unavailable: number } {
  const { maxSurge = '25%', maxUnavailable = '25%' } = deployment.spec?.strategy?.rollingUpdate ?? {}
  const resolved = (value: number | string, round: (n: number) => number) =>
    typeof value === 'number' ? value : round((Number.parseFloat(value) / 100) * desired(deployment))
  const surge = resolved(maxSurge, Math.ceil)
  const unavailable = resolved(maxUnavailable, Math.floor)
  return { surge, unavailable: surge || unavailable ? unavailable : 1 }
}

/** Whether every pod is there, of the present template, and available. */
export const isComplete = (deployment: Deployment, counts: RolloutCounts) =>
  counts.updatedReplicas === desired(deployment) &&
  counts.replicas === desired(deployment) &&
  counts.readyReplicas === desired(deployment)

/** The status of a Deployment for what is there. Times change with what they are about. */
export function deploymentStatus(
  deployment: Deployment,
  replicaSet: string,
  counts: RolloutCounts,
  progress: Progress,
  now: Date,
): NonNullable<Deployment['status']> {
  const { replicas, updatedReplicas, readyReplicas } = counts
  const wanted = desired(deployment)
  const before = deployment.status?.conditions ?? []
  const at = timestamp(now)
  const told = (type: string, status: string, reason: string, message: string): DeploymentCondition => {
    const old = before.find((each) => each.type === type)
    if (old?.status === status && old.reason === reason && old.message === message) return old
    const since = old?.status === status ? old.lastTransitionTime : at
    return { type, status, lastUpdateTime: at, lastTransitionTime: since, reason, message }
  }
  const enough = readyReplicas >= wanted - rollingLimits(deployment).unavailable
  const available = enough
    ? told('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
    : told('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.')
  const unavailable = Math.max(0, Math.max(wanted, replicas) - readyReplicas)
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...(replicas && { replicas }),
    ...(updatedReplicas && { updatedReplicas }),
    ...(readyReplicas && { readyReplicas, availableReplicas: readyReplicas }),
    ...(unavailable && { unavailableReplicas: unavailable }),
    conditions: [available, progressing()],
  }

  function progressing(): DeploymentCondition {
    const name = `ReplicaSet "${replicaSet}"`
    const old = before.find(({ type }) => type === 'Progressing')
    // A rollout that was through once stays so, whatever becomes of its pods.
    const through = old?.reason === 'NewReplicaSetAvailable' && old.message.startsWith(`${name} `)
    if (isComplete(deployment, counts) || (through && replicas === updatedReplicas))
      return told('Progressing', 'True', 'NewReplicaSetAvailable', `${name} has successfully progressed.`)
    if (progress === 'stuck')
      return told('Progressing', 'False', 'ProgressDeadlineExceeded', `${name} has timed out progressing.`)
    return told('Progressing', 'True', 'ReplicaSetUpdated', `${name} is progressing.`)
  }
}
