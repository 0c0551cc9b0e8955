import { formatBytes } from '../../../lib/bytes.ts'
import { t } from '../../../lib/t.ts'

/** How full something is, as a bar. Its color says what the number says: nearly full, or full. */
export function UseBar({ label, used, capacity }: { label: string; used: number; capacity: number }) {
  const share = capacity > 0 ? used / capacity : 0
  const status = share >= 0.95 ? 'danger' : share >= 0.85 ? 'warning' : 'normal'
  return (
    <div
      className={`rc-use-bar rc-m-${status}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={capacity}
      aria-valuenow={used}
      aria-valuetext={t('{{used}} of {{capacity}}', { used: formatBytes(used), capacity: formatBytes(capacity) })}
    >
      <span style={{ inlineSize: `${Math.min(100, share * 100)}%` }} />
    </div>
  )
}
