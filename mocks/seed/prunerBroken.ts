import type { K8sObject } from '../../src/k8s/types.ts'
import { union } from '../controllers/clusterOperator.ts'
import { withConditions } from '../controllers/conditions.ts'
import { CHECKSUM, checksumOf, wantedCronJob } from '../controllers/prunerCronJob.ts'
import type { Condition, ImagePruner } from '../kinds/operator.ts'
import type { State } from '../server/cluster.ts'
import { at, withObjects } from './base.ts'
import { internalRegistry } from './builders.ts'
import { cronJobOf, lastMidnight, withCronJob } from './prunerHistory.ts'
import { pruning, unreadableReference } from './pruning.ts'
import { pastRun } from './prunerRuns.ts'

const SCHEDULE = 'every day'
const REFUSED = `CronJob.batch "image-pruner" is invalid: spec.schedule: Invalid value: "${SCHEDULE}": expected exactly 5 fields, found 2: [${SCHEDULE}]`
const SYNC_ERROR = `Error: unable to apply objects: failed to update object *v1.CronJob, Namespace=openshift-image-registry, Name=image-pruner: ${REFUSED}`
const FAILED = 'Job has reached the specified backoff limit'

/**
 * A cluster whose pruner is not well in every way there is: its schedule was refused, so that the CronJob goes on with the
 * one before; somebody changed that by hand; and a job that is none of its own failed last.
 */
export function prunerBroken(now: Date = new Date()): State {
  const before = pruning(now)
  const cronJob = cronJobOf(before)
  const pruner: ImagePruner | undefined = before[at.imagePruners]?.items[0]
  if (!cronJob || !pruner) return before
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, 'Z')

  // What the operator last brought about, and what somebody made of it.
  const applied = wantedCronJob(pruner, internalRegistry)
  const changed = structuredClone(applied.spec)
  changed.schedule = '30 3 * * *'
  const container = changed.jobTemplate?.spec?.template?.spec?.containers?.[0]
  if (container)
    container.args =
      container.args?.map((arg) => arg.replace('--keep-tag-revisions=3', '--keep-tag-revisions=10')) ?? []
  const metadata = {
    ...cronJob.metadata,
    generation: (cronJob.metadata.generation ?? 0) + 1,
    annotations: { ...cronJob.metadata.annotations, [CHECKSUM]: checksumOf(applied) },
  }

  const generation = (pruner.metadata.generation ?? 0) + 1
  const edited: ImagePruner = {
    ...pruner,
    metadata: { ...pruner.metadata, generation },
    // Three years and a nanosecond: more digits than a number holds.
    spec: { ...pruner.spec, schedule: SCHEDULE, keepYoungerThan: 94_608_000_000_000_001n },
    status: {
      observedGeneration: generation,
      conditions: withConditions(
        pruner.status?.conditions,
        [
          ['Failed', 'True', 'BackoffLimitExceeded', FAILED],
          ['Degraded', 'True', 'SyncError', SYNC_ERROR],
        ],
        new Date(ago(40)),
      ),
    },
  }
  const backup = pastRun(pruner, internalRegistry, {
    name: 'registry-backup',
    started: Math.max(lastMidnight(now) + 120_000, now.getTime() - 42 * 60_000),
    log: {
      lines: [{ time: ago(41), text: 'rsync: connection unexpectedly closed (0 bytes received so far) [sender]' }],
      seconds: 4,
      exitCode: 1,
    },
    container: {
      name: 'backup',
      image: 'quay.io/acme/backup:2',
      command: ['/bin/sh', '-c', 'rsync -a /registry backup:/registry'],
      terminationMessagePolicy: 'FallbackToLogsOnError',
    },
  })
  const spoiled = withObjects(withCronJob(before, { ...cronJob, metadata, spec: changed }), backup)
  return withObjects(
    {
      ...spoiled,
      [at.imagePruners]: { items: [edited] },
      [at.clusterOperators]: { items: operators(before, edited, now) },
    },
    unreadableReference(ago),
  )
}

/** The ClusterOperators of a state with the pruner's conditions summed up anew. */
function operators(state: State, pruner: ImagePruner, now: Date): K8sObject[] {
  const config: (K8sObject & { status?: { conditions?: Condition[] } }) | undefined =
    state[at.registryConfigs]?.items[0]
  const conditions = [
    ...(config?.status?.conditions ?? []),
    ...(pruner.status?.conditions ?? []).map((each) => ({ ...each, type: `ImagePruner${each.type}` })),
  ]
  const said = (['Available', 'Progressing', 'Degraded'] as const).map((word) => union(word, conditions))
  return (state[at.clusterOperators]?.items ?? []).map(
    (object: K8sObject & { status?: { conditions?: Condition[] } }) =>
      object.metadata.name === 'image-registry'
        ? { ...object, status: { ...object.status, conditions: withConditions(object.status?.conditions, said, now) } }
        : object,
  )
}
