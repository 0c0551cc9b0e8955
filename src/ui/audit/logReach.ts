import type { Pod } from '../../k8s/resources/pod.ts'
import type { LogViewState, SourceId } from '../../logs/logProtocol.ts'

/** The log of a container, as far as it matters how far back it reaches. */
export interface ReachedLog {
  id: SourceId
  pod: string
  container: string
  previous: boolean
  uid: string
}

/** How far back one log reaches. */
export interface LogReach {
  id: SourceId
  pod: string
  previous: boolean
  /** The oldest line, in µs. */
  oldest: number
  /** `start`: from its container's start. `cut`: its beginning is gone, or was not asked for. */
  from: 'start' | 'cut' | 'unknown'
}

// A container says something within seconds.
const quietUs = 60_000_000

/** How far back logs reach, those that reach least far first. Logs without any line are left out. */
export function reachOf(
  sources: readonly ReachedLog[],
  held: LogViewState['sources'],
  pods: readonly Pod[],
): LogReach[] {
  return sources
    .flatMap((log): LogReach[] => {
      const { id, pod, previous } = log
      const oldest = held.find(({ source }) => source === id)?.oldest
      if (!oldest) return []
      const begun = startOf(log, pods)
      const late = oldest - begun
      const from = Math.abs(late) <= quietUs ? 'start' : late > 0 ? 'cut' : 'unknown'
      return [{ id, pod, previous, oldest, from }]
    })
    .toSorted((a, b) => b.oldest - a.oldest)
}

/** When the container of a log started, in µs; NaN when nobody says. */
function startOf({ uid, container, previous }: ReachedLog, pods: readonly Pod[]): number {
  const pod = pods.find(({ metadata }) => metadata.uid === uid)
  const status = (pod?.status?.containerStatuses ?? []).find(({ name }) => name === container)
  const { running, terminated } = (previous ? status?.lastState : status?.state) ?? {}
  return Date.parse(running?.startedAt ?? terminated?.startedAt ?? '') * 1000
}
