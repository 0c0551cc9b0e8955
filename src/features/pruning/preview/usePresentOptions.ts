import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { CronJob } from '../../../k8s/resources/cronJob.ts'
import { ImagePruner, imagePrunerName, settingsOf } from '../../../k8s/resources/imagePruner.ts'
import type { PodTemplate } from '../../../k8s/resources/podTemplate.ts'
import { defaultPruneOptions, parsePruneArgs, type PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { pruneArgsOf, prunerName, registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { shortDuration, type PresentOptions } from './previewOptions.ts'

/** How the pruner is set. `source` tells whether that is known; where it is not, these are its CronJob's options, or else the command's defaults. */
export interface PresentSettings extends PresentOptions {
  source: 'pruner' | 'missing' | 'forbidden' | 'failed' | 'unusable'
  /** Why it could not be read, in the server's words. */
  message?: string
  /** What its CronJob says, which is what a run now does; undefined when that cannot be read. */
  job?: PruneOptions
}

/** The settings of the pruner as options of its command; undefined while they are being read. */
export function usePresentOptions(): PresentSettings | undefined {
  const pruner = useQuery(objectOf(ImagePruner, { name: imagePrunerName }))
  const cronJob = useQuery(objectOf(CronJob, { namespace: registryNamespace, name: prunerName }))
  const template = cronJob.data?.spec?.jobTemplate?.spec?.template
  const pending = (pruner.isPending && !pruner.error) || (cronJob.isPending && !cronJob.error)
  const { data, error } = pruner
  return useMemo(
    () => (pending ? undefined : presentSettings(data, error, jobOptions(template))),
    [pending, data, error, template],
  )
}

function jobOptions(template: PodTemplate | null | undefined): PruneOptions | undefined {
  const args = pruneArgsOf(template)
  const parsed = args && parsePruneArgs(args)
  return parsed && 'options' in parsed ? parsed.options : undefined
}

function presentSettings(
  pruner: ImagePruner | undefined,
  error: unknown,
  job: PruneOptions | undefined,
): PresentSettings {
  // The operator leaves the registry out where there is none: only the job says so.
  const defaults = { ...defaultPruneOptions, pruneRegistry: job?.pruneRegistry ?? true }
  const byDefault = { options: defaults, age: '60m', ...(job && { job }) }
  if (!pruner) {
    const { code, message } = asApiError(error)
    if (code === 404 || isKindMissing(error)) return { ...byDefault, source: 'missing' }
    const source = code === 403 ? 'forbidden' : 'failed'
    return job ? { source, message, job, options: job, age: ageOf(job) } : { ...byDefault, source, message }
  }
  const { keepTagRevisions, keepYoungerThan, keepYoungerThanFrom, ignoreInvalidImageReferences } = settingsOf(pruner)
  // What the API takes and every run then refuses.
  if (keepTagRevisions < 0 || keepYoungerThan < 0n || keepYoungerThanFrom === 'unreadable')
    return { ...byDefault, source: 'unusable' }
  const text = pruner.spec?.keepYoungerThanDuration
  return {
    source: 'pruner',
    ...(job && { job }),
    options: {
      ...defaults,
      keepTagRevisions,
      keepYoungerThan,
      ignoreInvalidRefs: ignoreInvalidImageReferences,
    },
    age:
      keepYoungerThanFrom === 'duration' && text
        ? text
        : keepYoungerThanFrom === 'default'
          ? '60m'
          : shortDuration(keepYoungerThan),
  }
}

const ageOf = ({ keepYoungerThan }: PruneOptions) =>
  keepYoungerThan === undefined ? '' : shortDuration(keepYoungerThan)

/** What a run now does, as far as that is known. */
export function runOptions({ source, options, job }: PresentSettings): PruneOptions | undefined {
  return source === 'missing' ? undefined : (job ?? (source === 'pruner' ? options : undefined))
}
