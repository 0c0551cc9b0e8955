import { timestamp } from '../kinds/imageTypes.ts'
import {
  MIRROR_SETS,
  poolConditions,
  POOLS,
  renderedConfig,
  type MachineConfigPool,
} from '../kinds/machineConfigPool.ts'
import type { Later } from '../server/clock.ts'
import type { Controlled, Queue } from './controllers.ts'

/** Milliseconds that one machine is away while it takes over its configuration. */
const MACHINE = 2000

/** The machine config operator: what changes of registries and mirrors becomes another configuration, which machines take over one after the other. */
export function controlMachineConfigPools(
  { store, now }: Controlled,
  queue: Queue,
  later: Later,
  pace: number,
): () => void {
  const moving = new Map<string, () => void>()
  // Pools in the store have the shape of their kind.
  const poolOf = (name: string) => store.get(POOLS, undefined, name) as MachineConfigPool | undefined

  function put(pool: MachineConfigPool, changed: Partial<MachineConfigPool['status']>): void {
    const status = { ...pool.status, ...changed, observedGeneration: pool.metadata.generation ?? 1 }
    const next = { ...pool, status }
    const told: MachineConfigPool = {
      ...next,
      status: { ...status, conditions: poolConditions(next, timestamp(now())) },
    }
    store.put(POOLS, told)
  }

  function render(): void {
    for (const { metadata } of store.list(POOLS)) {
      const pool = poolOf(metadata.name)
      const configuration = renderedConfig(store, metadata.name)
      if (!pool || pool.spec.configuration.name === configuration.name) continue
      const back = configuration.name === pool.status.configuration.name
      const generation = (pool.metadata.generation ?? 1) + 1
      const next = { ...pool, metadata: { ...pool.metadata, generation }, spec: { ...pool.spec, configuration } }
      // Machines that had gone on to what is no longer wanted have to change again, too.
      const updatedMachineCount = back ? pool.status.machineCount - pool.status.updatedMachineCount : 0
      const readyMachineCount = Math.min(updatedMachineCount, pool.status.readyMachineCount)
      put(next, { updatedMachineCount, readyMachineCount, unavailableMachineCount: 0 })
      stop(metadata.name)
      queue.add(`pool ${metadata.name}`, () => roll(metadata.name))
    }
  }

  /** Takes one machine away, and brings it back with the new configuration. */
  function roll(name: string): void {
    const pool = poolOf(name)
    if (!pool || moving.has(name) || pool.spec.paused) return
    const { updatedMachineCount: updated, machineCount, configuration } = pool.status
    if (updated >= machineCount) {
      if (configuration.name !== pool.spec.configuration.name) put(pool, { configuration: pool.spec.configuration })
      return
    }
    put(pool, { unavailableMachineCount: 1 })
    const takeBack = later(() => {
      moving.delete(name)
      const latest = poolOf(name)
      if (!latest) return
      const more = latest.status.updatedMachineCount + 1
      put(latest, { updatedMachineCount: more, readyMachineCount: more, unavailableMachineCount: 0 })
      roll(name)
    }, MACHINE * pace)
    moving.set(name, takeBack)
  }

  function stop(name: string): void {
    moving.get(name)?.()
    moving.delete(name)
  }

  const look = () => queue.add('render', render)
  const stops = [
    ...(['config.openshift.io/images', ...MIRROR_SETS] as const).map((kind) => store.subscribe(kind, look)),
    // Somebody lets a pool go on, or stops it.
    store.subscribe(POOLS, ({ object, previous }) => {
      const { name } = object.metadata
      const pool = poolOf(name)
      if (!pool || !previous || (previous as MachineConfigPool).spec.paused === pool.spec.paused) return
      queue.add(`pool ${name}`, () => {
        const latest = poolOf(name)
        if (!latest) return
        put(latest, {})
        roll(name)
      })
    }),
  ]
  return () => {
    for (const end of stops) end()
    for (const takeBack of moving.values()) takeBack()
  }
}
