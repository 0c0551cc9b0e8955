import { t } from '../../../lib/t.ts'
import { movingWith, rolloutsOfTag, type Rollout } from '../../../k8s/resources/imageConsumer.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { workloadText } from './consumerWords.ts'

const shown = 5

/** What happens by itself when a tag moves, as a sentence: "2 workloads will roll out: …". Nothing when nothing does. */
export function Rollouts({ stream, tag }: { stream: ImageStream; tag: string }) {
  const { consumers, state } = useImageConsumers()
  if (state === 'loading') return <p role="status">{t('Looking for workloads that will roll out …')}</p>
  const { namespace = '', name } = stream.metadata
  const rollouts = rolloutsOfTag(consumers, namespace, name, movingWith(stream, tag))
  const paused = rollouts.filter(({ workload }) => workload.paused)
  const builds = rollouts.filter(({ workload }) => workload.kind === 'BuildConfig')
  const others = rollouts.filter(({ workload }) => !workload.paused && workload.kind !== 'BuildConfig')
  return (
    <>
      {others.length > 0 && (
        <p>{t('{{count}} workloads will roll out: {{names}}.', { count: others.length, names: namesOf(others) })}</p>
      )}
      {builds.length > 0 && (
        <p>{t('{{count}} builds will start: {{names}}.', { count: builds.length, names: namesOf(builds) })}</p>
      )}
      {paused.length > 0 && (
        <p>
          {t('{{count}} paused workloads get the image and roll out when they are resumed: {{names}}.', {
            count: paused.length,
            names: namesOf(paused),
          })}
        </p>
      )}
    </>
  )
}

function namesOf(rollouts: readonly Rollout[]): string {
  const names = rollouts
    .slice(0, shown)
    .map(({ workload: { kind, metadata } }) =>
      workloadText({ kind, namespace: metadata.namespace ?? '', name: metadata.name }),
    )
  const rest = rollouts.length - shown
  return rest > 0 ? t('{{names}} and {{count}} more', { names: names.join(', '), count: rest }) : names.join(', ')
}
