import { useQueryClient } from '@tanstack/react-query'
import { lazy } from 'react'
import { useNavigate } from 'react-router'
import { objectOf } from '../../../k8s/queries.ts'
import {
  currentOf,
  digestPullSpec,
  ImageStream,
  repositoriesOf,
  tagOf,
  type TagEvent,
} from '../../../k8s/resources/imageStream.ts'
import { shortDigest } from '../../../lib/digest.ts'
import { paths } from '../../../lib/paths.ts'
import { t } from '../../../lib/t.ts'
import { copyText } from '../../../ui/clipboard.ts'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import { showToast } from '../../../ui/toasts.ts'
import type { TagName } from '../tag-dialogs/useTagEditing.ts'

const RollBackDialog = lazy(async () => ({
  default: (await import('../tag-dialogs/RollBackDialog.tsx')).RollBackDialog,
}))

interface RevisionActionsProps extends TagName {
  event: TagEvent
}

/** The menu of one revision of a tag. Until it opens it costs nothing. */
export function RevisionActions({ namespace, stream: name, tag, event }: RevisionActionsProps) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { image } = event
  const entries = (): MenuEntry[] => {
    const stream = client.getQueryData(objectOf(ImageStream, { namespace, name }).queryKey)
    const known = stream && tagOf(stream, tag)
    const current = known && currentOf(known)?.image
    const here = image && current === image ? t('The tag has this image now.') : undefined
    const none = image ? undefined : t('It only refers to an image elsewhere.')
    return [
      {
        key: 'rollBack',
        label: t('Roll back to this'),
        needs: { verb: 'patch', type: ImageStream, namespace, name },
        disabledReason: none ?? here,
        onSelect: () => openRollBack({ namespace, stream: name, tag }, event),
      },
      {
        key: 'compare',
        label: t('Compare with current'),
        disabledReason: none ?? here ?? (current ? undefined : t('The tag has no image now.')),
        onSelect: () =>
          void navigate(paths.compare(`${namespace}/${name}@${image ?? ''}`, `${namespace}/${name}:${tag}`)),
      },
      {
        key: 'copy',
        label: t('Copy pull spec'),
        onSelect: () => void copy(stream ? pullSpecOf(stream, event) : (event.dockerImageReference ?? '')),
      },
    ]
  }
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name: image ? shortDigest(image) : (event.dockerImageReference ?? tag) })}
      entries={entries}
    />
  )
}

function openRollBack(which: TagName, { image, created }: TagEvent) {
  openDialog(<RollBackDialog {...which} digest={image ?? ''} created={created ?? undefined} />)
}

/** Where a revision is pulled from: this registry, by its digest; a mere reference from where it points. */
function pullSpecOf(stream: ImageStream, { image, dockerImageReference = '' }: TagEvent): string {
  const { external, internal } = repositoriesOf(stream)
  const repository = external ?? internal
  return image && repository ? digestPullSpec(repository, image) : dockerImageReference
}

async function copy(text: string): Promise<void> {
  if (await copyText(text)) showToast({ status: 'success', title: t('Copied'), description: text })
  else showToast({ status: 'danger', title: t('The browser did not allow copying'), description: text })
}
