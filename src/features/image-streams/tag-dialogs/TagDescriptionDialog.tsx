import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import { askedTag, withAnnotations } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { annotateCommand } from '../../../k8s/resources/tagCommands.ts'
import { t } from '../../../lib/t.ts'
import { DescriptionFields } from './DescriptionFields.tsx'
import { descriptionChanges, descriptionOf, descriptionProblems, type Description } from './tagDescription.ts'
import { TagEditDialog } from './TagEditDialog.tsx'
import { useTagEditing, type TagName } from './useTagEditing.ts'

/** What catalogs say of a tag: annotations of its entry in the spec. All others stay. */
export function TagDescriptionDialog(which: TagName) {
  const { stream, tag: tagName } = which
  const editing = useTagEditing<Description>(which, { formOf: (_, tag) => descriptionOf(tag.spec) })
  const { form, set, base } = editing
  const next = (seen: ImageStream): TagReference =>
    withAnnotations(askedTag(seen, tagName), descriptionChanges(askedTag(seen, tagName), editing.edits))
  return (
    <TagEditDialog
      editing={editing}
      title={t('Edit description of {{name}}', { name: `${stream}:${tagName}` })}
      confirm={t('Edit description')}
      next={next}
      command={(_, before, after) => annotateCommand(base, before, after)}
      problems={descriptionProblems(form)}
      done={t('Description of {{name}} saved', { name: `${stream}:${tagName}` })}
    >
      <DescriptionFields form={form} set={set} />
    </TagEditDialog>
  )
}
