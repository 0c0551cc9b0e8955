import { isoTime, momentText } from './auditWords.ts'

/** When something was logged (µs since 1970), in the person's zone; in full on hover. */
export function Moment({ time, ms = false }: { time: number; ms?: boolean }) {
  const iso = isoTime(time)
  return (
    <time className="rc-number" dateTime={iso} title={iso}>
      {momentText(time, { ms })}
    </time>
  )
}
