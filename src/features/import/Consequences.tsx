import { shortDigest } from '../../lib/digest.ts'
import { t } from '../../lib/t.ts'
import type { ImageStream } from '../../k8s/resources/imageStream.ts'
import { movingWith, rolloutsOfTag } from '../../k8s/resources/imageConsumer.ts'
import type { TagSource } from '../../k8s/resources/imageStreamTag.ts'
import { useImageConsumers } from '../../k8s/useImageConsumers.ts'
import { Alert } from '../../ui/Alert.tsx'
import type { TagEffect } from './importEffects.ts'

export interface ConsequencesProps {
  namespace: string
  name: string
  stream: ImageStream | undefined
  effects: readonly TagEffect[]
}

/** What an import changes that is there already: tags that move, and workloads that roll out because of it. */
export function Consequences({ namespace, name, stream, effects }: ConsequencesProps) {
  const known = effects.filter(({ kind }) => kind !== 'new')
  const noted = known.filter((effect) => effect.kind === 'moves' || hasNote(effect))
  const same = known.length - noted.length
  const moving = effects.filter(({ kind }) => kind !== 'same').map(({ tag }) => tag)
  return (
    <>
      {noted.length > 0 && (
        <Alert
          inline
          status="warning"
          title={t('{{count}} tags of {{name}} will change', { count: noted.length, name })}
        >
          <ul className="rc-import__effects" aria-label={t('Tags that will change')}>
            {noted.slice(0, shown).map((effect) => (
              <li key={effect.tag}>
                <code>{effect.tag}</code> {notesOf(effect).join(' ')}
              </li>
            ))}
            {noted.length > shown && <li>{t('and {{count}} more', { count: noted.length - shown })}</li>}
          </ul>
        </Alert>
      )}
      {same > 0 && (
        <p className="rc-subtle">{t('{{count}} tags have this image already: it stays.', { count: same })}</p>
      )}
      {moving.length > 0 && <Rollouts namespace={namespace} name={name} stream={stream} tags={moving} />}
    </>
  )
}

const shown = 20

const hasNote = (effect: TagEffect) =>
  effect.formerSource !== undefined || effect.scheduleLost === true || effect.keepsPolicy !== undefined

/** What happens to a tag, in sentences. */
function notesOf({ kind, before, after, formerSource, scheduleLost, keepsPolicy }: TagEffect): string[] {
  const notes: string[] = []
  if (kind === 'moves' && before)
    notes.push(
      after
        ? t('moves from {{before}} to {{after}}.', { before: shortDigest(before), after: shortDigest(after) })
        : t('gets the image that the source has now, instead of {{before}}.', { before: shortDigest(before) }),
    )
  else if (kind === 'moves') notes.push(t('has no image yet and gets one.'))
  else notes.push(t('keeps its image.'))
  if (formerSource) notes.push(formerSourceText(formerSource))
  if (scheduleLost) notes.push(t('It is no longer imported on schedule: turn on Scheduled to keep that.'))
  if (keepsPolicy)
    notes.push(t('Its reference policy stays {{policy}}: an import does not change it.', { policy: keepsPolicy }))
  return notes
}

function formerSourceText(source: TagSource): string {
  switch (source.kind) {
    case 'pushed':
      return t('The image that was pushed stays in its history only.')
    case 'follows':
      return t('It no longer follows {{tag}}.', { tag: source.tag })
    case 'copied':
      return t('It no longer is a copy of {{source}}.', {
        source: `${source.namespace}/${source.stream}:${source.tag}`,
      })
    case 'fixed':
      return t('It is no longer fixed to {{digest}}.', { digest: shortDigest(source.digest) })
    case 'imported':
    case 'reference':
      return t('Until now it came from {{source}}.', { source: source.from })
    default:
      return ''
  }
}

/** The workloads whose image change trigger acts on the import. */
function Rollouts({ namespace, name, stream, tags }: Omit<ConsequencesProps, 'effects'> & { tags: readonly string[] }) {
  const { consumers, state, notListed } = useImageConsumers()
  const moving = [...new Set(tags.flatMap((tag) => (stream ? movingWith(stream, tag) : [tag])))]
  const rollouts = rolloutsOfTag(consumers, namespace, name, moving)
  if (state === 'loading') return <p className="rc-subtle">{t('Looking for workloads that follow these tags.')}</p>
  const unknown =
    state === 'failed' || notListed.length > 0
      ? t('Not all workloads could be listed: others may roll out too.')
      : undefined
  if (rollouts.length === 0) return unknown === undefined ? null : <p className="rc-subtle">{unknown}</p>
  return (
    <Alert inline status="warning" title={t('{{count}} workloads will roll out', { count: rollouts.length })}>
      <ul aria-label={t('Workloads that will roll out')}>
        {rollouts.slice(0, shown).map(({ workload: { kind, metadata }, trigger }) => (
          <li key={`${kind} ${metadata.namespace} ${metadata.name}`}>
            {`${kind} ${metadata.namespace}/${metadata.name}`} <span className="rc-subtle">{`← ${trigger.tag}`}</span>
          </li>
        ))}
        {rollouts.length > shown && <li>{t('and {{count}} more', { count: rollouts.length - shown })}</li>}
      </ul>
      {unknown}
    </Alert>
  )
}
