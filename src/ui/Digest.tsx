import { shortDigest } from '../lib/digest.ts'
import { t } from '../lib/t.ts'
import { CopyButton } from './CopyButton.tsx'
import { Absent } from './Bytes.tsx'

/** A digest in short, with a button that copies the whole. */
export function Digest({ value }: { value: string | undefined }) {
  if (!value) return <Absent />
  return (
    <span className="rc-digest">
      <code title={value}>{shortDigest(value)}</code>
      <CopyButton what={t('digest')} text={value} />
    </span>
  )
}
