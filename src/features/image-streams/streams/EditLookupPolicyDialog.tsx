import { useQueryClient } from '@tanstack/react-query'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { perform } from '../../../k8s/writes.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { CheckboxField } from '../../../ui/fields.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { ManagedBySamples } from './ManagedBySamples.tsx'

const isLocal = (stream: ImageStream) => stream.spec?.lookupPolicy?.local === true
const formOf = (stream: ImageStream) => ({ local: isLocal(stream) })
// A new tag or label is nothing that this form decides about.
const relevant = (stream: ImageStream) => ({ spec: { lookupPolicy: { local: isLocal(stream) } } })

/** Whether pods and builds of the project may name a stream instead of a pull spec. */
export function EditLookupPolicyDialog({ namespace, name }: { namespace: string; name: string }) {
  const client = useQueryClient()
  const editing = useEditing({ type: ImageStream, namespace, name, formOf, relevant })
  const { base, form, set } = editing
  const changed = form.local !== isLocal(base)
  return (
    <ActionDialog
      title={t('Edit lookup policy of {{name}}', { name })}
      confirm={t('Edit lookup policy')}
      editing={editing}
      command={commandLine('oc', 'set', 'image-lookup', name, !form.local && '--enabled=false', '-n', namespace)}
      perform={(seen) =>
        perform(client, ImageStream, {
          seen,
          patch: { spec: { lookupPolicy: { local: editing.formOn(seen).local } } },
        })
      }
      isDone={(latest) => latest !== undefined && isLocal(latest) === form.local}
      done={
        form.local
          ? t('Pods and builds of {{namespace}} can use {{name}} by its short name', { namespace, name })
          : t('{{name}} is no longer looked up by its short name', { name })
      }
      problems={{ local: changed ? undefined : t('Nothing is changed yet.') }}
    >
      <ManagedBySamples stream={base} />
      <CheckboxField
        name="local"
        label={t('Lookup policy (local)')}
        checked={form.local}
        onChange={(local) => set({ local })}
        help={t(
          'On: new pods and builds of the project {{namespace}} that name the image “{{name}}” or “{{name}}:TAG” get it from this stream. Off: such a name means an image of the registries that the nodes search, mostly Docker Hub.',
          { namespace, name },
        )}
      />
      {changed && (
        <p className="rc-subtle">
          {form.local
            ? t(
                'Pods and builds made from now on resolve short names in this stream. What exists keeps the image it has until it is made anew.',
              )
            : t(
                'Pods that are made anew from a short name will look for it outside the cluster, and may not find it. What runs keeps its image.',
              )}
        </p>
      )}
    </ActionDialog>
  )
}
