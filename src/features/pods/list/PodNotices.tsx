import type { Pod } from '../../../k8s/resources/pod.ts'
import { componentOf } from '../../../k8s/resources/podComponent.ts'
import { paths } from '../../../lib/paths.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { LinkButton } from '../../../ui/LinkButton.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import './pods.css'

interface PodNoticesProps {
  pod: Pod
  /** Another one that had its name. */
  before: Pod | undefined
  /** When its end was seen, in ms. */
  goneAt: number | undefined
}

/** That the pod on screen is gone, or that it is another one than a moment ago. */
export function PodNotices({ pod, before, goneAt }: PodNoticesProps) {
  const { name, creationTimestamp } = pod.metadata
  if (goneAt !== undefined)
    return (
      <Alert
        inline
        live
        status="warning"
        title={t('This pod is gone')}
        actions={<AfterPod component={componentOf(pod)} name={name} />}
      >
        {t('It went')} <Timestamp value={new Date(goneAt).toISOString()} />
        {t('.')}
        {sentenceGap()}
        {t('What was read of it last is still here; its log went with it.')}
      </Alert>
    )
  if (!before) return null
  return (
    <Alert inline live status="info" title={t('This is another pod of the same name')}>
      {t('The one you looked at is gone. This one began')} <Timestamp value={creationTimestamp} />
      {t('.')}
    </Alert>
  )
}

function AfterPod({ component, name }: { component?: string; name: string }) {
  return (
    <div className="rc-pods__steps">
      <LinkButton to={paths.pods({ component })}>{t('See the pods')}</LinkButton>
      <LinkButton to={paths.logs()}>{t('Logs of all pods')}</LinkButton>
      <LinkButton to={paths.events({ object: `Pod/${name}` })}>{t('Events about it')}</LinkButton>
    </div>
  )
}

/** A pod that is not there. */
export function NoPod({ name }: { name: string }) {
  return (
    <EmptyState title={t('There is no pod {{name}}', { name })} actions={<AfterPod name={name} />}>
      <p>
        {t(
          'Pods are replaced by others with other names: at each rollout, when a node goes down, when they are deleted.',
        )}
      </p>
      <p>{t('Its log went with it; events about it stay for up to three hours.')}</p>
    </EmptyState>
  )
}
