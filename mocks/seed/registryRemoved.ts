import { CHECKSUM, checksumOf, wantedCronJob } from '../controllers/prunerCronJob.ts'
import { removed } from '../controllers/registryStatus.ts'
import type { ImagePruner } from '../kinds/operator.ts'
import type { State } from '../server/cluster.ts'
import { at } from './base.ts'
import { cronJobOf, withCronJob } from './prunerHistory.ts'
import { pruning } from './pruning.ts'
import { agoOf, plainSpec, withRegistry } from './registry.ts'

/** A cluster whose registry is removed: there is no address, and pruning changes objects only. */
export function registryRemoved(now: Date = new Date()): State {
  const ago = agoOf(now)
  const storage = { emptyDir: {}, managementState: 'Managed' }
  return withoutPruningOfTheRegistry(
    withRegistry(pruning(now), {
      now,
      created: ago(400 * 1440),
      spec: { ...plainSpec, defaultRoute: true, httpSecret: '0'.repeat(128), managementState: 'Removed', storage },
      storage,
      said: [
        {
          since: ago(400 * 1440),
          conditions: [['StorageExists', 'True', 'Creation Successful', 'EmptyDir storage successfully created']],
        },
        { since: ago(90), conditions: removed },
      ],
      pods: [],
    }),
  )
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
