import { Link } from 'react-router'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { explainRefusal } from './Refusal.tsx'
import { removalName, RemovalConsequences } from './RemovalConsequences.tsx'
import { StateConsequences } from './StateConsequences.tsx'
import { useConfigForm, type ConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

export type ManagementState = 'Managed' | 'Removed' | 'Unmanaged'

/** Asks whether the operator shall run the registry, take it away, or leave it as it is, and says what comes of it. */
export function ManagementStateDialog({ state }: { state: ManagementState }) {
  const use = useConfigForm({ fields: { managementState: state } })
  const { base, problems, refusal, action } = use
  const removes = state === 'Removed'
  const problem = problems['managementState']
  const blocked = problem ?? same(use, state)
  return (
    <ActionDialog
      {...action}
      title={titleOf(state)}
      confirm={titleOf(state)}
      danger={removes}
      done={
        {
          Managed: t('The operator runs the registry'),
          Removed: t('The operator removes the registry'),
          Unmanaged: t('The operator leaves the registry as it is'),
        }[state]
      }
      {...(removes && { typeToConfirm: removalName(base), confirmAnew: true })}
      blocked={refusal ?? blocked}
      explain={explainRefusal}
      fieldOf={() => undefined}
    >
      {problem !== undefined && (
        <p>
          <Link to={paths.registry('setup')}>{t('Set the registry up')}</Link>
        </p>
      )}
      {blocked === undefined &&
        (state === 'Removed' ? (
          <RemovalConsequences config={base} />
        ) : (
          <StateConsequences state={state} config={base} />
        ))}
    </ActionDialog>
  )
}

function titleOf(state: ManagementState): string {
  if (state === 'Managed') return t('Manage registry')
  return state === 'Removed' ? t('Remove registry') : t('Stop managing registry')
}

function same({ base }: ConfigForm, state: ManagementState): string | undefined {
  return base.spec?.managementState === state ? t('The management state is {{state}} already.', { state }) : undefined
}
