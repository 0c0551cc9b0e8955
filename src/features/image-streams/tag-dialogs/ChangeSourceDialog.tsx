import { tagSourceCommand } from '../../../k8s/resources/tagCommands.ts'
import { isPushedOver } from '../../../k8s/resources/imageStreamTag.ts'
import { askedAnew, askedTag, withSource } from '../../../k8s/resources/imageStreamTagEdit.ts'
import type { ImageStream, TagReference } from '../../../k8s/resources/imageStream.ts'
import { t } from '../../../lib/t.ts'
import { sourceFieldOf } from './sourceRefusal.tsx'
import { sourceFormOf, sourceProblems, wantedSource, type SourceForm } from './sourceForm.ts'
import { SourceFields } from './SourceFields.tsx'
import { TagMoves } from './TagChange.tsx'
import { TagEditDialog } from './TagEditDialog.tsx'
import { useSourceStream } from './useSourceStream.ts'
import { useTagEditing, type TagName } from './useTagEditing.ts'

/** Another source for a tag. Its annotations, its reference policy and its history stay. */
export function ChangeSourceDialog(which: TagName) {
  const { namespace, stream, tag: tagName } = which
  const editing = useTagEditing<SourceForm>(which, { formOf: sourceFormOf })
  const { form, set, base } = editing
  const from = useSourceStream({
    project: form.project,
    name: form.source,
    enabled: form.origin === 'stream',
    into: namespace,
  })
  const next = (seen: ImageStream): TagReference | undefined => {
    const source = wantedSource(editing.formOn(seen), seen, tagName, from)
    return source && askedAnew(seen, withSource(askedTag(seen, tagName), source))
  }
  const name = `${stream}:${tagName}`
  const external = form.origin === 'external' && !form.reference
  return (
    <TagEditDialog
      editing={editing}
      title={t('Change source of {{name}}', { name })}
      confirm={t('Change source')}
      next={next}
      command={tagSourceCommand}
      problems={sourceProblems(form, base, tagName, from)}
      fieldOf={sourceFieldOf}
      // What somebody pushed over its source goes when the server follows that anew.
      again={isPushedOver(base, editing.tag)}
      done={
        external
          ? t('Source of {{name}} changed: its import is under way', { name })
          : t('Source of {{name}} changed', { name })
      }
    >
      <SourceFields form={form} set={set} target={base} from={from} />
      <TagMoves stream={base} tag={tagName} after={next(base)}>
        <p>
          {external
            ? t('The cluster imports the image at once. Until that works the tag keeps the image it has.')
            : t('The tag gets the image at once.')}
        </p>
      </TagMoves>
    </TagEditDialog>
  )
}
