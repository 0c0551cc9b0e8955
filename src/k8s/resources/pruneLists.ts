import type { K8sObject } from '../types.ts'
import { PruneGraph } from './pruneGraph.ts'
import type { PruneKind } from './pruneReferences.ts'

/** Lists of objects as a dump of a cluster has them, by `VERSION/plural` or `GROUP/VERSION/plural`. What is missing is empty. */
export type PruneLists = Readonly<Record<string, { items?: readonly K8sObject[] | null } | undefined>>

/** What oc lists. Other groups have kinds of the same names: metrics of pods, the configuration of images. */
const workloads: readonly [key: string, kind: PruneKind][] = [
  ['v1/pods', 'Pod'],
  ['v1/replicationcontrollers', 'ReplicationController'],
  ['apps.openshift.io/v1/deploymentconfigs', 'DeploymentConfig'],
  ['apps/v1/replicasets', 'ReplicaSet'],
  ['apps/v1/deployments', 'Deployment'],
  ['apps/v1/daemonsets', 'DaemonSet'],
  ['build.openshift.io/v1/builds', 'Build'],
  ['build.openshift.io/v1/buildconfigs', 'BuildConfig'],
  ['apps/v1/statefulsets', 'StatefulSet'],
  ['batch/v1/jobs', 'Job'],
  ['batch/v1/cronjobs', 'CronJob'],
]

/** All that a run looks at, of lists. Those of other kinds are not looked at. */
export function pruneGraphOf(lists: PruneLists): PruneGraph {
  const graph = new PruneGraph()
  const listOf = (key: string) => lists[key]?.items ?? []
  for (const [key, kind] of workloads) for (const object of listOf(key)) graph.addWorkload(kind, object)
  for (const range of listOf('v1/limitranges')) graph.addLimitRange(range)
  for (const stream of listOf('image.openshift.io/v1/imagestreams')) graph.addStream(stream)
  for (const image of listOf('image.openshift.io/v1/images')) graph.addImage(image)
  return graph
}
