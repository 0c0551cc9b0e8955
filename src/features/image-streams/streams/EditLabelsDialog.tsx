import { useQueryClient } from '@tanstack/react-query'
import type { Cause } from '../../../k8s/ApiError.ts'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { perform } from '../../../k8s/writes.ts'
import {
  changeOf,
  changeWords,
  entryProblems,
  isChanged,
  rebaseEntries,
  type KeyValueChange,
  type KeyValues,
} from '../../../lib/keyValues.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { KeyValueField, type KeyValueEntries } from '../../../ui/fields.tsx'
import { decidedBy, useEditing } from '../../../ui/useEditing.ts'
import { ManagedBySamples } from './ManagedBySamples.tsx'

interface Metadata {
  labels: KeyValues
  annotations: KeyValues
}

/** Labels and annotations as people decide about them: those that servers write are left alone. */
function metadataOf(stream: ImageStream): Metadata {
  const { labels, annotations } = decidedBy(stream)
  // decidedBy takes both from the object's metadata.
  return { labels: labels as KeyValues, annotations: annotations as KeyValues }
}

const relevant = (stream: ImageStream) => ({ metadata: metadataOf(stream) })
const formOf = (stream: ImageStream): { labels: KeyValueEntries; annotations: KeyValueEntries } => {
  const { labels, annotations } = metadataOf(stream)
  return { labels: Object.entries(labels), annotations: Object.entries(annotations) }
}

/** The labels and annotations of a stream. What others change meanwhile at other keys stays. */
export function EditLabelsDialog({ namespace, name }: { namespace: string; name: string }) {
  const client = useQueryClient()
  const editing = useEditing({ type: ImageStream, namespace, name, formOf, relevant })
  const { base, form, edits, set } = editing
  const before = metadataOf(base)
  const labels = changeOf(before.labels, form.labels)
  const annotations = changeOf(before.annotations, form.annotations)
  const [labelled, annotated] = [Object.keys(labels).length > 0, Object.keys(annotations).length > 0]
  return (
    <ActionDialog
      title={t('Edit labels of {{name}}', { name })}
      confirm={t('Edit labels')}
      size="large"
      editing={{
        ...editing,
        rebase: (latest, keepEdits) => {
          const { labels: newer, annotations: notes } = metadataOf(latest)
          // Only what the person changed is theirs: entries that others added meanwhile are no entries that they removed.
          if (keepEdits)
            set({
              ...(edits.labels && { labels: rebaseEntries(before.labels, edits.labels, newer) }),
              ...(edits.annotations && { annotations: rebaseEntries(before.annotations, edits.annotations, notes) }),
            })
          editing.rebase(latest, keepEdits)
        },
      }}
      command={
        labelled || annotated
          ? [commandOf('label', labels), commandOf('annotate', annotations)].filter(Boolean).join('\n')
          : undefined
      }
      perform={(seen) =>
        perform(client, ImageStream, {
          seen,
          patch: { metadata: { ...(labelled && { labels }), ...(annotated && { annotations }) } },
        })
      }
      isDone={(latest) => {
        const now = latest && metadataOf(latest)
        return now !== undefined && isChanged(now.labels, labels) && isChanged(now.annotations, annotations)
      }}
      done={
        annotated
          ? labelled
            ? t('Changed labels and annotations of {{name}}', { name })
            : t('Changed annotations of {{name}}', { name })
          : t('Changed labels of {{name}}', { name })
      }
      problems={{
        ...entryProblems('labels', form.labels, 'labels'),
        ...entryProblems('annotations', form.annotations, 'annotations'),
        ...(!labelled && !annotated && { unchanged: t('Nothing is changed yet.') }),
      }}
      fieldOf={fieldOf}
    >
      <ManagedBySamples stream={base} />
      <KeyValueField
        name="labels"
        label={t('Labels')}
        entries={form.labels}
        onChange={(entries) => set({ labels: entries })}
        help={t('What lists are filtered by, and what selectors choose by.')}
      />
      <KeyValueField
        name="annotations"
        label={t('Annotations')}
        multiline
        entries={form.annotations}
        onChange={(entries) => set({ annotations: entries })}
        help={t('Notes that nothing is chosen by. openshift.io/display-name names the stream for people.')}
      />
    </ActionDialog>
  )

  function commandOf(verb: 'label' | 'annotate', change: KeyValueChange) {
    const words = changeWords(change)
    return words.length > 0 && commandLine('oc', verb, 'imagestream', name, '-n', namespace, '--overwrite', ...words)
  }
}

/** Which field a complaint of the server is about. */
export function fieldOf({ field }: Cause): string | undefined {
  if (field.startsWith('metadata.labels')) return 'labels'
  return field.startsWith('metadata.annotations') ? 'annotations' : undefined
}
