import { useQueryClient } from '@tanstack/react-query'
import { listed } from '../../../lib/prose.ts'
import { t } from '../../../lib/t.ts'
import { pauseTrigger, removeTrigger, sameTrigger } from '../../../k8s/resources/imageTriggerChange.ts'
import type { ImageTrigger } from '../../../k8s/resources/imageTrigger.ts'
import type { K8sObject } from '../../../k8s/types.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { useEditing } from '../../../ui/useEditing.ts'
import { kindNamed, triggerParts, triggersIn, type WorkloadName } from './triggerHome.ts'
import { triggerCommand } from './triggerCommand.ts'
import { faultText, watchedText } from './triggerWords.ts'
import { writeTriggers } from './writeTriggers.ts'

export type TriggerChange = 'pause' | 'resume' | 'remove'

export interface ChangeTriggerDialogProps {
  action: TriggerChange
  workload: WorkloadName
  trigger: ImageTrigger
}

/** Pauses, resumes or removes a trigger, with what that means for the next move of its tag. */
export function ChangeTriggerDialog({ action, workload, trigger: wanted }: ChangeTriggerDialogProps) {
  const { kind, namespace, name } = workload
  const client = useQueryClient()
  const { type } = kindNamed(kind)
  const editing = useEditing({ type, namespace, name, formOf: () => ({}), relevant: triggerParts })
  const patchOf = (object: K8sObject) => {
    const trigger = sameTrigger(triggersIn(kind, object), wanted)
    if (!trigger) return undefined
    return action === 'remove' ? removeTrigger(object, trigger) : pauseTrigger(object, trigger, action === 'pause')
  }
  const patch = patchOf(editing.base)
  const words = wordsOf(action, `${kind} ${name}`)
  const isDone = (latest: K8sObject | undefined) => {
    const trigger = latest && sameTrigger(triggersIn(kind, latest), wanted)
    return action === 'remove' ? trigger === undefined : trigger?.paused === (action === 'pause')
  }
  return (
    <ActionDialog
      title={words.title}
      confirm={words.confirm}
      danger={action === 'remove'}
      command={patch && triggerCommand({ type, namespace, name }, patch)}
      editing={editing}
      perform={async (base) => {
        const change = patchOf(base)
        // Somebody else has removed it: that is what a removal wants.
        if (!change) return
        await writeTriggers(client, kind, base, change)
      }}
      isDone={isDone}
      done={words.done}
      {...(!patch && { blocked: t('The trigger is no longer there.') })}
      size="small"
    >
      <p>{consequence(action, wanted, namespace)}</p>
      {action === 'resume' && wanted.fault && <p>{faultText(wanted)}</p>}
    </ActionDialog>
  )
}

function wordsOf(action: TriggerChange, workload: string) {
  switch (action) {
    case 'pause':
      return {
        title: t('Pause trigger of {{workload}}', { workload }),
        confirm: t('Pause trigger'),
        done: t('Paused trigger of {{workload}}', { workload }),
      }
    case 'resume':
      return {
        title: t('Resume trigger of {{workload}}', { workload }),
        confirm: t('Resume trigger'),
        done: t('Resumed trigger of {{workload}}', { workload }),
      }
    case 'remove':
      return {
        title: t('Remove trigger of {{workload}}', { workload }),
        confirm: t('Remove trigger'),
        done: t('Removed trigger of {{workload}}', { workload }),
      }
  }
}

function consequence(action: TriggerChange, trigger: ImageTrigger, own: string): string {
  const watched = watchedText(trigger, own)
  const builds = trigger.style === 'buildConfig'
  const containers = listed(trigger.containers)
  if (action === 'remove') {
    if (trigger.fault === 'notJson') {
      return t(
        'The annotation image.openshift.io/triggers goes as a whole: it cannot be read, so that nothing in it works.',
      )
    }
    return builds
      ? t('No build starts any more when {{watched}} moves.', { watched })
      : t('The container {{containers}} keeps the image it has; {{watched}} may move without it.', {
          containers,
          watched,
        })
  }
  if (action === 'pause') {
    return builds
      ? t('When {{watched}} moves, no build starts until the trigger is resumed.', { watched })
      : t(
          'The container {{containers}} keeps the image it has. When {{watched}} moves, nothing rolls out until the trigger is resumed.',
          {
            containers,
            watched,
          },
        )
  }
  return builds
    ? t('When {{watched}} has moved since its last build, a build starts at once.', { watched })
    : t(
        'The image that {{watched}} has now is written into the container {{containers}} at once: when it is another one, the workload rolls out.',
        {
          watched,
          containers,
        },
      )
}
