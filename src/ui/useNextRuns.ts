import { useSyncExternalStore } from 'react'
import { nextRuns, type Cron } from '../lib/cron.ts'
import { subscribeToClock } from './clock.ts'

/** The next runs from now on, milliseconds UTC. They move on with the clock. */
export function useNextRuns(cron: Cron | undefined, count: number, anchor?: string | null): readonly number[] {
  const text = useSyncExternalStore(subscribeToClock, () => {
    if (!cron) return ''
    const from = anchor ? Date.parse(anchor) : Number.NaN
    return nextRuns(cron, Date.now(), count, Number.isNaN(from) ? undefined : from).join(' ')
  })
  return text === '' ? [] : text.split(' ').map(Number)
}
