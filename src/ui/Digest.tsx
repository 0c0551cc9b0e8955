import { Link } from 'react-router'
import { shortDigest } from '../lib/digest.ts'
import { t } from '../lib/t.ts'
import { CopyButton } from './CopyButton.tsx'
import { Absent } from './Bytes.tsx'

/** A digest in short, which may lead somewhere, with a button that copies the whole. */
export function Digest({ value, to }: { value: string | undefined; to?: string | undefined }) {
  if (!value) return <Absent />
  const text = <code title={value}>{shortDigest(value)}</code>
  return (
    <span className="rc-digest">
      {to ? <Link to={to}>{text}</Link> : text}
      <CopyButton what={t('digest')} text={value} />
    </span>
  )
}
