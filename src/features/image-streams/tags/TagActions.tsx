import { lazy } from 'react'
import { objectOf } from '../../../k8s/queries.ts'
import { useQueryClient } from '@tanstack/react-query'
import { currentOf, ImageStream, tagOf } from '../../../k8s/resources/imageStream.ts'
import { ImageStreamImport } from '../../../k8s/resources/imageStreamImport.ts'
import { ImageStreamTag } from '../../../k8s/resources/imageStreamMapping.ts'
import { previousSourceOf } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { notImportable } from '../tag-dialogs/notImportable.ts'
import { sourceNameText } from './tagWords.ts'

const ReimportDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ReimportDialog.tsx')).ReimportDialog,
}))
const ChangeSourceDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ChangeSourceDialog.tsx')).ChangeSourceDialog,
}))
const ResumeSourceDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ResumeSourceDialog.tsx')).ResumeSourceDialog,
}))
const ImportPolicyDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ImportPolicyDialog.tsx')).ImportPolicyDialog,
}))
const ReferencePolicyDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/ReferencePolicyDialog.tsx')).ReferencePolicyDialog,
}))
const TagDescriptionDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/TagDescriptionDialog.tsx')).TagDescriptionDialog,
}))
const CopyTagDialog = lazy(async () => ({ default: (await import('../tag-dialogs/CopyTagDialog.tsx')).CopyTagDialog }))
const CompareDialog = lazy(async () => ({ default: (await import('../tag-dialogs/CompareDialog.tsx')).CompareDialog }))
const DeleteTagDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/DeleteTagDialog.tsx')).DeleteTagDialog,
}))

export interface TagActionsProps {
  namespace: string
  stream: string
  tag: string
  /** What the button shows; three dots without it. */
  children?: string
  /** After it was deleted. */
  onDeleted?: (() => void) | undefined
}

/** The menu of one tag, of a row or of its page. Until it opens it costs nothing. */
export function TagActions({ namespace, stream: name, tag: tagName, children, onDeleted }: TagActionsProps) {
  const client = useQueryClient()
  const entries = (): MenuEntry[] => {
    const stream = client.getQueryData(objectOf(ImageStream, { namespace, name }).queryKey)
    return stream ? entriesOf(stream, tagName, onDeleted) : []
  }
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name: children ? `${name}:${tagName}` : tagName })}
      entries={entries}
    >
      {children}
    </MenuButton>
  )
}

function entriesOf(stream: ImageStream, tagName: string, onDeleted: (() => void) | undefined): MenuEntry[] {
  const { namespace = '', name } = stream.metadata
  const which = { namespace, stream: name, tag: tagName }
  const patch = { verb: 'patch', type: ImageStream, namespace, name }
  const tag = tagOf(stream, tagName)
  const noImage = tag && currentOf(tag)?.image ? undefined : t('It has no image.')
  const previous = previousSourceOf(tag?.spec)
  return [
    {
      key: 'reimport',
      label: t('Re-import now'),
      needs: { verb: 'create', type: ImageStreamImport, namespace },
      disabledReason: notImportable(stream, tagName),
      onSelect: () => openDialog(<ReimportDialog {...which} />),
    },
    {
      key: 'source',
      label: t('Change source'),
      needs: patch,
      onSelect: () => openDialog(<ChangeSourceDialog {...which} />),
    },
    ...(previous
      ? [
          {
            key: 'resume',
            label: t('Resume following {{source}}', { source: sourceNameText(previous.from) }),
            needs: patch,
            onSelect: () => openDialog(<ResumeSourceDialog {...which} />),
          },
        ]
      : []),
    {
      key: 'importPolicy',
      label: t('Edit import policy'),
      needs: patch,
      disabledReason:
        tag?.spec?.from?.kind === 'DockerImage' ? undefined : t('It is not imported from another registry.'),
      onSelect: () => openDialog(<ImportPolicyDialog {...which} />),
    },
    {
      key: 'referencePolicy',
      label: t('Edit reference policy'),
      needs: patch,
      onSelect: () => openDialog(<ReferencePolicyDialog {...which} />),
    },
    {
      key: 'description',
      label: t('Edit description'),
      needs: patch,
      onSelect: () => openDialog(<TagDescriptionDialog {...which} />),
    },
    { key: 'before-copy', divider: true },
    {
      key: 'copy',
      label: t('Copy to another stream'),
      disabledReason: noImage,
      onSelect: () => openDialog(<CopyTagDialog {...which} />),
    },
    {
      key: 'compare',
      label: t('Compare with…'),
      disabledReason: noImage,
      onSelect: () => openDialog(<CompareDialog {...which} />),
    },
    { key: 'before-delete', divider: true },
    {
      key: 'delete',
      label: t('Delete tag'),
      danger: true,
      needs: { verb: 'delete', type: ImageStreamTag, namespace, name: `${name}:${tagName}` },
      onSelect: () => openDialog(<DeleteTagDialog {...which} onDeleted={onDeleted} />),
    },
  ]
}
