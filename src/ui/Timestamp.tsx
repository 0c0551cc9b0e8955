import { useSyncExternalStore } from 'react'
import { absoluteTime, relativeTime } from '../lib/relativeTime.ts'
import { t } from '../lib/t.ts'
import { subscribeToClock } from './clock.ts'

/** A moment: how long ago, with date and time on hover. Without a value: "never", or what `absent` says. */
export function Timestamp({ value, absent }: { value: string | null | undefined; absent?: string }) {
  // React renders again only when the text differs.
  const text = useSyncExternalStore(subscribeToClock, () => (value ? relativeTime(value, Date.now()) : undefined))
  if (!value) return <span className="rc-absent">{absent ?? t('never')}</span>
  if (text === undefined) return value
  return (
    <time dateTime={value} title={absoluteTime(value)}>
      {text}
    </time>
  )
}
