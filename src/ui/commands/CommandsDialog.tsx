import { useState } from 'react'
import { t } from '../../lib/t.ts'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { closeDialog } from '../openDialog.tsx'
import { choiceOfAddress, type CommandChoice } from './commandChoice.ts'
import type { CommandObject } from './openCommands.tsx'
import { RegistryCommands } from './RegistryCommands.tsx'

/** The commands for one image stream or tag. */
export function CommandsDialog({ namespace, stream, tag }: CommandObject) {
  const [choice, setChoice] = useState<CommandChoice>(() => ({
    ...choiceOfAddress(new URLSearchParams()),
    project: namespace,
    stream,
    tag,
  }))
  return (
    <Dialog
      title={t('Commands for {{image}}', { image: `${namespace}/${stream}${tag && `:${tag}`}` })}
      onClose={closeDialog}
      size="large"
      footer={<Button onClick={closeDialog}>{t('Close')}</Button>}
    >
      <RegistryCommands choice={choice} onChange={setChoice} fixed />
    </Dialog>
  )
}
