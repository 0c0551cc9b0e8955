import type { AgeSource, ImagePruner } from '../../../k8s/resources/imagePruner.ts'
import type { DriftSetting } from '../../../k8s/resources/imagePrunerDrift.ts'
import { timeSpan } from '../../../lib/relativeTime.ts'
import { t } from '../../../lib/t.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** An age in words: "1 h 30 min", "3 days", "200 years". */
export function ageWords(nanoseconds: bigint): string {
  const ms = Number(nanoseconds / 1_000_000n)
  if (nanoseconds === 0n) return t('no age')
  if (ms < 0) return t('less than nothing')
  if (ms >= 60 * day) return timeSpan(ms)
  if (ms < minute) return t('{{count}} s', { count: ms / 1000 })
  // What is set is said in full: "1 day" for 36 hours would be wrong by half a day.
  return [
    ms >= day && t('{{count}} days', { count: Math.floor(ms / day) }),
    ms % day >= hour && t('{{count}} h', { count: Math.floor((ms % day) / hour) }),
    ms % hour >= minute && t('{{count}} min', { count: Math.floor((ms % hour) / minute) }),
    ms % minute >= 1000 && t('{{count}} s', { count: Math.floor((ms % minute) / 1000) }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** What a setting is called: the API's own words. */
export function settingName(setting: DriftSetting): string {
  switch (setting) {
    case 'schedule':
      return t('Schedule')
    case 'timeZone':
      return t('Time zone')
    case 'suspend':
      return t('Suspended')
    case 'concurrencyPolicy':
      return t('Concurrency policy')
    case 'startingDeadlineSeconds':
      return t('Starting deadline seconds')
    case 'keepTagRevisions':
      return t('Keep tag revisions')
    case 'keepYoungerThanDuration':
      return t('Keep younger than')
    case 'ignoreInvalidImageReferences':
      return t('Ignore invalid image references')
    case 'logLevel':
      return t('Log level')
    case 'successfulJobsHistoryLimit':
      return t('Successful jobs history limit')
    case 'failedJobsHistoryLimit':
      return t('Failed jobs history limit')
    case 'confirm':
      return t('Deletes and does not only try (--confirm)')
    case 'pruneRegistry':
      return t('Prunes the storage (--prune-registry)')
    case 'registryURL':
      return t('Registry (--registry-url)')
    case 'otherOptions':
      return t('Other options')
    case 'resources':
      return t('Resources')
    case 'nodeSelector':
      return t('Node selector')
    case 'tolerations':
      return t('Tolerations')
    case 'affinity':
      return t('Affinity')
    case 'command':
      return t('Command')
  }
}

/** Where an age comes from. */
export function ageSourceWords(source: AgeSource, { spec }: Pick<ImagePruner, 'spec'>): string {
  switch (source) {
    case 'duration':
      return spec?.keepYoungerThan === undefined
        ? ''
        : t('The deprecated keepYoungerThan, {{nanoseconds}} ns, counts for nothing beside it.', {
            nanoseconds: String(spec.keepYoungerThan),
          })
    case 'nanoseconds':
      return t('From the deprecated keepYoungerThan, {{nanoseconds}} ns.', {
        nanoseconds: String(spec?.keepYoungerThan ?? ''),
      })
    case 'default':
    case 'unreadable':
      return ''
  }
}

/** The log levels of the API, with the verbosity of the command. */
export function logLevelOptions() {
  return [
    { value: '', label: t('Normal (default)') },
    { value: 'Normal', label: t('Normal') },
    { value: 'Debug', label: t('Debug') },
    { value: 'Trace', label: t('Trace') },
    { value: 'TraceAll', label: t('TraceAll') },
  ]
}
