import { isSame } from '../../lib/differences.ts'
import { exactJson } from '../../lib/exactJson.ts'
import { formatGoDuration, parseGoDuration } from '../../lib/goDuration.ts'
import { parseQuantity } from '../../lib/quantity.ts'
import type { CronJob } from './cronJob.ts'
import { prunerDefaults, settingsOf, verbosityOption, type ImagePruner } from './imagePruner.ts'
import { prunerName, pruneArgsOf, runSettingsOf } from './prunerJob.ts'

/** What the operator decides about the CronJob. */
export type DriftSetting =
  | 'schedule'
  | 'timeZone'
  | 'suspend'
  | 'concurrencyPolicy'
  | 'startingDeadlineSeconds'
  | 'keepTagRevisions'
  | 'keepYoungerThanDuration'
  | 'ignoreInvalidImageReferences'
  | 'logLevel'
  | 'successfulJobsHistoryLimit'
  | 'failedJobsHistoryLimit'
  | 'confirm'
  | 'pruneRegistry'
  | 'registryURL'
  | 'otherOptions'
  | 'resources'
  | 'nodeSelector'
  | 'tolerations'
  | 'affinity'
  | 'command'

/** Where the CronJob is not as the settings want it. A side that is absent is undefined. */
export interface Drift {
  setting: DriftSetting
  wanted: string | undefined
  actual: string | undefined
}

/**
 * Where the CronJob is not as the settings want it. `registryHost`: the internal host name of the registry as the cluster's
 * image configuration has it, "" when there is none, undefined when it is not known.
 */
export function driftOf(pruner: ImagePruner, cronJob: CronJob, registryHost: string | undefined): Drift[] {
  const settings = settingsOf(pruner)
  const { spec } = pruner
  const template = cronJob.spec?.jobTemplate?.spec?.template
  const pod = template?.spec
  const container = pod?.containers?.find(({ name }) => name === prunerName) ?? pod?.containers?.[0]
  const found: Drift[] = []
  const compare = (setting: DriftSetting, wanted: unknown, actual: unknown, same = isSame(wanted, actual)) => {
    if (!same) found.push({ setting, wanted: textOf(wanted), actual: textOf(actual) })
  }
  compare('schedule', settings.schedule, cronJob.spec?.schedule)
  compare('timeZone', undefined, cronJob.spec?.timeZone ?? undefined)
  compare('suspend', settings.suspend, cronJob.spec?.suspend ?? false)
  compare('concurrencyPolicy', 'Forbid', cronJob.spec?.concurrencyPolicy)
  compare('startingDeadlineSeconds', 3600, cronJob.spec?.startingDeadlineSeconds)
  compare('successfulJobsHistoryLimit', settings.successfulJobsHistoryLimit, cronJob.spec?.successfulJobsHistoryLimit)
  compare('failedJobsHistoryLimit', settings.failedJobsHistoryLimit, cronJob.spec?.failedJobsHistoryLimit)

  const run = runSettingsOf(template)
  if (run) {
    compare('confirm', 'true', run.dryRun ? undefined : 'true')
    compare('keepTagRevisions', String(settings.keepTagRevisions), run.keepTagRevisions)
    if (settings.keepYoungerThanFrom !== 'unreadable') {
      const wanted =
        settings.keepYoungerThanFrom === 'default'
          ? prunerDefaults.keepYoungerThan
          : formatGoDuration(settings.keepYoungerThan)
      const age = run.keepYoungerThan === undefined ? undefined : parseGoDuration(run.keepYoungerThan)
      const same = age !== undefined && 'nanoseconds' in age && age.nanoseconds === settings.keepYoungerThan
      compare('keepYoungerThanDuration', wanted, run.keepYoungerThan, same)
    }
    compare('ignoreInvalidImageReferences', settings.ignoreInvalidImageReferences, run.ignoreInvalidRefs)
    compare('logLevel', verbosityOption(settings.logLevel), `--loglevel=${run.logLevel ?? ''}`)
    if (registryHost !== undefined) {
      compare('pruneRegistry', registryHost !== '', run.pruneRegistry)
      if (registryHost && run.pruneRegistry)
        compare('registryURL', `https://${registryHost}`, optionOf(pruneArgsOf(template) ?? [], 'registry-url'))
    }
    if (run.others.length > 0) compare('otherOptions', undefined, run.others.join(' '))
  } else
    compare('command', 'oc adm prune images', [...(container?.command ?? []), ...(container?.args ?? [])].join(' '))

  const resources = spec?.resources ?? { requests: prunerDefaults.requests }
  const [wanted, actual] = [amounts(resources), amounts(container?.resources ?? {})]
  compare('resources', short(resources), short(container?.resources ?? {}), isSame(wanted, actual))
  compare('nodeSelector', orNone(spec?.nodeSelector), orNone(pod?.nodeSelector))
  compare('tolerations', orNone(spec?.tolerations), orNone(pod?.tolerations))
  compare('affinity', orNone(spec?.affinity), orNone(pod?.affinity))
  return found
}

function optionOf(args: readonly string[], name: string): string | undefined {
  const at = args.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`))
  const word = args[at]
  return word?.includes('=') ? word.slice(word.indexOf('=') + 1) : word && args[at + 1]
}

interface Amounts {
  requests?: object | null
  limits?: object | null
}

/** Quantities as numbers: "0.1" and "100m" are the same. */
function amounts({ requests, limits }: Amounts) {
  const numbers = (quantities: object | null | undefined) =>
    Object.fromEntries(
      Object.entries(quantities ?? {}).map(([name, quantity]) => [name, parseQuantity(String(quantity))]),
    )
  return { requests: numbers(requests), limits: numbers(limits) }
}

const short = ({ requests, limits }: Amounts) =>
  orNone({ ...(orNone(requests) && { requests }), ...(orNone(limits) && { limits }) })

/** Nothing, where nothing is in it. */
function orNone<V extends object>(value: V | null | undefined): V | undefined {
  return value && Object.keys(value).length > 0 ? value : undefined
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : exactJson(value)
}
