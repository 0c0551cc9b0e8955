import { t } from '../lib/t.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Problem } from './Failed.tsx'
import { closeDialog } from './openDialog.tsx'

/** In place of a dialog that could not be opened: why. */
export function FailedDialog({ error }: { error: unknown }) {
  return (
    <Dialog
      title={t('Could not open the dialog')}
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>{t('Close')}</Button>}
    >
      <Problem error={error} />
    </Dialog>
  )
}
