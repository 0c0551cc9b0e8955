import { useQuery, useQueryClient } from '@tanstack/react-query'
import { listOf } from '../../../k8s/queries.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { snapshotsOf, snapshotState, VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { VolumeSnapshotClass } from '../../../k8s/resources/volumeSnapshotClass.ts'
import { perform } from '../../../k8s/writes.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'

const noForm = () => ({})
const relevant = ({ metadata, spec }: VolumeSnapshot) => ({ uid: metadata.uid, spec })

/** Deletes a snapshot of the registry's claim. */
export function DeleteSnapshotDialog({ name }: { name: string }) {
  const client = useQueryClient()
  const editing = useEditing({ type: VolumeSnapshot, namespace: registryNamespace, name, formOf: noForm, relevant })
  const { base } = editing
  const { data } = useQuery(listOf(VolumeSnapshot, { namespace: registryNamespace }))
  const { data: classes } = useQuery(listOf(VolumeSnapshotClass))
  const claim = base.spec?.source?.persistentVolumeClaimName ?? ''
  const others = snapshotsOf(data?.items ?? [], claim).filter(
    (each) => each.metadata.name !== name && snapshotState(each) === 'ready',
  )
  const of = classes?.items.find(({ metadata }) => metadata.name === base.spec?.volumeSnapshotClassName)
  const isLast = snapshotState(base) === 'ready' && data !== undefined && others.length === 0
  return (
    <ActionDialog
      title={t('Delete snapshot {{name}}', { name })}
      confirm={t('Delete snapshot')}
      danger
      editing={editing}
      command={commandLine('oc', 'delete', 'volumesnapshot', name, '-n', registryNamespace)}
      perform={(seen) => perform(client, VolumeSnapshot, { seen, remove: true })}
      isDone={(latest) => latest?.metadata.uid !== base.metadata.uid}
      done={t('Deleted snapshot {{name}}', { name })}
      {...(isLast && { typeToConfirm: name })}
    >
      <ul>
        <li>
          {of?.deletionPolicy === 'Retain'
            ? t('The copy itself stays in the storage: its class retains it. An administrator can bind it again.')
            : t('The copy in the storage goes with it, for good.')}
        </li>
        <li>{t('The volume and the images in it stay as they are.')}</li>
        {isLast && (
          <li>
            <strong>
              {t('It is the only snapshot of {{claim}} that is ready: there is nothing to go back to then.', { claim })}
            </strong>
          </li>
        )}
      </ul>
    </ActionDialog>
  )
}
