import { lazy } from 'react'
import { useNavigate } from 'react-router'
import { ImageStream } from '../../../k8s/resources/imageStream.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { StreamDialogProps } from './StreamDialog.tsx'

const StreamDialog = lazy(async () => ({ default: (await import('./StreamDialog.tsx')).StreamDialog }))

// Of an import only its name is needed here: lists of streams come without the code of imports.
const ImageStreamImport = { ...ImageStream, plural: 'imagestreamimports', kind: 'ImageStreamImport', watchable: false }

export interface ImageStreamActionsProps {
  namespace: string
  name: string
  /** What the button shows; three dots without it. */
  children?: string
  /** After it was deleted: its own page has nothing more to show. */
  onDeleted?(): void
}

/** The menu of one image stream, of a row or of its page. Until it opens it costs nothing. */
export function ImageStreamActions({ namespace, name, children, onDeleted }: ImageStreamActionsProps) {
  const navigate = useNavigate()
  const stream = { namespace, name }
  const patch = { verb: 'patch', type: ImageStream, namespace, name }
  const entries = (): MenuEntry[] => [
    {
      key: 'addTag',
      label: t('Add tag'),
      needs: patch,
      onSelect: () => open({ action: 'addTag', ...stream }),
    },
    {
      key: 'import',
      label: t('Import tags'),
      needs: { verb: 'create', type: ImageStreamImport, namespace },
      onSelect: () => void navigate(paths.importImage({ project: namespace, stream: name })),
    },
    {
      key: 'labels',
      label: t('Edit labels'),
      needs: patch,
      onSelect: () => open({ action: 'editLabels', ...stream }),
    },
    {
      key: 'lookup',
      label: t('Edit lookup policy'),
      needs: patch,
      onSelect: () => open({ action: 'editLookupPolicy', ...stream }),
    },
    { key: 'divider', divider: true },
    {
      key: 'delete',
      label: t('Delete image stream'),
      danger: true,
      needs: { verb: 'delete', type: ImageStream, namespace, name },
      onSelect: () => open({ action: 'delete', ...stream, onDeleted }),
    },
  ]
  return (
    <MenuButton label={t('Actions for {{name}}', { name })} entries={entries}>
      {children}
    </MenuButton>
  )
}

function open(props: StreamDialogProps) {
  openDialog(<StreamDialog {...props} />)
}
