import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  currentOf,
  historyOf,
  ImageStream,
  tagsOf,
  type StreamTag,
  type TagEvent,
} from '../../../k8s/resources/imageStream.ts'
import { ImageStreamMapping } from '../../../k8s/resources/imageStreamMapping.ts'
import { isScheduled, tagSource } from '../../../k8s/resources/imageStreamTag.ts'
import { askedTag, isAskedAs, rolledBack, withTag } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { putOnTopCommand, tagSourceCommand } from '../../../k8s/resources/tagCommands.ts'
import { perform } from '../../../k8s/writes.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { RadioField } from '../../../ui/fields.tsx'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { ImageSize } from '../images/ImageCells.tsx'
import { useImageSummary } from '../images/imageSummaries.ts'
import { ManagedBySamples } from '../streams/ManagedBySamples.tsx'
import { explainWrite } from './sourceRefusal.tsx'
import { TagMoves } from './TagChange.tsx'
import { putOnTop, requireImage, requireUnchanged, showStream } from './tagWrites.ts'
import { sourceNameText } from '../tags/tagWords.ts'
import { useTagEditing, type TagName } from './useTagEditing.ts'

const noForm = () => ({})

/** Gives a tag an image that its stream had before. */
export function RollBackDialog({
  digest,
  created,
  ...which
}: TagName & { digest: string; created?: string | undefined }) {
  const { namespace, stream, tag: tagName } = which
  const client = useQueryClient()
  const editing = useTagEditing(which, { formOf: noForm, withImage: true })
  const { base, tag } = editing
  const [after, setAfter] = useState<'pin' | 'keep'>('pin')
  const { summary } = useImageSummary({ namespace, stream, digest })
  const mayKeep = useRefusal('create', ImageStreamMapping, { namespace })
  const current = currentOf(tag)
  const event = eventOf(base, tag, digest)
  const source = tagSource(base, tag)
  const moving = source.kind === 'follows' || (source.kind === 'imported' && source.spec)
  const keep = moving && after === 'keep'
  const already = current?.image === digest
  const pinned = rolledBack(base, tagName, digest)
  const name = `${stream}:${tagName}`

  const pin = async (seen: ImageStream) => {
    const write = { seen, patch: withTag(seen, rolledBack(seen, tagName, digest)) }
    requireImage(await perform(client, ImageStream, write), tagName, digest)
  }
  const put = async (seen: ImageStream, revision: TagEvent) => {
    // A push is not compared with any version of the stream.
    await requireUnchanged(client, editing, seen)
    await putOnTop(seen, tagName, revision)
    await showStream(client, namespace, stream)
  }
  const isDone = (latest: ImageStream | undefined) => {
    const now = latest && tagsOf(latest).find((other) => other.name === tagName)
    return now !== undefined && currentOf(now)?.image === digest && (keep || isAskedAs(latest, pinned))
  }
  return (
    <ActionDialog
      title={t('Roll back {{name}}', { name })}
      confirm={t('Roll back')}
      editing={editing}
      command={
        keep && event
          ? putOnTopCommand({ namespace, name: stream }, tagName, event)
          : tagSourceCommand({ namespace, name: stream }, askedTag(base, tagName), pinned)
      }
      perform={(seen: ImageStream) => (keep && event ? put(seen, event) : pin(seen))}
      isDone={isDone}
      done={t('Rolled {{name}} back to {{digest}}', { name, digest: shortDigest(digest) })}
      problems={{ form: keep && already ? t('The tag has this image already.') : undefined }}
      explain={explainWrite(namespace)}
      blocked={
        summary?.found === false
          ? t('The image was deleted from the cluster: nothing could pull it. Only its entry in the history is left.')
          : event === undefined
            ? t('The image is no longer in the history of the stream: pruning, or somebody, removed it.')
            : undefined
      }
    >
      <ManagedBySamples stream={base} />
      <dl className="rc-from-to">
        <dt>{t('From', { context: 'image' })}</dt>
        <dd>
          <Side namespace={namespace} stream={stream} digest={current?.image} created={current?.created} />
        </dd>
        <dt>{t('To', { context: 'image' })}</dt>
        <dd>
          <Side namespace={namespace} stream={stream} digest={digest} created={created} />
        </dd>
      </dl>
      {already && <p>{t('The tag has this image already. Rolling back only fixes it there.')}</p>}
      {moving && (
        <RadioField
          name="after"
          label={t('After the roll back')}
          value={after}
          onChange={(choice) => setAfter(choice === 'keep' ? 'keep' : 'pin')}
          options={[
            {
              value: 'pin',
              label: t('Pin the tag to this image'),
              help: t('Its source is taken out and remembered: “Resume following” in its menu brings it back.'),
            },
            ...(mayKeep === undefined
              ? [
                  {
                    value: 'keep',
                    label: t('Keep following {{source}}', { source: sourceNameText(tag.spec?.from ?? {}) }),
                    help: keepText(source.kind === 'follows', isScheduled(tag)),
                  },
                ]
              : []),
          ]}
          help={mayKeep && t('Keeping the source works like a push. {{refusal}}', { refusal: mayKeep })}
        />
      )}
      <TagMoves stream={base} tag={tagName} after={keep ? undefined : pinned} />
    </ActionDialog>
  )
}

function keepText(follows: boolean, scheduled: boolean): string {
  if (follows)
    return t(
      'The image is put on top, as a push does. The tag moves again as soon as the one it follows gets another image.',
    )
  if (scheduled) {
    return t(
      'The image is put on top, as a push does. The next scheduled import, within about 15 minutes, moves the tag again if its source still has another image.',
    )
  }
  return t('The image is put on top, as a push does. The next import or push moves the tag again.')
}

function Side({
  namespace,
  stream,
  digest,
  created,
}: {
  namespace: string
  stream: string
  digest: string | undefined
  created: string | null | undefined
}) {
  if (!digest) return t('no image')
  return (
    <>
      <code title={digest}>{shortDigest(digest)}</code>
      {' · '}
      <Timestamp value={created} absent={t('not recorded')} />
      {' · '}
      <ImageSize image={{ namespace, stream, digest }} />
    </>
  )
}

/** An entry of a stream's history with this image: the server looks for it in all tags. */
function eventOf(stream: ImageStream, own: StreamTag, digest: string): TagEvent | undefined {
  for (const tag of [own, ...tagsOf(stream)]) {
    const found = historyOf(tag).find(({ image }) => image === digest)
    if (found) return found
  }
  return undefined
}
