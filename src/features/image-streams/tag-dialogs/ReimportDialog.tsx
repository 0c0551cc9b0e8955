import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { tagOf, type ImageStream } from '../../../k8s/resources/imageStream.ts'
import { importableTag, reimport, type ImportResult } from '../../../k8s/resources/imageStreamImport.ts'
import { reimportCommands } from '../../../k8s/resources/tagCommands.ts'
import { isSame } from '../../../lib/differences.ts'
import { sentenceGap } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { notImportable } from './notImportable.ts'
import { reimportedToast } from './reimportTag.ts'
import { explainWrite } from './sourceRefusal.tsx'
import { TagMoves } from './TagChange.tsx'
import { useTagEditing, type TagName } from './useTagEditing.ts'

const noForm = () => ({})

/** Imports a tag again from where it comes, with the policies it has. */
export function ReimportDialog(which: TagName) {
  const { namespace, stream, tag: tagName } = which
  const client = useQueryClient()
  const editing = useTagEditing(which, { formOf: noForm })
  const { base, tag } = editing
  const result = useRef<ImportResult>(undefined)
  const imported = importableTag(base, tag)
  const source = imported?.spec?.from?.name ?? ''
  const name = `${stream}:${tagName}`
  return (
    <ActionDialog
      title={t('Re-import {{name}}', { name })}
      confirm={t('Re-import')}
      editing={editing}
      command={reimportCommands(base, [tagName])}
      perform={async (seen: ImageStream) => {
        ;[result.current] = await reimport(client, seen, [tagName])
      }}
      isDone={(latest) => {
        // An import that found the same image leaves no trace: only a change proves it.
        const changed = latest && !isSame(tagOf(latest, imported?.name ?? '')?.status, imported?.status)
        if (changed) return true
        throw new Error('an import without a trace')
      }}
      done={() => reimportedToast(name, result.current, base, imported?.name ?? tagName)}
      explain={explainWrite(namespace)}
      blocked={notImportable(base, tagName)}
    >
      <p>
        {imported && imported.name !== tagName
          ? t('{{tag}} follows {{other}}, which is imported from {{source}}.', {
              tag: tagName,
              other: imported.name,
              source,
            })
          : t('The image is imported from {{source}}, with the policies of the tag.', { source })}
        {sentenceGap()}
        {t('When the source has another image, the tag moves. When the import fails, the tag keeps what it has.')}
      </p>
      <TagMoves stream={base} tag={imported?.name ?? tagName} />
    </ActionDialog>
  )
}
