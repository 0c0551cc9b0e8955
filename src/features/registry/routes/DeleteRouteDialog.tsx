import { useQueryClient } from '@tanstack/react-query'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { changeConfig, configCommand } from '../configChange.ts'
import { explainRefusal } from '../settings/Refusal.tsx'
import { changedRoutes } from './routeRows.ts'
import { useRouteEditing } from './useRouteEditing.ts'
import './routes.css'

/** Takes a route out of the Config; the operator then deletes it. */
export function DeleteRouteDialog({ name }: { name: string }) {
  const client = useQueryClient()
  const { editing, refusal } = useRouteEditing()
  const route = (editing.base.spec?.routes ?? []).find((each) => each.name === name)
  return (
    <ActionDialog
      title={t('Delete route {{name}}', { name })}
      confirm={t('Delete route')}
      danger
      editing={editing}
      command={configCommand(changedRoutes(editing.base, name, undefined))}
      perform={(seen) => changeConfig(client, seen, changedRoutes(seen, name, undefined))}
      isDone={(latest) => !(latest?.spec?.routes ?? []).some((each) => each.name === name)}
      done={t('Deleted route {{name}} from the settings', { name })}
      blocked={refusal ?? (route ? undefined : t('The settings have no route of this name.'))}
      explain={explainRefusal}
    >
      <ul className="rc-routes__consequences">
        <li>
          {route?.hostname
            ? t('Pushes and pulls from outside by {{host}} fail once the operator has deleted it.', {
                host: route.hostname,
              })
            : t('Pushes and pulls from outside by its host fail once the operator has deleted it.')}
        </li>
        <li>{t('Workloads and scripts that name the host keep naming it: they fail at their next pull.')}</li>
        {route?.secretName && (
          <li>{t('The secret {{name}} with its certificate and key stays.', { name: route.secretName })}</li>
        )}
      </ul>
    </ActionDialog>
  )
}
