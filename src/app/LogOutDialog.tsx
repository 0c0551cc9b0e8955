import { t } from '../lib/t.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'

/** Asks before logging out takes away what somebody typed. */
export function LogOutDialog({ onStay, onLogOut }: { onStay(): void; onLogOut(): void }) {
  return (
    <Dialog
      title={t('Log out without saving?')}
      size="small"
      stays
      onClose={onStay}
      footer={
        <>
          <Button variant="primary" onClick={onStay}>
            {t('Stay')}
          </Button>
          <Button variant="danger" onClick={onLogOut}>
            {t('Log out and discard changes')}
          </Button>
        </>
      }
    >
      {t('What you typed on this page is not saved. Other tabs of the console are logged out, too.')}
    </Dialog>
  )
}
