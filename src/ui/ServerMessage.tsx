import { CopyButton } from './CopyButton.tsx'
import { t } from '../lib/t.ts'

/** What the server said, whole and in mono, with a button that copies it. */
export function ServerMessage({ message }: { message: string }) {
  return (
    <div className="rc-server-message">
      <code>{message}</code>
      <CopyButton what={t('message')} text={message} />
    </div>
  )
}
