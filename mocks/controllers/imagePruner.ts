import { CRON_JOBS, type CronJob } from '../kinds/cronJob.ts'
import { finishOf, JOBS, type Job } from '../kinds/job.ts'
import { PRUNERS, REGISTRY_NAMESPACE, type ImagePruner } from '../kinds/operator.ts'
import type { K8sObject } from '../../src/k8s/types.ts'
import { equal } from '../server/patch.ts'
import { StatusError } from '../server/status.ts'
import type { Later } from '../server/clock.ts'
import { withConditions, type Said } from './conditions.ts'
import type { Controlled, Queue } from './controllers.ts'
import { CHECKSUM, checksumOf, isReadable, PRUNER, wantedCronJob } from './prunerCronJob.ts'

const IMAGE_CONFIGS = 'config.openshift.io/images'

/** What the operator makes when there is no ImagePruner: its suggestions, not the defaults of the fields. */
const bootstrap = (): K8sObject & Required<Pick<ImagePruner, 'spec'>> => ({
  metadata: { name: 'cluster' },
  spec: {
    failedJobsHistoryLimit: 3,
    ignoreInvalidImageReferences: true,
    keepTagRevisions: 3,
    logLevel: 'Normal',
    schedule: '',
    successfulJobsHistoryLimit: 3,
    suspend: false,
  },
})

const LONGEST_BACKOFF = 8000

/** The part of the registry's operator that turns the ImagePruner into a CronJob and says how its jobs went. */
export function controlPruner({ store, now, api }: Controlled, queue: Queue, later: Later, pace: number): () => void {
  /** Checksums by what was wanted: a CronJob found as it is wanted bears the checksum of that. */
  const checksums = new Map<string, string>()
  let failures = 0
  let takeBack = () => {}

  const cronJob = (): CronJob | undefined => store.get(CRON_JOBS, REGISTRY_NAMESPACE, PRUNER)
  const pruner = (): ImagePruner | undefined => store.get(PRUNERS, undefined, 'cluster')
  const hostname = () => {
    const config: (K8sObject & { status?: { internalRegistryHostname?: string } }) | undefined = store.get(
      IMAGE_CONFIGS,
      undefined,
      'cluster',
    )
    return config?.status?.internalRegistryHostname ?? ''
  }

  /** Brings the CronJob to what is wanted. The answer is what the API said against it. */
  function apply(of: ImagePruner): string | undefined {
    const wanted = wantedCronJob(of, hostname())
    const checksum = checksums.get(JSON.stringify(wanted.spec)) ?? checksumOf(wanted)
    const current = cronJob()
    if (current?.metadata.annotations?.[CHECKSUM] === checksum) return undefined
    const metadata = { ...(current ?? wanted).metadata }
    metadata.annotations = { ...metadata.annotations, [CHECKSUM]: checksum }
    try {
      if (current) api.update(CRON_JOBS, { ...current, metadata, spec: wanted.spec })
      else api.create(CRON_JOBS, { metadata, spec: wanted.spec })
      return undefined
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      return `unable to apply objects: failed to ${current ? 'update' : 'create'} object *v1.CronJob, Namespace=${REGISTRY_NAMESPACE}, Name=${PRUNER}: ${error.message}`
    }
  }

  /** How the newest finished job of the namespace ended, whatever made it: the operator means to look at its own only. */
  function lastFailure() {
    const jobs: readonly Job[] = store.list(JOBS, REGISTRY_NAMESPACE)
    const newest = jobs
      .filter((job) => job.status?.conditions?.length)
      .toSorted(
        (a, b) => Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? ''),
      )
      .at(0)
    const end = newest && finishOf(newest)
    return end?.type === 'Failed' ? end : undefined
  }

  function sync(): void {
    const found = pruner()
    if (!found) {
      api.create(PRUNERS, bootstrap())
      return
    }
    if (!isReadable(found)) {
      // Its list fails to decode, and so do its retries, further and further apart.
      takeBack()
      takeBack = later(look, Math.min(1000 * 2 ** failures++, LONGEST_BACKOFF) * pace)
      return
    }
    failures = 0
    const error = apply(found)
    const failed = lastFailure()
    const said: Said[] = [
      cronJob()
        ? ['Available', 'True', 'AsExpected', 'Pruner CronJob has been created']
        : ['Available', 'False', 'Error', 'Pruner CronJob does not exist'],
      failed
        ? ['Failed', 'True', failed.reason, failed.message]
        : ['Failed', 'False', 'Complete', 'Pruner completed successfully'],
      found.spec?.suspend
        ? ['Scheduled', 'False', 'Suspended', 'The pruner job has been suspended']
        : ['Scheduled', 'True', 'Scheduled', 'The pruner job has been scheduled'],
      error
        ? ['Degraded', 'True', 'SyncError', `Error: ${error}`]
        : failed
          ? ['Degraded', 'True', 'JobFailed', failed.message]
          : ['Degraded', 'False', 'AsExpected'],
    ]
    const status = {
      ...found.status,
      conditions: withConditions(found.status?.conditions, said, now()),
      observedGeneration: found.metadata.generation ?? 0,
    }
    if (!equal(status, found.status)) api.update(PRUNERS, { ...found, status }, 'status')
  }

  const look = () => queue.add('pruner', sync)

  const [seen, made] = [pruner(), cronJob()]
  if (seen && made && isReadable(seen)) {
    const wanted = wantedCronJob(seen, hostname())
    const checksum = made.metadata.annotations?.[CHECKSUM]
    if (checksum && equal(made.spec, wanted.spec)) checksums.set(JSON.stringify(wanted.spec), checksum)
  }
  const here = ({ object }: { object: K8sObject }) => object.metadata.namespace === REGISTRY_NAMESPACE && look()
  const stops = [
    store.subscribe(PRUNERS, look),
    store.subscribe(IMAGE_CONFIGS, look),
    store.subscribe(CRON_JOBS, here),
    store.subscribe(JOBS, here),
  ]
  return () => {
    for (const stop of stops) stop()
    takeBack()
    queue.stop()
  }
}
