import type { Objects } from './base.ts'
import { hexOf } from './digests.ts'
import { metadataOf, pod, template, triggersAnnotation, type ContainerSpec, type WorkloadSpec } from './podBuilders.ts'

const counts = (replicas: number) =>
  replicas ? { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas } : {}

/** A Deployment with its ReplicaSets and pods; `previous` is the template of the rollout before, scaled to zero. */
export function deployment(spec: WorkloadSpec, previous?: ContainerSpec[]): Objects {
  const { namespace, name, created, replicas = 1, labels = { app: name } } = spec
  const selector = { matchLabels: { app: name } }
  const object = {
    metadata: metadataOf({
      kind: 'Deployment',
      namespace,
      name,
      created,
      labels,
      generation: 2,
      annotations: {
        'deployment.kubernetes.io/revision': previous ? '2' : '1',
        ...triggersAnnotation(spec.triggers),
      },
    }),
    spec: {
      replicas,
      selector,
      template: template(spec),
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
    status: { observedGeneration: 2, ...counts(replicas) },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', object }
  const replicaSet = (containers: ContainerSpec[], count: number, revision: string) => {
    const hash = hexOf(`${namespace}/${name} ${revision}`, 9)
    return {
      metadata: metadataOf({
        kind: 'ReplicaSet',
        namespace,
        name: `${name}-${hash}`,
        created,
        labels: { app: name, 'pod-template-hash': hash },
        annotations: {
          'deployment.kubernetes.io/desired-replicas': String(replicas),
          'deployment.kubernetes.io/revision': revision,
        },
        owner,
        generation: 1,
      }),
      spec: { replicas: count, selector, template: template({ ...spec, containers }) },
      status: {
        replicas: count,
        ...(count && { readyReplicas: count, availableReplicas: count }),
        observedGeneration: 1,
      },
    }
  }
  const current = replicaSet(spec.containers, replicas, previous ? '2' : '1')
  const sets = previous ? [replicaSet(previous, 0, '1'), current] : [current]
  const pods = Array.from({ length: replicas }, (_, index) =>
    pod(spec, `${current.metadata.name}-${hexOf(`${current.metadata.name} ${index}`, 5)}`, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      object: current,
    }),
  )
  return { deployments: [object], replicaSets: sets, pods }
}

/** A StatefulSet with its pods. */
export function statefulSet(spec: WorkloadSpec): Objects {
  const { namespace, name, created, replicas = 1 } = spec
  const object = {
    metadata: metadataOf({
      kind: 'StatefulSet',
      namespace,
      name,
      created,
      generation: 1,
      annotations: triggersAnnotation(spec.triggers),
    }),
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: template(spec),
      serviceName: name,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 10,
    },
    status: { observedGeneration: 1, ...counts(replicas), collisionCount: 0 },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', object }
  const pods = Array.from({ length: replicas }, (_, index) => pod(spec, `${name}-${index}`, owner))
  return { statefulSets: [object], pods }
}

/** A DaemonSet with a pod on each of two nodes. */
export function daemonSet(spec: WorkloadSpec): Objects {
  const { namespace, name, created } = spec
  const object = {
    metadata: metadataOf({
      kind: 'DaemonSet',
      namespace,
      name,
      created,
      generation: 1,
      annotations: { 'deprecated.daemonset.template.generation': '1', ...triggersAnnotation(spec.triggers) },
    }),
    spec: {
      selector: { matchLabels: { app: name } },
      template: template(spec),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      revisionHistoryLimit: 10,
    },
    status: {
      currentNumberScheduled: 2,
      numberMisscheduled: 0,
      desiredNumberScheduled: 2,
      numberReady: 2,
      observedGeneration: 1,
      updatedNumberScheduled: 2,
      numberAvailable: 2,
    },
  }
  const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', object }
  const pods = ['0', '1'].map((index) => pod(spec, `${name}-${hexOf(`${namespace}/${name} ${index}`, 5)}`, owner))
  return { daemonSets: [object], pods }
}

/** A CronJob, and the Job and pod of its last run. */
export function cronJob(spec: WorkloadSpec & { schedule: string; suspend?: boolean }): Objects {
  const { namespace, name, created, schedule, suspend = false } = spec
  const job = { template: template(spec, 'Never') }
  const object = {
    metadata: metadataOf({
      kind: 'CronJob',
      namespace,
      name,
      created,
      generation: 1,
      annotations: triggersAnnotation(spec.triggers, 'spec.jobTemplate.spec.template.spec'),
    }),
    spec: {
      schedule,
      concurrencyPolicy: 'Forbid',
      suspend,
      jobTemplate: { metadata: { creationTimestamp: null }, spec: job },
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    },
    status: { lastScheduleTime: created, lastSuccessfulTime: created },
  }
  const run = {
    metadata: metadataOf({
      kind: 'Job',
      namespace,
      name: `${name}-29920320`,
      created,
      generation: 1,
      labels: { app: name },
      owner: { apiVersion: 'batch/v1', kind: 'CronJob', object },
    }),
    spec: { parallelism: 1, completions: 1, backoffLimit: 6, ...job },
    status: {
      conditions: [{ type: 'Complete', status: 'True', lastProbeTime: created, lastTransitionTime: created }],
      startTime: created,
      completionTime: created,
      succeeded: 1,
    },
  }
  const owner = { apiVersion: 'batch/v1', kind: 'Job', object: run }
  const runName = `${run.metadata.name}-${hexOf(name, 5)}`
  return { cronJobs: [object], jobs: [run], pods: [pod(spec, runName, owner, 'Succeeded')] }
}

/** The objects of several parts as one. */
export function together(parts: Objects[]): Objects {
  const all: Objects = {}
  for (const part of parts)
    for (const [kind, objects] of Object.entries(part)) {
      // Object.entries forgets the type of the keys.
      const key = kind as keyof Objects
      all[key] = [...(all[key] ?? []), ...objects]
    }
  return all
}
