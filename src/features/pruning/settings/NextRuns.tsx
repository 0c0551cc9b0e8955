import type { Cron } from '../../../lib/cron.ts'
import { locale, t } from '../../../lib/t.ts'
import { Timestamp } from '../../../ui/Timestamp.tsx'
import { useNextRuns } from '../../../ui/useNextRuns.ts'

/** The next runs of a schedule, in the time of the person and in UTC. `anchor`: the last run, from which "@every" counts, RFC 3339. */
export function NextRuns({ cron, anchor }: { cron: Cron; anchor?: string | null | undefined }) {
  const runs = useNextRuns(cron, 5, anchor)
  if (runs.length === 0) return <p>{t('There is none in the next five years.')}</p>
  return (
    <table className="rc-next-runs" aria-label={t('Next runs')}>
      <thead>
        <tr>
          <th scope="col">{t('Local time ({{zone}})', { zone: zoneName(runs[0] ?? 0) })}</th>
          <th scope="col">{t('UTC')}</th>
          <th scope="col">{t('From now')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run}>
            <td>{dayAndTime(run)}</td>
            <td>{dayAndTime(run, 'UTC')}</td>
            <td>
              <Timestamp value={new Date(run).toISOString()} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Day and time in words: "Sun, Nov 22, 1:00 AM". */
export function dayAndTime(moment: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(moment)
}

/** The name of the person's time zone at a moment. */
function zoneName(moment: number): string {
  const parts = new Intl.DateTimeFormat(locale(), { timeZoneName: 'short' }).formatToParts(moment)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? t('local')
}
