import { useQuery, useQueryClient } from '@tanstack/react-query'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { changeConfig, configCommand } from '../configChange.ts'
import { explainRefusal } from '../settings/Refusal.tsx'
import { useRouteEditing } from './useRouteEditing.ts'
import './routes.css'

/** Asks whether the registry shall be reached from outside the cluster by its default route. */
export function ExposeRouteDialog() {
  return <DefaultRouteDialog expose />
}

/** Asks whether the default route shall go. */
export function HideRouteDialog() {
  return <DefaultRouteDialog expose={false} />
}

function DefaultRouteDialog({ expose }: { expose: boolean }) {
  const client = useQueryClient()
  const { editing, refusal } = useRouteEditing()
  const patch = { spec: { defaultRoute: expose } }
  const isSo = (editing.base.spec?.defaultRoute ?? false) === expose
  const already = expose ? t('The default route is exposed already.') : t('The default route is hidden already.')
  const title = expose ? t('Expose default route') : t('Hide default route')
  return (
    <ActionDialog
      title={title}
      confirm={title}
      danger={!expose}
      editing={editing}
      command={configCommand(patch)}
      perform={(seen) => changeConfig(client, seen, patch)}
      isDone={(latest) => (latest?.spec?.defaultRoute ?? false) === expose}
      done={expose ? t('The default route becomes reachable') : t('The default route goes away')}
      blocked={refusal ?? (isSo ? already : undefined)}
      explain={explainRefusal}
    >
      {expose ? (
        <ExposeConsequences removed={editing.base.spec?.managementState === 'Removed'} />
      ) : (
        <HideConsequences />
      )}
    </ActionDialog>
  )
}

function ExposeConsequences({ removed }: { removed: boolean }) {
  return (
    <ul className="rc-routes__consequences">
      {removed && <li>{t('The registry is removed: the route is made once it is managed.')}</li>}
      <li>
        {t(
          'Whoever reaches the cluster’s routers reaches the registry, on a public cluster everybody. They still have to sign in; image streams that system:anonymous or system:unauthenticated may pull are open to all.',
        )}
      </li>
      <li>
        {t(
          'Its host begins with default-route-openshift-image-registry. Image streams publish it as the address for clients outside, in place of any other.',
        )}
      </li>
      <li>
        {t(
          'Clients see the router’s default certificate: they have to trust who issued it. For a host and certificate of your own add a route.',
        )}
      </li>
      <li>{t('The registry’s pods are not restarted.')}</li>
    </ul>
  )
}

function HideConsequences() {
  const { data } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const [first, next] = data?.status?.externalRegistryHostnames ?? []
  return (
    <ul className="rc-routes__consequences">
      <li>
        {t(
          'Pushes and pulls from outside by its host fail at once, those under way too. Inside the cluster nothing changes.',
        )}
      </li>
      {first !== undefined && (
        <li>
          {next === undefined
            ? t('Image streams no longer publish {{host}}, nor any other address for clients outside.', { host: first })
            : t('Image streams publish {{next}} in place of {{host}}.', { next, host: first })}
        </li>
      )}
      <li>{t('Workloads and scripts that name the host keep naming it: they fail at their next pull.')}</li>
      <li>{t('Exposing it again gives the same host, unless the cluster’s domain has changed.')}</li>
    </ul>
  )
}
