import { lazy, useId } from 'react'
import { t } from '../../../lib/t.ts'
import type { PruneOptions } from '../../../k8s/resources/pruneOptions.ts'
import { Button } from '../../../ui/Button.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { openRunDialog } from '../runs/runDialogs.tsx'
import { changedOptions, optionsKey } from './previewOptions.ts'
import { useShownPreview } from './shownPreview.ts'
import { runOptions, type PresentSettings } from './usePresentOptions.ts'

const UseSettingsDialog = lazy(async () => ({
  default: (await import('./UseSettingsDialog.tsx')).UseSettingsDialog,
}))

/** Runs what is on screen, when that is how the pruner is set; else the way to set it so. */
export function RunButtons({ present }: { present: PresentSettings }) {
  const { options } = useShownPreview().plan
  const { settable, foreign } = changedOptions(options, present)
  const reason = useId()
  const blocked = whyNotNow(present, options)
  return (
    <div className="rc-preview__buttons">
      <Button
        isAriaDisabled={blocked !== undefined}
        aria-describedby={blocked === undefined ? undefined : reason}
        onClick={() => blocked === undefined && openRunDialog('run')}
      >
        {t('Run now…')}
      </Button>
      {settable && !foreign && (present.source === 'pruner' || present.source === 'unusable') && (
        <Button onClick={() => openUseSettings(options)}>{t('Use these settings')}</Button>
      )}
      {blocked !== undefined && (
        <p id={reason} className="rc-subtle">
          {blocked}
        </p>
      )}
    </div>
  )
}

function openUseSettings({ keepTagRevisions = 0, keepYoungerThan = 0n, ignoreInvalidRefs }: PruneOptions): void {
  openDialog(<UseSettingsDialog revisions={keepTagRevisions} age={keepYoungerThan} ignoreInvalid={ignoreInvalidRefs} />)
}

function whyNotNow(present: PresentSettings, options: PruneOptions): string | undefined {
  if (present.source === 'missing') return t('This cluster has no pruner to run.')
  const now = runOptions(present)
  if (!now) return t('How the pruner is set is not known: a run may do something else than what is shown.')
  if (optionsKey(now) === optionsKey(options)) return undefined
  const { settable, foreign } = changedOptions(options, present)
  if (foreign) return t('The pruner has no setting for these options: only the command below does this.')
  if (settable) return t('The pruner is set differently: a run would not do what is shown.')
  return t('The CronJob of the pruner differs from its settings: a run would not do what is shown.')
}
