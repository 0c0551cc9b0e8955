import { Form } from '@patternfly/react-core/dist/esm/components/Form'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { asApiError } from '../../../k8s/ApiError.ts'
import { objectOf } from '../../../k8s/queries.ts'
import { ClusterOperator } from '../../../k8s/resources/clusterOperator.ts'
import { Infrastructure, infrastructureName } from '../../../k8s/resources/infrastructure.ts'
import { conditionOf, RegistryConfig, registryConfigName, registryName } from '../../../k8s/resources/registryConfig.ts'
import { t } from '../../../lib/t.ts'
import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../../../ui/Failed.tsx'
import { NoOperator } from '../../../ui/NoOperator.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { announce } from '../../../ui/toasts.ts'
import { openManagementState } from '../settings/settingsDialogs.tsx'
import { ComingUp } from './ComingUp.tsx'
import { FirstPush } from './FirstPush.tsx'
import { SetupGuide } from './SetupGuide.tsx'
import { SetupStanding } from './SetupStanding.tsx'
import { SetupSteps } from './SetupSteps.tsx'
import { setupStageOf, type SetupStage } from './setupStage.ts'
import { SizingHelper } from './SizingHelper.tsx'
import { openChangeStorage } from './storageDialogs.tsx'
import { useApplySteps } from './useApplySteps.ts'
import './setup.css'

/** The way from a registry without storage to one that works. */
export function SetupTab() {
  const { data: config, error, refetch } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  const hidden = error !== null && config === undefined && asApiError(error).code === 403
  // Those who may not read the settings are often allowed to see what the operator tells the cluster.
  const operator = useQuery({ ...objectOf(ClusterOperator, { name: registryName }), enabled: hidden })
  const applying = useApplySteps()
  if (config) return <Stage stage={setupStageOf(config)} config={config} applying={applying} />
  if (!error) return <SkeletonLines lines={12} />
  if (operator.data) return <Stage stage={stageBy(operator.data)} config={undefined} applying={applying} />
  if (hidden && operator.isPending) return <SkeletonLines lines={12} />
  if (hidden) return <Stage stage="unknown" config={undefined} applying={applying} />
  const known = asApiError(error)
  return (
    <NoOperator error={known} otherwise={<Problem error={known} onRetry={() => void refetch()} />}>
      <p>{t('It has no registry operator: there is nothing that this guide could set up.')}</p>
    </NoOperator>
  )
}

interface StageProps {
  stage: SetupStage
  config: RegistryConfig | undefined
  applying: ReturnType<typeof useApplySteps>
}

function Stage({ stage, config, applying }: StageProps) {
  useStageChange(stage)
  const { data: infrastructure, isPending } = useQuery(objectOf(Infrastructure, { name: infrastructureName }))
  // Why it is as it is depends on the platform: the first sentence must not change while it is read.
  if (isPending) return <SkeletonLines lines={12} />
  const isGuided = stage === 'removed' || stage === 'storage-missing' || stage === 'unknown'
  const isSettled = stage === 'works' || stage === 'unmanaged'
  return (
    <div className="rc-setup">
      <SetupStanding
        stage={stage}
        config={config}
        infrastructure={infrastructure}
        actions={
          stage === 'unmanaged' ? (
            <Button onClick={() => openManagementState('Managed')}>{t('Manage registry')}</Button>
          ) : isGuided || !config ? undefined : (
            <Button onClick={() => openChangeStorage()}>{t('Change storage')}</Button>
          )
        }
      />
      {isGuided && <SetupGuide config={config} infrastructure={infrastructure} applying={applying} />}
      {!isGuided && applying.steps.length > 0 && (
        <Panel title={t('What was done')}>
          <SetupSteps steps={applying.steps} />
        </Panel>
      )}
      {stage === 'coming-up' && config && (
        <Panel title={t('Watch it come up')}>
          <ComingUp config={config} />
        </Panel>
      )}
      {isSettled && (
        <Panel title={t('First push')}>
          <FirstPush />
        </Panel>
      )}
      {isSettled && (
        <Panel title={t('How much storage it needs')}>
          <Form onSubmit={(event) => event.preventDefault()}>
            <SizingHelper />
          </Form>
        </Panel>
      )}
    </div>
  )
}

/** Says a change of the stage, and keeps the focus on the page when the guide that had it goes away. */
function useStageChange(stage: SetupStage): void {
  const known = useRef(stage)
  // The focus and what screen readers say belong to the document.
  useEffect(() => {
    if (known.current === stage) return
    known.current = stage
    if (stage === 'works') announce(t('The registry is set up and works.'))
    if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus()
  }, [stage])
}

/** What the operator tells the cluster, for those who cannot read more. */
function stageBy(operator: ClusterOperator): SetupStage {
  const available = conditionOf(operator, 'Available')
  if (available?.reason?.includes('Removed')) return 'removed'
  const reasons = [available, conditionOf(operator, 'Degraded')].map((condition) => condition?.reason ?? '')
  if (reasons.some((reason) => reason.includes('StorageNotConfigured'))) return 'storage-missing'
  return available?.status === 'True' ? 'works' : 'coming-up'
}
