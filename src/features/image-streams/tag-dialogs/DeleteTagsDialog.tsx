import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { objectOf } from '../../../k8s/queries.ts'
import { historyOf, ImageStream, tagOf } from '../../../k8s/resources/imageStream.ts'
import { deleteTagsCommand } from '../../../k8s/resources/tagCommands.ts'
import { consumersOfTag, type ImageConsumer } from '../../../k8s/resources/imageConsumer.ts'
import { useImageConsumers } from '../../../k8s/useImageConsumers.ts'
import { t } from '../../../lib/t.ts'
import { BulkDialog } from '../../../ui/BulkDialog.tsx'
import { ConsumerSummary } from '../consumers/ConsumerSummary.tsx'
import { ManagedBySamples } from '../streams/ManagedBySamples.tsx'
import { Followers, LostRevisions } from './LostTags.tsx'
import { deleteTag, showStream } from './tagWrites.ts'

interface TagsOfStream {
  namespace: string
  stream: string
  tags: readonly string[]
  onDone(): void
}

/** Deletes several tags with their histories, with a result for each. */
export function DeleteTagsDialog({ namespace, stream: name, tags, onDone }: TagsOfStream) {
  const client = useQueryClient()
  const { data: latest } = useSuspenseQuery(objectOf(ImageStream, { namespace, name }))
  // What is deleted goes from the stream while the dialog still tells what it was about.
  const [stream] = useState(latest)
  const [going] = useState(() => tags.flatMap((tag) => tagOf(stream, tag) ?? []))
  const { consumers, state, notListed } = useImageConsumers()
  const found = useMemo(
    () => distinct(tags.flatMap((tag) => consumersOfTag(consumers, stream, tag))),
    [tags, consumers, stream],
  )
  return (
    <BulkDialog
      title={t('Delete {{count}} tags of {{name}}', { count: tags.length, name })}
      confirm={t('Delete tags')}
      danger
      entries={going.map((tag) => ({
        key: tag.name,
        name: tag.name,
        note: t('{{count}} revisions', { count: historyOf(tag).length }),
      }))}
      command={deleteTagsCommand({ namespace, name }, tags)}
      perform={({ key }) => deleteTag(stream, key)}
      done={t('Deleted {{count}} tags of {{name}}', { count: tags.length, name })}
      onDone={() => {
        void showStream(client, namespace, name)
        onDone()
      }}
    >
      <ManagedBySamples stream={stream} />
      <div className="rc-consequences">
        <LostRevisions stream={stream} tags={going} />
        <Followers stream={stream} tags={tags} />
        {state === 'loading' ? (
          <p role="status">{t('Looking for workloads that use it …')}</p>
        ) : (
          <ConsumerSummary consumers={found} notListed={notListed} />
        )}
      </div>
    </BulkDialog>
  )
}

/** Each place that refers to an image once, although several of the tags may have it. */
function distinct(consumers: readonly ImageConsumer[]): ImageConsumer[] {
  const key = ({ kind, namespace, name, container, image, by }: ImageConsumer) =>
    [kind, namespace, name, container, image, by].join(' ')
  return [...new Map(consumers.map((consumer) => [key(consumer), consumer])).values()]
}
