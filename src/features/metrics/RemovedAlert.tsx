import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { objectOf } from '../../k8s/queries.ts'
import { RegistryConfig, registryConfigName } from '../../k8s/resources/registryConfig.ts'
import { paths } from '../../lib/paths.ts'
import { t } from '../../lib/t.ts'
import { Alert } from '../../ui/Alert.tsx'

/** What the alert ImageRegistryRemoved said in 4.3 and 4.4. No version has its rule today: it is derived from the configuration. */
export function RemovedAlert() {
  const { data: config } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  if (config?.spec?.managementState !== 'Removed') return null
  return (
    <Alert
      inline
      status="warning"
      title={t('The registry is removed')}
      actions={<Link to={paths.registry('setup')}>{t('Set the registry up')}</Link>}
    >
      <p>
        {t(
          'Image stream tags, BuildConfigs and DeploymentConfigs that refer to image stream tags may not work as expected. Configure storage and set the management state to Managed.',
        )}
      </p>
      <p className="rc-subtle">
        {t(
          'Prometheus has no such alert: ImageRegistryRemoved existed in early versions only. The console reads it from the management state.',
        )}
      </p>
    </Alert>
  )
}
