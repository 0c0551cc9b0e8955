import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { ConfigFieldControl } from './ConfigFieldControl.tsx'
import { explainRefusal } from './Refusal.tsx'
import { RolloutNote } from './RolloutNote.tsx'
import { specChange, specOf } from './registryForm.ts'
import { useConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

/** Asks how much the registry and its operator shall write. */
export function LogLevelDialog() {
  const use = useConfigForm()
  const { base, edits, problems, patch, refusal, action } = use
  return (
    <ActionDialog
      {...action}
      title={t('Change log level')}
      confirm={t('Change log level')}
      done={t('Saved the log level')}
      problems={{ ...problems, ...(patch === undefined && { unchanged: t('Nothing is changed yet.') }) }}
      blocked={refusal}
      explain={explainRefusal}
      fieldOf={({ field }) => field.replace(/^spec\./, '')}
    >
      <ConfigFieldControl name="logLevel" use={use} />
      <ConfigFieldControl name="operatorLogLevel" use={use} />
      {base.spec?.logging !== undefined && <ConfigFieldControl name="logging" use={use} />}
      <ul className="rc-consequences">
        <li>
          {t(
            'At debug the registry writes many lines for each request, with names of users and images: set it back when you have seen enough.',
          )}
        </li>
        <li>{t('The log level of the operator changes without any pod being replaced.')}</li>
      </ul>
      <RolloutNote before={base.spec ?? {}} after={specOf(base, edits)} change={specChange(patch)} />
    </ActionDialog>
  )
}
