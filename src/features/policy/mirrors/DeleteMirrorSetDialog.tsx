import { useQueryClient } from '@tanstack/react-query'
import { mirrorSetKinds, rulesOf, type MirrorSetKind } from '../../../k8s/resources/mirrorSet.ts'
import { useMirrorSets } from '../../../k8s/useMirrorSets.ts'
import { perform } from '../../../k8s/writes.ts'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { useRefusal } from '../../../ui/useRefusal.ts'
import { deleteCommand } from './applyCommand.ts'
import { RolloutEffect } from './MirrorSetEffects.tsx'
import './mirrors.css'

interface DeleteMirrorSetDialogProps {
  kind: MirrorSetKind
  name: string
}

const noForm = () => ({})

/** Asks whether a mirror set shall go, and says where its images come from then. */
export function DeleteMirrorSetDialog({ kind, name }: DeleteMirrorSetDialogProps) {
  const client = useQueryClient()
  const { type } = mirrorSetKinds[kind]
  const editing = useEditing({ type, name, formOf: noForm })
  const refusal = useRefusal('delete', type, { name })
  const { sets } = useMirrorSets()
  const sources = [...new Set(rulesOf(kind, editing.base).map(({ source }) => source))]
  const isByTag = (each: MirrorSetKind) => each === 'ImageTagMirrorSet'
  const others = sets.filter((set) => (set.kind !== kind || set.name !== name) && isByTag(set.kind) === isByTag(kind))
  const kept = sources.filter((source) =>
    others.some(({ entries }) => entries.some((rule) => rule.source === source && rule.mirrors.length > 0)),
  )
  const lost = sources.filter((source) => !kept.includes(source))
  return (
    <ActionDialog
      title={t('Delete mirror set {{name}}', { name })}
      confirm={t('Delete mirror set')}
      danger
      editing={editing}
      command={deleteCommand(type, name)}
      perform={(seen) => perform(client, type, { seen, remove: true })}
      isDone={(latest) => latest === undefined}
      done={t('Deleted mirror set {{name}}', { name })}
      blocked={refusal}
    >
      <ul className="rc-mirrors__effects" aria-label={t('What this does')}>
        {kind === 'ImageContentPolicy' && (
          <li>{t('Nothing reads sets of this kind: no image comes from elsewhere.')}</li>
        )}
        {kind !== 'ImageContentPolicy' && lost.length > 0 && (
          <li>
            {t('Images of {{sources}} then come from the source itself. Where nodes do not reach it, pulls fail.', {
              sources: listed(lost),
            })}
          </li>
        )}
        {kept.length > 0 && (
          <li>{t('Other sets have mirrors of {{sources}} too: those stay.', { sources: listed(kept) })}</li>
        )}
        <li>{t('Containers that run are not stopped; images that nodes have already stay there.')}</li>
        {kind !== 'ImageContentPolicy' && <RolloutEffect />}
      </ul>
    </ActionDialog>
  )
}
