import type { K8sObject } from '../../src/k8s/types.ts'
import { withConditions } from '../controllers/conditions.ts'
import { CHECKSUM, checksumOf, wantedCronJob } from '../controllers/prunerCronJob.ts'
import { generationsOf, removed } from '../controllers/registryStatus.ts'
import type { ImagePruner, RegistryConfig } from '../kinds/operator.ts'
import type { State } from '../server/cluster.ts'
import { at } from './base.ts'
import { cronJobOf, withCronJob } from './prunerHistory.ts'
import { pruning } from './pruning.ts'

/** A cluster whose registry is removed: there is no address, and pruning changes objects only. */
export function registryRemoved(now: Date = new Date()): State {
  const state = withoutPruningOfTheRegistry(pruning(now))
  const without = (path: string, name: RegExp) => ({
    items: (state[path]?.items ?? []).filter(({ metadata }) => !name.test(metadata.name)),
  })
  const registry = /^image-registry(-[\da-f]+-\w+|-[\da-f]{8,10})?$/
  return {
    ...state,
    [at.deployments]: without(at.deployments, registry),
    [at.replicaSets]: without(at.replicaSets, registry),
    [at.pods]: without(at.pods, registry),
    [at.registryConfigs]: { items: (state[at.registryConfigs]?.items ?? []).map((config) => ofRemoved(config, now)) },
    [at.imageConfigs]: { items: (state[at.imageConfigs]?.items ?? []).map(withoutHostname) },
  }
}

/** A state whose CronJob prunes objects only, as without a registry to reach. */
export function withoutPruningOfTheRegistry(before: State): State {
  const cronJob = cronJobOf(before)
  const pruner: ImagePruner | undefined = before[at.imagePruners]?.items[0]
  if (!cronJob || !pruner) return before
  const wanted = wantedCronJob(pruner, '')
  const annotations = { ...cronJob.metadata.annotations, [CHECKSUM]: checksumOf(wanted) }
  return withCronJob(before, { ...cronJob, metadata: { ...cronJob.metadata, annotations }, spec: wanted.spec })
}

function ofRemoved(config: RegistryConfig, now: Date): K8sObject {
  const { status, spec } = config
  return {
    ...config,
    spec: { ...spec, managementState: 'Removed' },
    status: {
      ...status,
      readyReplicas: 0,
      generations: generationsOf(status?.generations ?? [], undefined),
      conditions: withConditions(status?.conditions, removed, now),
    },
  } as K8sObject
}

function withoutHostname(config: K8sObject & { status?: { internalRegistryHostname?: string } }): K8sObject {
  const { internalRegistryHostname: _gone, ...status } = config.status ?? {}
  return { ...config, status } as K8sObject
}
