import type { RegistryConfig } from '../../../k8s/resources/registryConfig.ts'
import { registryName } from '../../../k8s/resources/registryConfig.ts'
import { removalEffect, storageTypeOf } from '../../../k8s/resources/registryStorage.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'

/** What has to be typed before the registry is removed: the bucket or claim that is deleted, or its name where images stay. */
export function removalName(config: RegistryConfig): string {
  const { deletes, name } = removalEffect(config)
  return (deletes ? name : undefined) ?? registryName
}

/** What goes, what stays and what stops working when the registry is removed. */
export function RemovalConsequences({ config }: { config: RegistryConfig }) {
  const { deletes } = removalEffect(config)
  return (
    <>
      <Images config={config} />
      <Alert inline status="warning" title={t('What stops working')}>
        <ul className="rc-consequences">
          <li>{t('Pushes and pulls, at once. Uploads under way break off.')}</li>
          <li>{t('Builds that push to the registry, and image streams that are pulled through it.')}</li>
          <li>
            {t(
              'Pods that start on a node without their image: those of image stream tags, build configs and deployment configs that refer to the registry. Pods that run go on.',
            )}
          </li>
          <li>
            {t(
              'Pruning of storage: with the Service the internal host name goes, and the runs get --prune-registry=false.',
            )}
          </li>
        </ul>
      </Alert>
      <dl className="rc-consequences">
        <dt>{t('Deleted')}</dt>
        <dd>
          {t(
            'The Deployment with its pods, the Service, the routes, the PodDisruptionBudget, the service account and the roles of the registry, the secrets that the operator made.',
          )}
          {sentenceGap()}
          {deletes && <strong>{t('And all image data.')}</strong>}
        </dd>
        <dt>{t('Stays')}</dt>
        <dd>
          {t(
            'Image streams and images in the API, whose data can then not be pulled; the secret image-registry-private-configuration-user; these settings; the operator, node-ca and the CronJob of the pruner.',
          )}
        </dd>
      </dl>
    </>
  )
}

function Images({ config }: { config: RegistryConfig }) {
  const { deletes, place } = removalEffect(config)
  const state = config.spec?.storage?.managementState
  const type = storageTypeOf(config.status?.storage)
  if (deletes)
    return (
      <Alert inline status="danger" title={t('All image data is deleted: {{place}}', { place })}>
        <p>
          {t(
            'The operator manages the storage (storage.managementState is Managed), so it deletes it with the registry. This cannot be undone.',
          )}
        </p>
        <p>{t('To keep the images, first set the management state of the storage to Unmanaged (Change storage).')}</p>
      </Alert>
    )
  if (type === 'emptyDir')
    return (
      <Alert inline status="danger" title={t('All image data is lost: {{place}}', { place })}>
        {t('The images are in the pods and go with them. This cannot be undone.')}
      </Alert>
    )
  if (type === 'none')
    return (
      <Alert inline status="info" title={t('There is no image data to lose')}>
        {t('The registry has no storage now.')}
      </Alert>
    )
  return (
    <Alert inline status="info" title={t('The image data stays: {{place}}', { place })}>
      {t(
        'The operator does not manage the storage (storage.managementState is {{state}}): it leaves it, and a registry that is managed again with it has its images back.',
        { state: state || t('not set') },
      )}
    </Alert>
  )
}
