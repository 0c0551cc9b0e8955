import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { settingsOf, verbosityOf, type ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import { Job } from '../../../k8s/resources/job.ts'
import { prunerName, registryNamespace, type RunMode, type RunSettings } from '../../../k8s/resources/prunerJob.ts'
import { perform } from '../../../k8s/writes.ts'
import { formatGoDuration, parseGoDuration } from '../../../lib/goDuration.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'

/** Creates the job of a run. */
export async function startRun(client: QueryClient, job: Job): Promise<void> {
  try {
    await perform(client, Job, { create: job })
  } catch (error) {
    // Nobody else makes up the same name: browsers send a request again whose connection broke, although it was done.
    if (error instanceof ApiError && error.reason === 'AlreadyExists') return
    throw error
  }
}

/** Whether a job of this name was created. */
export async function isStarted(client: QueryClient, name: string): Promise<boolean> {
  try {
    await client.fetchQuery({ ...objectOf(Job, { namespace: registryNamespace, name }), staleTime: 0 })
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return false
    throw error
  }
}

/** The command that creates the same job. For a dry run the words that make a run real are cut out of what `oc` would create. */
export function startCommand(mode: RunMode, name: string, args: readonly string[]): string {
  const from = `--from=cronjob/${prunerName}`
  const create = commandLine('oc', 'create', 'job', name, from, '-n', registryNamespace)
  if (mode === 'run') return create
  const cuts = args.flatMap((word, index) => {
    if (word === '--confirm') return [isBoolean(args[index + 1]) ? '/^ *- --confirm$/{N;d;}' : '/^ *- --confirm$/d']
    return word.startsWith('--confirm=') ? [`/^ *- ${word}$/d`] : []
  })
  const sed = commandLine('sed', ...cuts.flatMap((cut) => ['-e', cut]))
  const steps = [`${create} --dry-run=client -o yaml`, ...(cuts.length > 0 ? [sed] : []), 'oc create -f -']
  return steps.join(' |\n  ')
}

const isBoolean = (word: string | undefined) => word === 'true' || word === 'false'

/** One setting that a run takes from the CronJob and that is another in the ImagePruner. */
export interface Drift {
  name: string
  run: string
  wanted: string
}

/** Where a CronJob does not do what the ImagePruner says: the operator has not caught up, or somebody edited the CronJob. */
export function driftOf(run: RunSettings, pruner: ImagePruner): Drift[] {
  const { keepTagRevisions, keepYoungerThan, ignoreInvalidImageReferences, logLevel } = settingsOf(pruner)
  const age = parseGoDuration(run.keepYoungerThan ?? '60m')
  const yes = (value: boolean) => (value ? t('Yes') : t('No'))
  const all: (Drift & { same: boolean })[] = [
    {
      name: t('Keep tag revisions'),
      run: run.keepTagRevisions ?? '3',
      wanted: String(keepTagRevisions),
      same: Number(run.keepTagRevisions ?? 3) === keepTagRevisions,
    },
    {
      name: t('Keep younger than'),
      run: run.keepYoungerThan ?? '60m',
      wanted: formatGoDuration(keepYoungerThan),
      same: 'nanoseconds' in age && age.nanoseconds === keepYoungerThan,
    },
    {
      name: t('Ignore invalid image references'),
      run: yes(run.ignoreInvalidRefs),
      wanted: yes(ignoreInvalidImageReferences),
      same: run.ignoreInvalidRefs === ignoreInvalidImageReferences,
    },
    {
      name: t('Log level'),
      run: run.logLevel ?? '0',
      wanted: String(verbosityOf(logLevel)),
      same: Number(run.logLevel ?? 0) === verbosityOf(logLevel),
    },
  ]
  return all.filter(({ same }) => !same)
}
