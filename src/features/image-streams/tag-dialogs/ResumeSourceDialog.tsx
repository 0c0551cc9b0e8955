import { askedTag, previousSourceOf, resumed, resumeProblem } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { tagSourceCommand } from '../../../k8s/resources/tagCommands.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { aliasText } from './sourceForm.ts'
import { sourceFieldOf } from './sourceRefusal.tsx'
import { TagMoves } from './TagChange.tsx'
import { TagEditDialog } from './TagEditDialog.tsx'
import { sourceNameText } from '../tags/tagWords.ts'
import { useTagEditing, type TagName } from './useTagEditing.ts'

const noForm = () => ({})

/** Lets a tag that was rolled back follow its former source again. */
export function ResumeSourceDialog(which: TagName) {
  const { stream, tag: tagName } = which
  const editing = useTagEditing(which, { formOf: noForm })
  const { base, tag } = editing
  const previous = previousSourceOf(tag.spec)
  const source = sourceNameText(previous?.from ?? {})
  const wrong = resumeProblem(base, tagName)
  const name = `${stream}:${tagName}`
  return (
    <TagEditDialog
      editing={editing}
      title={t('Resume source of {{name}}', { name })}
      confirm={t('Resume source')}
      next={(seen) => resumed(askedTag(seen, tagName))}
      command={tagSourceCommand}
      fieldOf={sourceFieldOf}
      blocked={
        previous
          ? wrong && aliasText(wrong.problem, wrong.target)
          : t('It is no longer known what the tag followed before.')
      }
      done={t('{{name}} follows {{source}} again', { name, source })}
    >
      <p>
        {t('The tag follows {{source}} again.', { source })}
        {sentenceGap()}
        {previous?.from.kind === 'DockerImage'
          ? t('The cluster imports the image at once. Until that works the tag keeps the image it has.')
          : t('The tag gets the image at once.')}
        {sentenceGap()}
        {previous?.scheduled && t('It is imported again about every 15 minutes, as before.')}
      </p>
      <TagMoves stream={base} tag={tagName} />
    </TagEditDialog>
  )
}
