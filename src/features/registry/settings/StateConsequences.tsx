import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { removalEffect, storagePlace, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { t } from '../../../lib/t.ts'

/** What comes of it when the operator runs the registry again, or leaves it as it is. */
export function StateConsequences({ state, config }: { state: 'Managed' | 'Unmanaged'; config: RegistryConfig }) {
  if (state === 'Managed') return <Managing config={config} />
  return (
    <ul className="rc-consequences">
      <li>{t('The registry goes on as it is now: pushes and pulls are not disturbed.')}</li>
      <li>{t('The operator changes nothing any more. Other settings here count when it is managed again.')}</li>
      <li>
        {t(
          'What goes wrong is neither mended nor reported: the operator says Available and not Degraded whatever happens. Upgrades of the cluster do not upgrade the registry.',
        )}
      </li>
    </ul>
  )
}

function Managing({ config }: { config: RegistryConfig }) {
  const { managementState, storage, replicas } = config.spec ?? {}
  const type = storageTypeOf(storage)
  const { place } = removalEffect(config)
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
              : t('Images are kept in {{place}}. What is there already is used.', { place: storagePlace(storage) })}
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
