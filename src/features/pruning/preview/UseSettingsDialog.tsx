import { useQueryClient } from '@tanstack/react-query'
import { ImagePruner, imagePrunerName, settingsOf } from '../../../k8s/resources/imagePruner.ts'
import { perform } from '../../../k8s/writes.ts'
import { commandLine } from '../../../lib/shell.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { DescriptionList } from '../../../ui/DescriptionList.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { shortDuration } from './previewOptions.ts'

interface UseSettingsDialogProps {
  revisions: number
  /** Nanoseconds. */
  age: bigint
  ignoreInvalid: boolean
}

interface Fields {
  keepTagRevisions: number
  /** Undefined: what is set is no age. */
  keepYoungerThan: bigint | undefined
  ignoreInvalid: boolean
}

/** Sets the pruner to what was previewed. */
export function UseSettingsDialog({ revisions, age, ignoreInvalid }: UseSettingsDialogProps) {
  const client = useQueryClient()
  const editing = useEditing({ type: ImagePruner, name: imagePrunerName, formOf: fieldsOf })
  const now = editing.form
  const wanted = { keepTagRevisions: revisions, keepYoungerThan: age, ignoreInvalid }
  const patchFor = (base: ImagePruner) => ({ spec: changesTo(fieldsOf(base), wanted) })
  const terms = [
    { name: t('Keep tag revisions'), before: String(now.keepTagRevisions), after: String(revisions) },
    {
      name: t('Keep younger than'),
      before: now.keepYoungerThan === undefined ? unreadable(editing.base) : shortDuration(now.keepYoungerThan),
      after: shortDuration(age),
    },
    { name: t('Ignore invalid image references'), before: yesOrNo(now.ignoreInvalid), after: yesOrNo(ignoreInvalid) },
  ].map(({ name, before, after }) => ({
    name,
    value:
      before === after ? t('{{value}}, as it is', { value: after }) : t('{{before}} → {{after}}', { before, after }),
  }))
  return (
    <ActionDialog
      title={t('Use these settings')}
      confirm={t('Use these settings')}
      command={commandLine(
        'oc',
        'patch',
        'imagepruner.imageregistry.operator.openshift.io/cluster',
        '--type=merge',
        '-p',
        JSON.stringify(patchFor(editing.base)),
      )}
      editing={editing}
      perform={(base) => perform(client, ImagePruner, { seen: base, patch: patchFor(base) })}
      isDone={(latest) => latest !== undefined && Object.keys(changesTo(fieldsOf(latest), wanted)).length === 0}
      done={t('Pruner set as previewed')}
    >
      <p>{t('From its next run on the pruner deletes what the preview shows, and what has become old until then.')}</p>
      <DescriptionList label={t('Settings')} terms={terms} />
    </ActionDialog>
  )
}

function fieldsOf(pruner: ImagePruner): Fields {
  const { keepTagRevisions, keepYoungerThan, keepYoungerThanFrom, ignoreInvalidImageReferences } = settingsOf(pruner)
  return {
    keepTagRevisions,
    keepYoungerThan: keepYoungerThanFrom === 'unreadable' ? undefined : keepYoungerThan,
    ignoreInvalid: ignoreInvalidImageReferences,
  }
}

const unreadable = ({ spec }: ImagePruner) => `"${spec?.keepYoungerThanDuration ?? ''}"`

/** Only what differs. The duration wins over the deprecated field beside it. */
function changesTo(now: Fields, wanted: Fields & { keepYoungerThan: bigint }): Record<string, unknown> {
  return {
    ...(now.keepTagRevisions !== wanted.keepTagRevisions && { keepTagRevisions: wanted.keepTagRevisions }),
    ...(now.keepYoungerThan !== wanted.keepYoungerThan && {
      keepYoungerThanDuration: shortDuration(wanted.keepYoungerThan),
    }),
    ...(now.ignoreInvalid !== wanted.ignoreInvalid && { ignoreInvalidImageReferences: wanted.ignoreInvalid }),
  }
}

const yesOrNo = (value: boolean) => (value ? t('yes') : t('no'))
