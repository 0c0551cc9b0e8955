import type { RunSettings } from '../../../k8s/resources/prunerJob.ts'
import { t } from '../../../lib/t.ts'
import type { Term } from '../../../ui/DescriptionList.tsx'

/** What a run was told, in the words of the settings. */
export function settingsTerms(settings: RunSettings): Term[] {
  const { keepTagRevisions, keepYoungerThan, ignoreInvalidRefs, pruneRegistry, logLevel, others } = settings
  const yes = (value: boolean) => (value ? t('Yes') : t('No'))
  return [
    { name: t('Keep tag revisions'), value: keepTagRevisions ?? t('3, as by default') },
    { name: t('Keep younger than'), value: keepYoungerThan ?? t('60m, as by default') },
    { name: t('Ignore invalid image references'), value: yes(ignoreInvalidRefs) },
    {
      name: t('Storage of the registry'),
      value: pruneRegistry ? t('Pruned too') : t('Left alone: only API objects go'),
    },
    ...(logLevel && logLevel !== '1' ? [{ name: t('Log level'), value: logLevel }] : []),
    ...(others.length > 0 ? [{ name: t('Other options'), value: <code>{others.join(' ')}</code> }] : []),
  ]
}

/** The settings of a run in a cell: "3 revisions · 60m". */
export function settingsText(settings: RunSettings): string {
  const { keepTagRevisions = '3', keepYoungerThan = '60m', pruneRegistry, others } = settings
  return [
    t('Keeps {{revisions}} revisions, {{age}}', { revisions: keepTagRevisions, age: keepYoungerThan }),
    !pruneRegistry && t('API objects only'),
    ...others,
  ]
    .filter(Boolean)
    .join(' · ')
}
