import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { Job } from '../../../k8s/resources/job.ts'
import { prunerName, registryNamespace, type RunMode } from '../../../k8s/resources/prunerJob.ts'
import { perform } from '../../../k8s/writes.ts'
import { commandLine } from '../../../lib/shell.ts'

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
