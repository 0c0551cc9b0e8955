import { useQueryClient } from '@tanstack/react-query'
import { mirrorSetKinds, rulesOf, type MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { perform } from '../../../k8s/writes.ts'
import { isSame } from '../../../lib/differences.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { patchCommand } from './applyCommand.ts'
import { EntryFields } from './EntryFields.tsx'
import { MirrorSetEffects } from './MirrorSetEffects.tsx'
import { entriesOf, fieldOfCause, mirrorSetProblems, rulesOfForm, specOfForm, type EntryForm } from './mirrorSetForm.ts'
import { kindPurpose } from './mirrorSetWords.ts'

interface EditMirrorSetDialogProps {
  kind: MirrorSetKind
  name: string
}

/** The entries of a mirror set in a form. */
export function EditMirrorSetDialog({ kind, name }: EditMirrorSetDialogProps) {
  const client = useQueryClient()
  const { type } = mirrorSetKinds[kind]
  const editing = useEditing({
    type,
    name,
    formOf: (object): { entries: readonly EntryForm[] } => ({ entries: entriesOf(kind, object) }),
  })
  const refusal = useRefusal('patch', type, { name })
  const { base, form } = editing
  const spec = specOfForm(kind, form.entries)
  const problems = mirrorSetProblems(kind, undefined, form.entries)
  const isUnchanged = isSame(base.spec, spec)
  const isWrong = Object.keys(problems).length > 0
  return (
    <ActionDialog
      title={t('Edit mirror set {{name}}', { name })}
      confirm={t('Save')}
      size="large"
      editing={editing}
      command={isWrong ? undefined : patchCommand(type, name, { spec })}
      perform={(seen) =>
        perform(client, type, { seen, patch: { spec: specOfForm(kind, editing.formOn(seen).entries) } })
      }
      isDone={(latest) => latest !== undefined && isSame(latest.spec, spec)}
      done={t('Saved mirror set {{name}}', { name })}
      problems={{ ...problems, ...(isUnchanged && { unchanged: t('Nothing is changed yet.') }) }}
      fieldOf={fieldOfCause}
      blocked={refusal}
    >
      <p>{t('{{kind}}, {{purpose}}.', { kind, purpose: kindPurpose(kind) })}</p>
      <EntryFields kind={kind} entries={form.entries} onChange={(entries) => editing.set({ entries })} />
      {!isUnchanged && <MirrorSetEffects kind={kind} name={name} rules={rulesOfForm(kind, form.entries)} />}
      {isUnchanged && rulesOf(kind, base).length === 0 && (
        <p className="rc-subtle">{t('It has no entries and does nothing.')}</p>
      )}
    </ActionDialog>
  )
}
