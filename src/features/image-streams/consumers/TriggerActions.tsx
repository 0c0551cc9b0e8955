import { lazy } from 'react'
import { t } from '../../../lib/t.ts'
import { consumerKinds, type ConsumerKind } from '../../../k8s/resources/imageConsumerWorkload.ts'
import type { ImageTrigger } from '../../../k8s/resources/imageTrigger.ts'
import { Button } from '../../../ui/Button.tsx'
import { MenuButton } from '../../../ui/MenuButton.tsx'
import type { MenuEntry } from '../../../ui/MenuPopup.tsx'
import { openDialog } from '../../../ui/openDialog.tsx'
import type { ConsumerView } from './consumerColumns.tsx'
import type { TriggerSource } from './AddTriggerDialog.tsx'

const AddTriggerDialog = lazy(async () => ({ default: (await import('./AddTriggerDialog.tsx')).AddTriggerDialog }))
const ChangeTriggerDialog = lazy(async () => ({
  default: (await import('./ChangeTriggerDialog.tsx')).ChangeTriggerDialog,
}))

/** Opens the form for a new trigger on a stream or one of its tags. */
export function AddTriggerButton({ source }: { source: TriggerSource }) {
  const open = () => {
    openDialog(<AddTriggerDialog source={source} />)
  }
  return <Button onClick={open}>{t('Add trigger')}</Button>
}

/** What can be done with the trigger of a workload, or that one can be added. Nothing for kinds without triggers. */
export function TriggerActions({ row, source }: { row: ConsumerView; source: TriggerSource }) {
  const { kind, namespace, name, trigger, workload } = row
  const known = consumerKinds.find(({ type }) => type.kind === kind)
  if (!known?.triggers || !workload || row.role === 'output' || row.role === 'source') return null
  return (
    <MenuButton
      label={t('Actions for {{name}}', { name: `${kind} ${name}` })}
      entries={() => (trigger ? changes(known, { namespace, name }, trigger) : [addition(known, row, source)])}
    />
  )
}

function addition(kind: ConsumerKind, { namespace, name, container }: ConsumerView, source: TriggerSource): MenuEntry {
  const workload = { kind: kind.type.kind, namespace, name, ...(container !== undefined && { container }) }
  return {
    key: 'add',
    label: t('Add trigger'),
    needs: { verb: 'patch', type: kind.type, namespace, name },
    onSelect: () => openDialog(<AddTriggerDialog source={source} workload={workload} />),
  }
}

function changes(
  kind: ConsumerKind,
  { namespace, name }: { namespace: string; name: string },
  trigger: ImageTrigger,
): MenuEntry[] {
  const workload = { kind: kind.type.kind, namespace, name }
  const needs = { verb: 'patch', type: kind.type, namespace, name }
  const open = (action: 'pause' | 'resume' | 'remove') => () =>
    openDialog(<ChangeTriggerDialog action={action} workload={workload} trigger={trigger} />)
  const unread =
    trigger.fault === 'notJson' ? t('Its annotation is not a JSON list: it can only be removed.') : undefined
  return [
    trigger.paused
      ? { key: 'resume', label: t('Resume trigger'), needs, onSelect: open('resume') }
      : { key: 'pause', label: t('Pause trigger'), needs, disabledReason: unread, onSelect: open('pause') },
    { key: 'remove', label: t('Remove trigger'), needs, danger: true, onSelect: open('remove') },
  ]
}
