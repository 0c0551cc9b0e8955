import { Link } from 'react-router'
import { removalEffect, storagePlace, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { explainRefusal } from './Refusal.tsx'
import { removalName, RemovalConsequences } from './RemovalConsequences.tsx'
import { useConfigForm, type ConfigForm } from './useConfigForm.ts'
import './registry-settings.css'

export type ManagementState = 'Managed' | 'Removed' | 'Unmanaged'

/** Asks whether the operator shall run the registry, take it away, or leave it as it is, and says what comes of it. */
export function ManagementStateDialog({ state }: { state: ManagementState }) {
  const use = useConfigForm({ fields: { managementState: state } })
  const { base, problems, refusal, action } = use
  const removes = state === 'Removed'
  const problem = problems['managementState']
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
      blocked={refusal ?? problem ?? same(use, state)}
      explain={explainRefusal}
      fieldOf={() => undefined}
    >
      {problem !== undefined && (
        <p>
          <Link to={paths.registry('setup')}>{t('Set the registry up')}</Link>
        </p>
      )}
      {state === 'Removed' && <RemovalConsequences config={base} />}
      {state === 'Managed' && <Managing use={use} />}
      {state === 'Unmanaged' && (
        <ul className="rc-consequences">
          <li>{t('The registry goes on as it is now: pushes and pulls are not disturbed.')}</li>
          <li>{t('The operator changes nothing any more. Other settings here count when it is managed again.')}</li>
          <li>
            {t(
              'What goes wrong is neither mended nor reported: the operator says Available and not Degraded whatever happens. Upgrades of the cluster do not upgrade the registry.',
            )}
          </li>
        </ul>
      )}
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

function Managing({ use: { base } }: { use: ConfigForm }) {
  const { managementState, storage, replicas } = base.spec ?? {}
  const type = storageTypeOf(storage)
  const { place } = removalEffect(base)
  return (
    <ul className="rc-consequences">
      {managementState === 'Removed' ? (
        <>
          <li>
            {t(
              'The operator makes the Deployment, the Service, roles, secrets and routes anew, with {{count}} replicas.',
              {
                count: replicas ?? 0,
              },
            )}
          </li>
          <li>
            {type === 'none'
              ? t('No storage is set: the operator takes what the platform offers.')
              : t('Images are kept in: {{place}}. What is there already is used.', { place: storagePlace(storage) })}
          </li>
          <li>
            {t(
              'Images that were deleted with the registry do not come back: image streams that name them have to be imported, built or pushed again.',
            )}
          </li>
        </>
      ) : (
        <>
          <li>
            {t(
              'The operator puts everything back as it wants it: what was changed by hand on the Deployment, the Service or the routes is lost, and the pods are replaced where that makes a difference.',
            )}
          </li>
          <li>{t('Images stay: {{place}}.', { place })}</li>
        </>
      )}
      {replicas === 0 && <li>{t('With 0 replicas nothing runs: scale it afterwards.')}</li>}
    </ul>
  )
}
