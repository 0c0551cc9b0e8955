import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isComplete } from '../../../k8s/queries.ts'
import { currentOf, historyOf, ImageStream, tagsOf } from '../../../k8s/resources/imageStream.ts'
import { consumersOfStream } from '../../../k8s/resources/imageConsumer.ts'
import { projectLinks } from '../../../k8s/resources/imageStreamLinks.ts'
import { streamStorage } from '../../../k8s/resources/imageStorage.ts'
import { projectStream } from '../../../k8s/resources/imageStreamRow.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { perform } from '../../../k8s/writes.ts'
import { formatBytes } from '../../../lib/bytes.ts'
import { commandLine } from '../../../lib/shell.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { ConsumersOf } from '../consumers/ConsumerSummary.tsx'
import { allImages } from '../../../k8s/useInventory.ts'
import { LinkedTags } from './LinkedTags.tsx'
import { ManagedBySamples } from './ManagedBySamples.tsx'
import './streamDialogs.css'

const formOf = () => ({})
/** What would be lost. Labels and policies are not what anybody keeps a stream for. */
const relevant = (stream: ImageStream) => ({
  tags: tagsOf(stream)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((tag) => ({ name: tag.name, image: currentOf(tag)?.image, revisions: historyOf(tag).length })),
})

export interface DeleteImageStreamDialogProps {
  namespace: string
  name: string
  onDeleted?: (() => void) | undefined
}

/** Deletes a stream, after saying what is lost, who pulls it, and what stays. */
export function DeleteImageStreamDialog({ namespace, name, onDeleted }: DeleteImageStreamDialogProps) {
  const client = useQueryClient()
  const editing = useEditing({ type: ImageStream, namespace, name, formOf, relevant })
  const { base } = editing
  const { tags, revisions, images } = projectLinks(base)
  const storage = useKnownStorage(base)
  const history = t('{{count}} revisions', { count: revisions })
  return (
    <ActionDialog
      title={t('Delete image stream {{name}}', { name })}
      confirm={t('Delete image stream')}
      danger
      editing={editing}
      command={commandLine('oc', 'delete', 'imagestream', name, '-n', namespace)}
      perform={(seen) => perform(client, ImageStream, { seen, remove: true })}
      // One of the same name may have been made since.
      isDone={(latest) => latest?.metadata.uid !== base.metadata.uid}
      done={t('Deleted image stream {{name}}', { name })}
      onDone={() => onDeleted?.()}
      typeToConfirm={name}
    >
      <ManagedBySamples stream={base} />
      <ul className="rc-stream-dialog__section">
        <li>
          {tags === 0
            ? t('The stream {{name}} of the project {{namespace}} has no tags: only its settings are lost.', {
                name,
                namespace,
              })
            : t(
                '{{count}} tags of the project {{namespace}} are lost, with {{history}} of history. This cannot be undone.',
                { count: tags, history, namespace },
              )}
        </li>
        {images > 0 && (
          <li>
            {storage &&
              t('What its tags serve takes {{bytes}}, each layer counted once.', {
                bytes: formatBytes(storage.bytes),
              })}
            {sentenceGap()}
            {t(
              '{{count}} images stay in the registry until pruning removes what no other stream holds; nothing is freed now.',
              { count: images },
            )}
          </li>
        )}
      </ul>
      <section className="rc-stream-dialog__section" aria-label={t('Used by')}>
        <ConsumersOf stream={base} />
        <Pushers stream={base} />
      </section>
      <section className="rc-stream-dialog__section" aria-label={t('Tags elsewhere')}>
        <LinkedTags streams={new Set([`${namespace}/${name}`])} />
      </section>
    </ActionDialog>
  )
}

/** What happens to those who push to it. */
function Pushers({ stream }: { stream: ImageStream }) {
  const { consumers } = useImageConsumers()
  const builds = consumersOfStream(consumers, stream).filter(({ role }) => role === 'output')
  return (
    <p className="rc-subtle">
      {t('The next push to it makes a stream of this name anew, without these tags and settings.')}
      {sentenceGap()}
      {builds.length > 0 &&
        t('Builds that push to it wait until it is there again (reason InvalidOutputReference): create it first.')}
    </p>
  )
}

/** What a stream takes, where all images have been read already, as the list of streams does. */
function useKnownStorage(stream: ImageStream) {
  const { data } = useQuery({ ...allImages(), enabled: false })
  return useMemo(() => {
    if (!data || !isComplete(data)) return undefined
    const current = new Set(projectStream(stream).images)
    const rows = new Map(data.items.flatMap((row) => (current.has(row.image) ? [[row.image, row] as const] : [])))
    return streamStorage(current, (image) => rows.get(image))
  }, [data, stream])
}
