import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection'
import { t } from '../lib/t.ts'
import { CopyButton } from './CopyButton.tsx'

/** The command that does the same, one line each where several are needed. Closed until asked for. */
export function EquivalentCommand({ command }: { command: string | undefined }) {
  return (
    <ExpandableSection toggleText={t('Equivalent command')} className="rc-equivalent" isIndented>
      {command === undefined ? (
        <p>{t('Fill in the form to see the command.')}</p>
      ) : (
        <div className="rc-equivalent__command">
          <pre>{command}</pre>
          <CopyButton what={t('command')} text={command} />
        </div>
      )}
    </ExpandableSection>
  )
}
