import type { ReactNode } from 'react'
import { currentOf, type ImageStream, type TagReference } from '../../../k8s/resources/imageStream.ts'
import { movingWith } from '../../../k8s/resources/imageConsumer.ts'
import { askedTag, lostBy, type Lost } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { tagOf } from '../../../k8s/resources/imageStream.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { Alert } from '../../../ui/Alert.tsx'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { sourceNameText } from '../tags/tagWords.ts'
import './tagDialogs.css'

interface TagMovesProps {
  stream: ImageStream
  tag: string
  /** What the tag will ask for; without it only the image changes. */
  after?: TagReference | undefined
  children?: ReactNode
}

/** What happens when a tag moves: what it loses, which tags move with it, which workloads roll out. */
export function TagMoves({ stream, tag, after, children }: TagMovesProps) {
  const lost = after ? lostBy(askedTag(stream, tag), after) : []
  const followers = movingWith(stream, tag).slice(1)
  const known = tagOf(stream, tag)
  return (
    <div className="rc-consequences" role="group" aria-label={t('What happens')}>
      {children}
      {lost.length > 0 && (
        <Alert inline status="warning" title={t('What the tag loses')}>
          <ul>
            {lost.map((each) => (
              <li key={each.kind}>{lostText(each)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {followers.length > 0 && (
        <p>
          {t('{{count}} tags follow it and move too: {{names}}.', {
            count: followers.length,
            names: inShort(followers),
          })}
        </p>
      )}
      <Rollouts stream={stream} tag={tag} orNone />
      {known && currentOf(known) && <p className="rc-subtle">{t('The image that it has now stays in its history.')}</p>}
    </div>
  )
}

function lostText(lost: Lost): string {
  switch (lost.kind) {
    case 'source':
      return t('Its source: {{source}}', { source: sourceNameText(lost.from) })
    case 'schedule':
      return t('Its schedule: it is no longer imported by itself')
    default:
      return t('That it only refers to its source')
  }
}

const mostNames = 6

/** Names in a sentence, the first few. */
export function inShort(names: readonly string[]): string {
  const rest = names.length - mostNames
  const first = names.slice(0, mostNames).join(', ')
  return rest > 0 ? t('{{names}} and {{count}} more', { names: first, count: rest }) : first
}

/** A digest inside a sentence. */
export function DigestText({ value }: { value: string | undefined }) {
  return value ? <code title={value}>{shortDigest(value)}</code> : <span>{t('no image')}</span>
}
