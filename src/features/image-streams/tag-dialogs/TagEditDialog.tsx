import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Cause } from '../../../k8s/ApiError.ts'
import { ImageStream, tagOf, type TagReference } from '../../../k8s/resources/imageStream.ts'
import { isPushedOver } from '../../../k8s/resources/imageStreamTag.ts'
import { askedTag, isAskedAs, withTag } from '../../../k8s/resources/imageStreamTagEdit.ts'
import { asksTheSame, tagPatchCommand, type StreamName } from '../../../k8s/resources/tagCommands.ts'
import { perform } from '../../../k8s/writes.ts'
import { t } from '../../../lib/t.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import type { Problems } from '../../../ui/fields.tsx'
import type { Toast } from '../../../ui/toasts.ts'
import { ManagedBySamples } from '../streams/ManagedBySamples.tsx'
import { explainWrite } from './sourceRefusal.tsx'
import type { TagEditing } from './useTagEditing.ts'

interface TagEditDialogProps<F extends object> {
  editing: TagEditing<F>
  title: string
  confirm: string
  done: string | (() => Toast)
  /** The tag of the spec as the form wants it, made from this version of the stream. Undefined while the form is not complete. */
  next(stream: ImageStream): TagReference | undefined
  /** The command; a patch of the tag without it. */
  command?(stream: StreamName, before: TagReference, after: TagReference): string
  problems?: Problems
  fieldOf?(cause: Cause): string | undefined
  blocked?: ReactNode
  /** Writing the same again has an effect: the server follows the source anew. */
  again?: boolean
  children: ReactNode
}

/** A dialog that changes one tag of a stream: written as a patch of the stream, so that nothing else of it is lost. */
export function TagEditDialog<F extends object>(props: TagEditDialogProps<F>) {
  const { editing, title, confirm, done, next, command = tagPatchCommand, fieldOf, blocked, again, children } = props
  const client = useQueryClient()
  const { base, tag, namespace = '', name } = editing
  const before = askedTag(base, tag.name)
  const after = next(base)
  const unchanged = after !== undefined && asksTheSame(before, after) && !again
  return (
    <ActionDialog
      title={title}
      confirm={confirm}
      editing={editing}
      command={after && !unchanged ? command({ namespace, name }, before, after) : undefined}
      perform={async (seen: ImageStream) => {
        const wanted = next(seen)
        if (wanted) await perform(client, ImageStream, { seen, patch: withTag(seen, wanted) })
      }}
      isDone={(latest) => after !== undefined && isAskedAs(latest, after) && !(again && isOver(latest, tag.name))}
      done={done}
      problems={{ ...props.problems, form: unchanged ? t('Nothing is changed yet.') : undefined }}
      {...(fieldOf && { fieldOf })}
      explain={explainWrite(namespace)}
      blocked={blocked}
    >
      <ManagedBySamples stream={base} />
      {children}
    </ActionDialog>
  )
}

/** Whether the image of a tag is still not that of its source. */
function isOver(stream: ImageStream | undefined, name: string): boolean {
  if (!stream) return false
  const tag = tagOf(stream, name)
  return tag !== undefined && isPushedOver(stream, tag)
}
