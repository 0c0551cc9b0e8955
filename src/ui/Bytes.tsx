import { formatBytes } from '../lib/bytes.ts'
import { formatNumber, t } from '../lib/t.ts'

/** A number of bytes in IEC units, exact on hover. A dash when it is not known. */
export function Bytes({ value }: { value: number | undefined }) {
  if (value === undefined) return <Absent />
  return (
    <span className="rc-number" title={t('{{bytes}} bytes', { bytes: formatNumber(value) })}>
      {formatBytes(value)}
    </span>
  )
}

/** What a cell without a value shows: a dash that screen readers read as words. */
export function Absent({ text }: { text?: string }) {
  return (
    <span className="rc-absent" role="img" aria-label={text ?? t('none')}>
      {'–'}
    </span>
  )
}
