import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiError } from '../../../k8s/ApiError.ts'
import { getJson } from '../../../k8s/request.ts'
import { listOf, objectOf } from '../../../k8s/queries.ts'
import { resourcePath } from '../../../k8s/path.ts'
import { registryNamespace } from '../../../k8s/resources/prunerJob.ts'
import { RegistryConfig, registryConfigName } from '../../../k8s/resources/registryConfig.ts'
import { newSnapshot, VolumeSnapshot } from '../../../k8s/resources/volumeSnapshot.ts'
import { classesFor, isDefaultSnapshotClass, VolumeSnapshotClass } from '../../../k8s/resources/volumeSnapshotClass.ts'
import { perform } from '../../../k8s/writes.ts'
import { exactJson } from '../../../lib/exactJson.ts'
import { quote } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { Alert } from '../../../ui/Alert.tsx'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { useDenied } from '../../../ui/useDenied.tsx'
import { snapshotNameProblem, suggestedName } from './snapshotName.ts'

/** Takes a snapshot of the claim that holds the images. */
export function CreateSnapshotDialog({ claim, provisioner }: { claim: string; provisioner: string | undefined }) {
  const client = useQueryClient()
  const denied = useDenied('create', VolumeSnapshot, registryNamespace)
  const { data: classes, error } = useQuery(listOf(VolumeSnapshotClass))
  const [name, setName] = useState(() => suggestedName(claim, new Date()))
  const [chosen, setChosen] = useState<string>()
  const fitting = classes && classesFor(classes.items, provisioner)
  const first = fitting?.[0]
  // Without a default class one has to be named.
  const className = chosen ?? (first && !isDefaultSnapshotClass(first) ? first.metadata.name : '')
  const snapshot = newSnapshot(name, registryNamespace, claim, className || undefined)
  const problem = snapshotNameProblem(name)
  const refused = error ? asApiError(error) : undefined
  return (
    <ActionDialog
      title={t('Create snapshot of {{claim}}', { claim })}
      confirm={t('Create snapshot')}
      command={problem ? undefined : `echo ${quote(exactJson(snapshot))} | oc create -f -`}
      blocked={denied ?? (fitting?.length === 0 ? noClassText(provisioner) : undefined)}
      perform={() => perform(client, VolumeSnapshot, { create: snapshot })}
      isDone={() => isThere(name)}
      done={t('Created the snapshot {{name}}', { name })}
      problems={{ ...(problem && { name: problem }) }}
      fieldOf={({ field }) =>
        field === 'metadata.name' ? 'name' : field === 'spec.volumeSnapshotClassName' ? 'class' : undefined
      }
    >
      <p>
        {t(
          'A copy of the volume as it is at one moment. It takes room in the storage behind the cluster, more as the volume changes, and goes with that storage: it is no copy elsewhere.',
        )}
      </p>
      <Consistency />
      <TextField name="name" label={t('Name')} value={name} onChange={setName} required />
      <SelectField
        name="class"
        label={t('Snapshot class')}
        value={className}
        onChange={setChosen}
        options={[
          ...(first === undefined || isDefaultSnapshotClass(first)
            ? [{ value: '', label: t('The default of the driver') }]
            : []),
          ...(fitting ?? []).map(({ metadata }) => ({ value: metadata.name, label: metadata.name })),
        ]}
        help={
          refused
            ? t('The classes could not be read: {{message}}', { message: refused.message })
            : provisioner && t('Classes of the driver {{driver}}, which made the volume.', { driver: provisioner })
        }
      />
    </ActionDialog>
  )
}

function noClassText(provisioner: string | undefined): string {
  return provisioner === undefined
    ? t('There is no VolumeSnapshotClass: this cluster cannot take snapshots.')
    : t('No VolumeSnapshotClass is of the driver {{driver}}: volumes of this claim cannot be copied.', {
        driver: provisioner,
      })
}

/** Whether what is pushed meanwhile could be cut in two. */
function Consistency() {
  const { data } = useQuery(objectOf(RegistryConfig, { name: registryConfigName }))
  if (data?.spec?.readOnly) return <p>{t('The registry is read-only now: the copy is consistent.')}</p>
  return (
    <Alert inline status="info" title={t('Pushes that go on may be in it by half')}>
      {t(
        'Set the registry read-only first, by “Set read-only” in its actions, and writable again when the snapshot is ready. Pulls go on meanwhile. Without it the snapshot is as after a power cut: whole but for what was being pushed.',
      )}
    </Alert>
  )
}

async function isThere(name: string): Promise<boolean> {
  try {
    await getJson(resourcePath(VolumeSnapshot, { namespace: registryNamespace }, name))
    return true
  } catch (error) {
    if (asApiError(error).code === 404) return false
    throw error
  }
}
