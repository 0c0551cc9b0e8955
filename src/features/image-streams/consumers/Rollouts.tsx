import { useMemo } from 'react'
import { t } from '../../../lib/t.ts'
import { consumersOfTag, movingWith, rolloutsOfTag, type Rollout } from '../../../k8s/resources/imageConsumer.ts'
import { foldConsumers } from '../../../k8s/resources/imageConsumerRow.ts'
import type { WorkloadImages } from '../../../k8s/resources/imageConsumerWorkload.ts'
import type { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { workloadText } from './consumerWords.ts'

const shown = 5

interface RolloutsProps {
  stream: ImageStream
  tag: string
  /** Says so when nothing rolls out. */
  orNone?: boolean
}

/** What happens by itself when a tag moves, as a sentence: "2 workloads will roll out: …", and what does not although it names the tag. */
export function Rollouts({ stream, tag, orNone }: RolloutsProps) {
  const { consumers, state, error } = useImageConsumers()
  const moving = useMemo(() => movingWith(stream, tag), [stream, tag])
  const naming = useMemo(() => workloadsNaming(consumers, stream, moving), [consumers, stream, moving])
  if (state === 'loading') return <p role="status">{t('Looking for workloads that will roll out …')}</p>
  if (state === 'failed') {
    return <p>{t('Which workloads will roll out could not be read: {{message}}', { message: error?.message ?? '' })}</p>
  }
  const { namespace = '', name } = stream.metadata
  const rollouts = rolloutsOfTag(consumers, namespace, name, moving)
  const written = new Set(rollouts.map(({ workload }) => textOf(workload)))
  const waiting = naming.filter((workload) => !written.has(workload))
  const paused = rollouts.filter(({ workload }) => workload.paused)
  const builds = rollouts.filter(({ workload }) => workload.kind === 'BuildConfig')
  const others = rollouts.filter(({ workload }) => !workload.paused && workload.kind !== 'BuildConfig')
  return (
    <>
      {orNone && rollouts.length === 0 && <p>{t('No workload that you may list rolls out.')}</p>}
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
      {waiting.length > 0 && (
        <p>
          {t(
            '{{count}} workloads name the tag without a trigger and keep their image until they get new pods: {{names}}.',
            {
              count: waiting.length,
              names: listed(waiting),
            },
          )}
        </p>
      )}
    </>
  )
}

/** The workloads whose pods pull the image by one of these tags, in words; what builds it is no such. */
function workloadsNaming(workloads: readonly WorkloadImages[], stream: ImageStream, tags: readonly string[]): string[] {
  const found = tags.flatMap((tag) => consumersOfTag(workloads, stream, tag).filter(({ by }) => by === 'tag'))
  const rows = foldConsumers(workloads, found).filter(
    ({ role, idle, kind }) => role !== 'output' && !idle && !builds(kind),
  )
  return [...new Set(rows.map(workloadText))]
}

const builds = (kind: string) => kind === 'BuildConfig' || kind === 'Build'

const textOf = ({ kind, metadata: { namespace = '', name } }: WorkloadImages) => workloadText({ kind, namespace, name })

const namesOf = (rollouts: readonly Rollout[]) => listed(rollouts.map(({ workload }) => textOf(workload)))

function listed(names: readonly string[]): string {
  const [first, rest] = [names.slice(0, shown).join(', '), names.length - shown]
  return rest > 0 ? t('{{names}} and {{count}} more', { names: first, count: rest }) : first
}
