import { AddTagDialog } from '../tag-dialogs/AddTagDialog.tsx'
import { DeleteImageStreamDialog } from './DeleteImageStreamDialog.tsx'
import { EditLabelsDialog } from './EditLabelsDialog.tsx'
import { EditLookupPolicyDialog } from './EditLookupPolicyDialog.tsx'

export interface StreamDialogProps {
  action: 'addTag' | 'editLabels' | 'editLookupPolicy' | 'delete'
  namespace: string
  name: string
  onDeleted?: (() => void) | undefined
}

/** The dialog of an action on one stream. In one chunk: lists would have to know what each of them loads. */
export function StreamDialog({ action, namespace, name, onDeleted }: StreamDialogProps) {
  switch (action) {
    case 'addTag':
      return <AddTagDialog namespace={namespace} stream={name} />
    case 'editLabels':
      return <EditLabelsDialog namespace={namespace} name={name} />
    case 'editLookupPolicy':
      return <EditLookupPolicyDialog namespace={namespace} name={name} />
    case 'delete':
      return <DeleteImageStreamDialog namespace={namespace} name={name} onDeleted={onDeleted} />
  }
}
