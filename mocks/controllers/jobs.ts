import { finishOf, JOBS, type Job } from '../kinds/job.ts'
import type { PodSpec } from '../kinds/podTemplate.ts'
import type { Pod } from '../kinds/pod.ts'
import { timestamp } from '../kinds/imageTypes.ts'
import { equal } from '../server/patch.ts'
import type { Controlled, Queue } from './controllers.ts'
import { controllerOf } from './cronJobs.ts'

const PODS = '/pods'
const PRIORITIES: Record<string, number | undefined> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
}

const tolerations = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}))

/** The pod of a job, on a node at once. */
export function podOf({ metadata, spec = {} }: Job, nodeName: string) {
  const template = structuredClone(spec.template ?? {})
  const { labels, annotations } = template.metadata ?? {}
  const podSpec: PodSpec = template.spec ?? {}
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: metadata.name, uid: metadata.uid ?? '' }
  return {
    metadata: {
      name: '',
      generateName: `${metadata.name}-`,
      namespace: metadata.namespace ?? '',
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    },
    spec: {
      ...podSpec,
      nodeName,
      tolerations: [...(podSpec.tolerations ?? []), ...tolerations],
      priority: PRIORITIES[podSpec.priorityClassName ?? ''] ?? 0,
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
    },
  }
}

/** Gives jobs their pods, and counts how they end. */
export function controlJobs({ store, now, api }: Controlled, queue: Queue): () => void {
  /** Pods that were deleted before they ended, by the uid of their job: each counts as failed. */
  const lost = new Map<string, number>()

  const podsOf = ({ metadata }: Job): Pod[] =>
    store.list(PODS, metadata.namespace).filter((pod) => controllerOf(pod, 'Job')?.uid === metadata.uid)

  function nodeName(): string {
    const nodes = store.list('/nodes').map(({ metadata }) => metadata.name)
    return nodes.find((name) => name.includes('worker')) ?? nodes[0] ?? 'worker-0'
  }

  function sync(namespace: string, name: string): void {
    const job: Job | undefined = store.get(JOBS, namespace, name)
    if (!job || finishOf(job)) return
    const { spec = {}, status: before = {} } = job
    const pods = podsOf(job)
    const inPhase = (...phases: string[]) => pods.filter(({ status }) => phases.includes(status?.phase ?? 'Pending'))
    const succeeded = inPhase('Succeeded').length
    const failed = inPhase('Failed').length + (lost.get(job.metadata.uid ?? '') ?? 0)
    let active = inPhase('Pending', 'Running').length
    const ready = pods.filter(({ status }) => status?.containerStatuses?.some((each) => each.ready)).length
    const completions = spec.completions ?? 1
    const startTime = before.startTime ?? timestamp(now())
    if (spec.suspend) return
    const giveUp = failed > (spec.backoffLimit ?? 6)
    if (!giveUp && succeeded < completions)
      for (const most = Math.min(spec.parallelism ?? 1, completions - succeeded); active < most; active++)
        api.create(PODS, podOf(job, nodeName()))
    const at = timestamp(now())
    const condition = { status: 'True', lastProbeTime: at, lastTransitionTime: at }
    const end = giveUp
      ? [
          {
            type: 'Failed',
            ...condition,
            reason: 'BackoffLimitExceeded',
            message: 'Job has reached the specified backoff limit',
          },
        ]
      : succeeded >= completions
        ? [{ type: 'Complete', ...condition }]
        : []
    const status = {
      ...(end.length && { conditions: end }),
      startTime,
      ...(end[0]?.type === 'Complete' && { completionTime: at }),
      ...(active && !end.length && { active }),
      ...(succeeded && { succeeded }),
      ...(failed && { failed }),
      uncountedTerminatedPods: {},
      ready: end.length ? 0 : ready,
    }
    if (!equal(status, before)) api.update(JOBS, { ...job, status }, 'status')
  }

  const look = (namespace: string, name: string) => queue.add(`${namespace}/${name}`, () => sync(namespace, name))
  const stops = [
    store.subscribe(JOBS, ({ type, object }) => {
      if (type !== 'DELETED' && !finishOf(object)) look(object.metadata.namespace ?? '', object.metadata.name)
    }),
    store.subscribe(PODS, ({ type, object }) => {
      const owner = controllerOf(object, 'Job')
      if (!owner) return
      const { status }: Pod = object
      if (type === 'DELETED' && !['Succeeded', 'Failed'].includes(status?.phase ?? ''))
        lost.set(owner.uid, (lost.get(owner.uid) ?? 0) + 1)
      look(object.metadata.namespace ?? '', owner.name)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    queue.stop()
  }
}
