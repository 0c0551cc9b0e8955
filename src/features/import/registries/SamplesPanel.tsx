import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiError, asApiError, isKindMissing } from '../../../k8s/ApiError.ts'
import { useKind } from '../../../k8s/discovery.ts'
import { polledList, polledObject } from '../../../k8s/polled.ts'
import { ClusterOperator } from '../../../k8s/resources/clusterOperator.ts'
import { failingSamples, SampleFailureRecord } from '../../../k8s/resources/failingSample.ts'
import type { StreamImports } from '../../../k8s/resources/importSource.ts'
import { explainSamples, samplesOperatorNotice } from '../../../k8s/resources/samplesConditions.ts'
import {
  failedSampleSelector,
  isManagingSamples,
  SamplesConfig,
  samplesConfigName,
  samplesNamespace,
  samplesOperatorName,
  samplesProject,
} from '../../../k8s/resources/samplesConfig.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ConditionRows } from '../../../ui/ConditionRows.tsx'
import { DescriptionList, type Term } from '../../../ui/DescriptionList.tsx'
import { Failed } from '../../../ui/Failed.tsx'
import { sentence } from '../../../ui/Forbidden.tsx'
import { missingRight } from '../../../ui/forbidden.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { FailingSamples } from './FailingSamples.tsx'
import { openEditSamples } from './samplesDialogs.tsx'

interface SamplesPanelProps {
  /** The image streams that are known; undefined when those of the samples' project are not among them. */
  streams: readonly StreamImports[] | undefined
}

/** What the samples operator does and says, and which samples fail. */
export function SamplesPanel({ streams }: SamplesPanelProps) {
  const kind = useKind(SamplesConfig)
  const config = useQuery(polledObject(SamplesConfig, { name: samplesConfigName }, 15_000))
  const operator = useQuery(polledObject(ClusterOperator, { name: samplesOperatorName }, 30_000))
  const isThere = config.data !== undefined
  // Its kind comes with the cluster, the rest with the capability openshift-samples.
  const isLeftOut = isAbsent(config.error) && isAbsent(operator.error)
  return (
    <Panel
      title={t('Samples')}
      {...(isThere && { actions: <Button onClick={openEditSamples}>{t('Change samples')}</Button> })}
    >
      {kind === 'missing' || isKindMissing(config.error) || isLeftOut ? (
        <p>{t('This cluster has no samples operator: nothing keeps image streams of languages and databases here.')}</p>
      ) : (
        <Samples config={config.data} error={config.error} streams={streams} onRetry={() => void config.refetch()} />
      )}
    </Panel>
  )
}

const isAbsent = (error: unknown) => error instanceof ApiError && error.code === 404

interface SamplesProps extends SamplesPanelProps {
  config: SamplesConfig | undefined
  error: unknown
  onRetry(): void
}

function Samples({ config, error, streams, onRetry }: SamplesProps) {
  const operator = useQuery(polledObject(ClusterOperator, { name: samplesOperatorName }, 30_000)).data
  const scope = { namespace: samplesNamespace, labelSelector: failedSampleSelector }
  const records = useQuery(polledList(SampleFailureRecord, scope, 30_000)).data
  if (!config && !error) return <SkeletonLines lines={6} />
  const failing = failingSamples({ streams, records, operator, skipped: config?.spec?.skippedImagestreams ?? [] })
  const notice = samplesOperatorNotice(operator, config)
  return (
    <div className="rc-sources">
      {notice && (
        <Alert inline status={notice.tone} title={notice.title}>
          {notice.meaning}
        </Alert>
      )}
      {config ? <Settings config={config} /> : <NotRead error={error} onRetry={onRetry} />}
      {failing.length > 0 && <FailingSamples samples={failing} streams={streams ?? []} config={config} />}
      {config && <Conditions config={config} />}
    </div>
  )
}

function NotRead({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const known = asApiError(error)
  if (known.code === 404)
    return <p>{t('The samples operator has no configuration. It creates one with the defaults when it starts.')}</p>
  if (known.code !== 403) return <Failed error={known} onRetry={onRetry} />
  const right = missingRight(known)
  return (
    <p className="rc-subtle">
      {t('You cannot see what the samples operator does.')}
      {sentenceGap()}
      {right ? sentence(right) : known.message}
    </p>
  )
}

function Settings({ config }: { config: SamplesConfig }) {
  const { spec, status } = config
  const state = spec?.managementState || 'Managed'
  const taken = status?.managementState
  const terms: Term[] = [
    {
      name: t('Management state'),
      value: (
        <>
          {state}
          <Subtle>{stateText(state)}</Subtle>
          {taken && taken !== state && <Subtle>{t('The operator is still at {{state}}.', { state: taken })}</Subtle>}
        </>
      ),
    },
    { name: t('Version'), value: status?.version || <Subtle>{t('not installed yet')}</Subtle> },
    {
      name: t('Samples registry'),
      value: spec?.samplesRegistry ? (
        <code>{spec.samplesRegistry}</code>
      ) : (
        <Subtle>{t('as each sample names it, mostly registry.redhat.io')}</Subtle>
      ),
    },
    { name: t('Architectures'), value: names(spec?.architectures ?? status?.architectures) },
    { name: t('Skipped image streams'), value: names(spec?.skippedImagestreams) },
    { name: t('Skipped templates'), value: names(spec?.skippedTemplates) },
  ]
  return <DescriptionList label={t('Samples')} terms={terms} />
}

function Subtle({ children }: { children: ReactNode }) {
  return <span className="rc-subtle"> {children}</span>
}

function names(known: readonly string[] | null | undefined): ReactNode {
  return known?.length ? known.join(', ') : <Subtle>{t('none')}</Subtle>
}

function stateText(state: string): string {
  if (state === 'Removed') return t('The operator has deleted the samples that it managed, and does nothing more.')
  if (state === 'Unmanaged')
    return t('The operator leaves the samples in {{project}} alone.', { project: samplesProject })
  return t('The operator keeps the samples in {{project}} up to date and undoes changes to them.', {
    project: samplesProject,
  })
}

function Conditions({ config }: { config: SamplesConfig }) {
  const conditions = explainSamples(config)
  if (conditions.length === 0) return <p>{t('The operator has said nothing yet.')}</p>
  return (
    <div>
      {!isManagingSamples(config) && (
        <p className="rc-subtle">{t('Said when it last looked after samples: it does not now.')}</p>
      )}
      <ConditionRows label={t('Conditions of the samples operator')} conditions={conditions} />
    </div>
  )
}
