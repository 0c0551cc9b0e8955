import { useSyncExternalStore } from 'react'
import { durationOf, type Job } from '../../../k8s/resources/job.ts'
import { Absent } from '../../../ui/Bytes.tsx'
import { subscribeToClock } from '../../../ui/clock.ts'
import { durationText } from './runWords.ts'

/** How long a job took, or has taken so far. */
export function Duration({ job }: { job: Job }) {
  const text = useSyncExternalStore(subscribeToClock, () => {
    const ms = durationOf(job, Date.now())
    return ms === undefined ? undefined : durationText(ms)
  })
  return text === undefined ? <Absent /> : <span className="rc-number">{text}</span>
}
