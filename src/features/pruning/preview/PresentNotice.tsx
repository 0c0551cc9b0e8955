import { Link, useSearchParams } from 'react-router'
import { pruneCommand } from '../../../k8s/resources/pruneOptions.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { CommandLine } from '../../../ui/CommandLine.tsx'
import { ServerMessage } from '../../../ui/ServerMessage.tsx'
import { keepFocus } from '../../../ui/titleFocus.ts'
import { optionsKey, settingsOf, withoutSettings, withSettings } from './previewOptions.ts'
import type { PresentSettings } from './usePresentOptions.ts'

/** Why these are not the pruner's own settings. */
export function PresentNotice({ present }: { present: PresentSettings }) {
  const { source, message, job } = present
  const defaults = t('The defaults of the command are shown: 3 revisions, 60 minutes.')
  switch (source) {
    case 'missing':
      return (
        <Alert status="info" inline title={t('This cluster has no pruner')}>
          {t('Its settings are therefore not known.')}
          {sentenceGap()}
          {defaults}
        </Alert>
      )
    case 'forbidden':
    case 'failed':
      return (
        <Alert status="info" inline title={t('The settings of the pruner cannot be read')}>
          {job ? t('What its CronJob says is shown, which is what a run does.') : defaults}
          {message && <ServerMessage message={message} />}
        </Alert>
      )
    case 'unusable':
      return (
        <Alert status="warning" inline title={t('The settings of the pruner cannot be used')}>
          {t('Every run refuses them.')}
          {sentenceGap()}
          {defaults} <Link to={paths.pruning()}>{t('Mend the settings')}</Link>
        </Alert>
      )
    default:
      return <Drift present={present} />
  }
}

/** A run is made from the CronJob, which somebody may have changed by hand or the operator not yet. */
function Drift({ present }: { present: PresentSettings }) {
  const [params] = useSearchParams()
  const { job, options } = present
  if (!job || optionsKey(job) === optionsKey(options)) return null
  const search = String(withSettings(withoutSettings(params), settingsOf(job, present), present))
  return (
    <Alert
      status="warning"
      inline
      title={t('The CronJob of the pruner differs from its settings')}
      actions={
        <Link to={{ search }} preventScrollReset state={keepFocus}>
          {t('Preview what a run now does')}
        </Link>
      }
    >
      {t('A run is made from the CronJob, and does this:')} <CommandLine command={pruneCommand(job, true)} />
    </Alert>
  )
}
