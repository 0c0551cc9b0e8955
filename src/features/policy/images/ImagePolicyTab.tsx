import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core/dist/esm/components/ToggleGroup'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useSearchParams } from 'react-router'
import { asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ImageConfig, imageConfigName } from '../../../k8s/resources/imageConfig.ts'
import { policySummary } from '../../../k8s/resources/imageConfigEffects.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { ImagePolicyForm } from './ImagePolicyForm.tsx'
import { MachineConfigPools } from './MachineConfigPools.tsx'
import { NoImageConfig } from './NoImageConfig.tsx'
import { ReportedHosts } from './ReportedHosts.tsx'
import { TrustedCertificates } from './TrustedCertificates.tsx'
import './policy-images.css'

const ImagePolicyYaml = lazy(async () => ({ default: (await import('./ImagePolicyYaml.tsx')).ImagePolicyYaml }))

/** The cluster's configuration of images: what it comes to in a sentence, then the form or its YAML, and how far the nodes are. */
export function ImagePolicyTab() {
  const { data: config, error, refetch } = useQuery(objectOf(ImageConfig, { name: imageConfigName }))
  const [params, setParams] = useSearchParams()
  const [savedAt, setSavedAt] = useState<number>()
  const refusal = useRefusal('patch', ImageConfig, { name: imageConfigName })
  if (!config)
    return error ? (
      <NoImageConfig error={asApiError(error)} onRetry={() => void refetch()} />
    ) : (
      <SkeletonLines lines={12} />
    )
  const isGone = error !== null && asApiError(error).code === 404
  const isYaml = params.get('view') === 'yaml'
  const show = (view: 'form' | 'yaml') =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (view === 'yaml') next.set('view', view)
        else next.delete('view')
        return next
      },
      { preventScrollReset: true },
    )
  return (
    <div className="rc-policy">
      {isGone && (
        <Alert inline live status="warning" title={t('The Image {{name}} was deleted', { name: imageConfigName })}>
          {t('This is what was set before. Without it everything is as by default.')}
        </Alert>
      )}
      <div className="rc-policy__head">
        <p className="rc-policy__summary">{policySummary(config.spec)}</p>
        <ToggleGroup aria-label={t('Configure with')}>
          <ToggleGroupItem text={t('Form')} isSelected={!isYaml} onChange={() => show('form')} />
          <ToggleGroupItem text={t('YAML')} isSelected={isYaml} onChange={() => show('yaml')} />
        </ToggleGroup>
      </div>
      {isYaml ? (
        <Suspense fallback={<SkeletonLines lines={12} />}>
          <ImagePolicyYaml config={config} gone={isGone} />
        </Suspense>
      ) : (
        <div className="rc-policy__columns">
          <Panel title={t('Image configuration')}>
            <ImagePolicyForm config={config} onNodeChange={() => setSavedAt(Date.now())} />
          </Panel>
          <div className="rc-policy__column">
            <Panel title={t('Names of the registry')}>
              <ReportedHosts config={config} />
            </Panel>
            <Panel title={t('Machine config pools')}>
              <MachineConfigPools savedAt={savedAt} />
            </Panel>
            <Panel title={t('Trusted certificates')}>
              <TrustedCertificates
                name={config.spec?.additionalTrustedCA?.name ?? ''}
                mayConfigure={refusal === undefined}
              />
            </Panel>
          </div>
        </div>
      )}
    </div>
  )
}
