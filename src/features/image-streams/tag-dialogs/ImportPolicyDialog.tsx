import { importModeOf, isInsecure, isScheduled } from '../../../k8s/resources/imageStreamTag.ts'
import { askedTag, withImportPolicy, type WantedImportPolicy } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { isDigest } from '../../../lib/digest.ts'
import { t } from '../../../lib/t.ts'
import { Rollouts } from '../consumers/Rollouts.tsx'
import { ImportPolicyFields } from './ImportPolicyFields.tsx'
import { TagEditDialog } from './TagEditDialog.tsx'
import { useTagEditing, type TagName } from './useTagEditing.ts'

/** How a tag is imported: by itself, from registries without a trusted certificate, one platform or all. */
export function ImportPolicyDialog(which: TagName) {
  const { stream, tag: tagName } = which
  const editing = useTagEditing<WantedImportPolicy>(which, {
    formOf: (_, tag) => ({ scheduled: isScheduled(tag), insecure: isInsecure(tag), importMode: importModeOf(tag) }),
  })
  const { form, set, base, tag } = editing
  const again = form.importMode !== importModeOf(tag)
  const byDigest = isDigest(tag.spec?.from?.name?.split('@')[1] ?? '')
  return (
    <TagEditDialog
      editing={editing}
      title={t('Edit import policy of {{name}}', { name: `${stream}:${tagName}` })}
      confirm={t('Edit import policy')}
      next={(seen) => withImportPolicy(askedTag(seen, tagName), editing.formOn(seen))}
      done={
        again
          ? t('Import policy of {{name}} saved: it is imported again', { name: `${stream}:${tagName}` })
          : t('Import policy of {{name}} saved', { name: `${stream}:${tagName}` })
      }
    >
      <ImportPolicyFields form={form} set={set} />
      {byDigest && form.scheduled && (
        <p className="rc-subtle">
          {t('Its source is one image by its digest: the cluster stops after the first import that works.')}
        </p>
      )}
      {again ? (
        <div className="rc-subtle">
          <p>{t('Another import mode has the cluster import the image again at once: the tag may move.')}</p>
          <Rollouts stream={base} tag={tagName} />
        </div>
      ) : (
        <p className="rc-subtle">
          {t('In effect from the next import on. The image that the tag has stays until then.')}
        </p>
      )}
    </TagEditDialog>
  )
}
