import { t } from '../lib/t.ts'
import { CopyButton } from './CopyButton.tsx'

/** A command to type, with a button that copies it. */
export function CommandLine({ command, what }: { command: string; what?: string }) {
  return (
    <span className="rc-command">
      <code>{command}</code>
      <CopyButton what={what ?? t('command')} text={command} />
    </span>
  )
}
