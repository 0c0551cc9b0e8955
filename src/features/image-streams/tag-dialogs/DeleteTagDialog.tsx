import { useQueryClient } from '@tanstack/react-query'
import { historyOf, tagOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import { deleteTagsCommand } from '../../../k8s/resources/tagCommands.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { ConsumersOf } from '../consumers/ConsumerSummary.tsx'
import { ManagedBySamples } from '../streams/ManagedBySamples.tsx'
import { deleteTag, requireUnchanged, showStream } from './tagWrites.ts'
import { Followers, LostRevisions } from './LostTags.tsx'
import { useTagEditing, type TagName } from './useTagEditing.ts'

const noForm = () => ({})

/** Deletes a tag with its history, after saying what that means. */
export function DeleteTagDialog({ onDeleted, ...which }: TagName & { onDeleted?: (() => void) | undefined }) {
  const { namespace, stream, tag: tagName } = which
  const client = useQueryClient()
  const editing = useTagEditing(which, { formOf: noForm, withImage: true })
  const { base, tag } = editing
  const name = `${stream}:${tagName}`
  return (
    <ActionDialog
      title={t('Delete tag {{name}}', { name })}
      confirm={t('Delete tag')}
      danger
      editing={editing}
      command={deleteTagsCommand({ namespace, name: stream }, [tagName])}
      perform={async (seen: ImageStream) => {
        // The API server compares only which stream it is, not which version.
        await requireUnchanged(client, editing, seen)
        await deleteTag(seen, tagName)
        await showStream(client, namespace, stream)
      }}
      isDone={(latest) => !latest || !tagOf(latest, tagName)}
      done={t('Deleted tag {{name}}', { name })}
      {...(onDeleted && { onDone: onDeleted })}
    >
      <ManagedBySamples stream={base} />
      <LostRevisions stream={base} tags={[tag]} />
      <Followers stream={base} tags={[tagName]} />
      {historyOf(tag).length > 0 && <ConsumersOf stream={base} tag={tagName} />}
    </ActionDialog>
  )
}
