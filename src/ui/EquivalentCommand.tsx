import { ExpandableSection } from '@patternfly/react-core/dist/esm/components/ExpandableSection'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { t } from '../lib/t.ts'
import { CopyButton } from './CopyButton.tsx'
import './action.css'

/** The command that does the same, one line each where several are needed. Closed until asked for. */
export function EquivalentCommand({ command, note }: { command: string | undefined; note?: ReactNode }) {
  const [open, setOpen] = useState(false)
  return (
    <ExpandableSection
      toggleText={t('Equivalent command')}
      className="rc-equivalent"
      isIndented
      isExpanded={open}
      onToggle={(_, expanded) => setOpen(expanded)}
    >
      {open && <Command command={command} />}
      {open && note !== undefined && <p className="rc-subtle">{note}</p>}
    </ExpandableSection>
  )
}

function Command({ command }: { command: string | undefined }) {
  const text = useRef<HTMLDivElement>(null)
  // In a long dialog it would open below the lower edge. What scrolls belongs to the document.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for the way to clean up.
    text.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  return (
    <div ref={text}>
      {command === undefined ? (
        <p>{t('Fill in the form to see the command.')}</p>
      ) : (
        <div className="rc-equivalent__command">
          <pre>{command}</pre>
          <CopyButton what={t('command')} text={command} />
        </div>
      )}
    </div>
  )
}
