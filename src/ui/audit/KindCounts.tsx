import type { AuditKind } from '../../lib/registryAudit.ts'
import { formatNumber, t } from '../../lib/t.ts'
import { auditKinds, kindWords } from './auditWords.ts'
import './audit.css'

interface KindCountsProps {
  /** Undefined until they are counted. */
  counts: Readonly<Record<AuditKind, number>> | undefined
  chosen: readonly AuditKind[]
  onChange(chosen: AuditKind[]): void
}

/** How many events of each kind there are; each narrows the rows to its kind. */
export function KindCounts({ counts, chosen, onChange }: KindCountsProps) {
  return (
    <div className="rc-audit__counts" role="group" aria-label={t('Kinds of events')}>
      {auditKinds.map((kind) => {
        const pressed = chosen.includes(kind)
        const count = counts?.[kind]
        return (
          <button
            key={kind}
            type="button"
            className={`rc-audit__count${count ? '' : ' rc-m-none'}`}
            aria-pressed={pressed}
            onClick={() => onChange(pressed ? chosen.filter((other) => other !== kind) : [...chosen, kind])}
          >
            <span className="rc-audit__number">{count === undefined ? '\u2007' : formatNumber(count)}</span>{' '}
            {kindWords(kind)}
          </button>
        )
      })}
    </div>
  )
}
