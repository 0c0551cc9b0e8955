import { useContext } from 'react'
import { parseCron } from '../../../lib/cron.ts'
import { cronWords } from '../../../lib/cronWords.ts'
import { t } from '../../../lib/t.ts'
import { prunerDefaults } from '../../../k8s/resources/imagePruner.ts'
import { Announcement } from '../../../ui/Announcement.tsx'
import { ProblemsContext, TextField } from '../../../ui/fields.tsx'
import { NextRuns } from './NextRuns.tsx'

interface ScheduleFieldProps {
  value: string
  onChange(value: string): void
  /** The last run, from which "@every" counts. */
  anchor: string | null | undefined
  /** Why it cannot be saved. */
  refusal: string | undefined
}

/** A schedule, with what it says in words and in times while somebody types it. */
export function ScheduleField({ value, onChange, anchor, refusal }: ScheduleFieldProps) {
  // Once it is said at the field it need not be said again.
  const problem = useContext(ProblemsContext)['schedule']
  const parsed = parseCron(value.trim() || prunerDefaults.schedule)
  const isGood = 'cron' in parsed && refusal === undefined
  const meaning =
    'error' in parsed
      ? t('This is no schedule: {{error}}.', { error: parsed.error })
      : (refusal ?? cronWords(parsed.cron))
  return (
    <>
      <TextField
        name="schedule"
        label={t('Schedule')}
        value={value}
        onChange={onChange}
        placeholder={prunerDefaults.schedule}
        help={t(
          'Minute, hour, day of the month, month, day of the week, such as 30 2 * * mon-fri; or @hourly, @daily, @weekly, @monthly, @every 12h. Default: {{schedule}}. Times are UTC.',
          { schedule: prunerDefaults.schedule },
        )}
      />
      <div className="rc-pruner__live">
        <Announcement label={t('In words')} text={meaning} />
        {isGood && <strong aria-hidden="true">{meaning}</strong>}
        {!isGood && problem === undefined && <span aria-hidden="true">{meaning}</span>}
      </div>
      {'cron' in parsed && isGood && <NextRuns cron={parsed.cron} anchor={anchor} />}
    </>
  )
}
