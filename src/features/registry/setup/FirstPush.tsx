import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName, internalRegistryHost } from '../../../k8s/resources/imageConfig.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { CommandLine } from '../../../ui/CommandLine.tsx'

/** How the first image gets into the registry. */
export function FirstPush() {
  const { data } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const [external] = data?.status?.externalRegistryHostnames ?? []
  const host = external ?? 'REGISTRY_HOST'
  const internal = (data && internalRegistryHost(data)) || 'image-registry.openshift-image-registry.svc:5000'
  return (
    <ol className="rc-setup__push">
      <li>
        {external ? (
          t('The registry is reached from outside as {{host}}.', { host: external })
        ) : (
          <>
            {t('From outside it is reached through a route, and there is none yet.')}
            {sentenceGap()}
            <Link to={paths.registry('routes', { action: 'expose-route' })}>{t('Expose the default route')}</Link>
            {t('.')}
          </>
        )}
        {sentenceGap()}
        {t('Inside the cluster it is {{host}}.', { host: internal })}
      </li>
      <li>
        {t('Log in:')} <CommandLine command={external ? `oc registry login` : `oc registry login --registry=${host}`} />
      </li>
      <li>
        {t('Make a project and push an image to it:')}
        <CommandLine command="oc new-project first-push" />
        <CommandLine command="podman pull registry.access.redhat.com/ubi9/ubi-micro" />
        <CommandLine
          command={`podman push registry.access.redhat.com/ubi9/ubi-micro ${host}/first-push/ubi-micro:v1`}
        />
      </li>
      <li>
        {t('It appears among the image streams.')}
        {sentenceGap()}
        <Link to={paths.imageStreams()}>{t('Image streams')}</Link>
      </li>
    </ol>
  )
}
