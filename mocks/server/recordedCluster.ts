import { Clock } from './clock.ts'
import { createCluster, type Cluster, type ClusterOptions, type State } from './cluster.ts'
import { Replay } from './replay.ts'

/** When the recorder was half done. What happens at a time of day, such as a scheduled job, depends on it. */
const RECORDED = '2026-11-21T00:30:00Z'

/** The time of a state: the recorder's, or that of what was made last in it. */
const timeOf = (state: State) =>
  Object.values(state)
    .flatMap(({ items }) => items.map(({ metadata }) => metadata.creationTimestamp ?? ''))
    .reduce((last, time) => (time > last ? time : last), RECORDED)
/** As long as the recorder paused for controllers at most, and a little more for retries. */
const PAUSE = 12_000

/** A cluster as it was recorded, whose time stands still while records are played, but for the pauses of the recorder. */
export function recordedCluster(state: State, options: ClusterOptions = {}): { cluster: Cluster; replay: Replay } {
  const clock = Clock.still(timeOf(state))
  const cluster = createCluster(state, { ...options, clock, controllers: { parts: ['registry', 'batch'], idle: true } })
  const replay = new Replay((request) => cluster.handle(request), { settle: () => clock.advance(PAUSE) })
  return { cluster, replay }
}
