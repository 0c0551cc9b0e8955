import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { ConfigFieldControl } from './ConfigFieldControl.tsx'
import { explainRefusal } from './Refusal.tsx'
import { RolloutNote } from './RolloutNote.tsx'
import { specChange, specOf } from './registryForm.ts'
import { useConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

/** Asks how many pods the registry shall have. */
export function ScaleDialog() {
  const use = useConfigForm()
  const { base, form, edits, problems, patch, refusal, action } = use
  const { replicas, managementState } = base.spec ?? {}
  const wanted = String(form.fields['replicas'] ?? '').trim()
  return (
    <ActionDialog
      {...action}
      title={t('Scale registry')}
      confirm={t('Scale registry')}
      danger={wanted === '0' && replicas !== 0}
      done={t('Saved: {{count}} replicas', { count: Number(wanted) })}
      problems={{
        ...problems,
        ...(patch === undefined && { unchanged: t('Nothing is changed yet.') }),
      }}
      blocked={refusal}
      explain={explainRefusal}
      fieldOf={({ field }) => (field === 'spec.replicas' ? 'replicas' : undefined)}
    >
      {managementState !== 'Managed' && (
        <p>
          {t('The management state is {{state}}: the number counts when the registry is managed.', {
            state: managementState ?? t('not set'),
          })}
        </p>
      )}
      <p>
        {t('{{count}} replicas are set, and {{ready}} are ready.', {
          count: replicas ?? 0,
          ready: base.status?.readyReplicas ?? 0,
        })}
      </p>
      <ConfigFieldControl name="replicas" use={use} />
      <ul className="rc-consequences">
        {wanted === '0' && replicas !== 0 && (
          <>
            <li>{t('Pushes and pulls fail at once, and builds and new pods with them.')}</li>
            <li>{t('Images stay, unless they are in an empty directory of the pods.')}</li>
          </>
        )}
        {wanted === '1' && (
          <li>
            {t(
              'One pod has no stand-in: while its node is drained or fails nothing can be pushed or pulled, and the PodDisruptionBudget protects it no more.',
            )}
          </li>
        )}
        {replicas !== undefined && wanted !== '' && Number(wanted) < replicas && wanted !== '0' && (
          <li>
            {t(
              'Pods that go have 55 seconds for what is under way on them. A longer push breaks off and is tried again.',
            )}
          </li>
        )}
        <li>
          {t(
            'The number is set in the Config. The operator puts back what is changed on the Deployment: oc scale has no effect.',
          )}
        </li>
      </ul>
      <RolloutNote before={base.spec ?? {}} after={specOf(base, edits)} change={specChange(patch)} />
    </ActionDialog>
  )
}
